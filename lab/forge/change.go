package forge

import (
	"bytes"
	"html"
	"maps"
	"slices"
	"strings"

	"assay/lab/label"
)

// hand is how the forger works on a mail's text.
type hand struct {
	both   bool // he changes both renderings alike
	html   bool // where he changes one, it is HTML
	byHand bool // he edits the encoded source
	paste  bool // what he writes goes in as UTF-8, whatever is declared
}

// usual is what a forger of the skill does.
func (w *work) usual() hand {
	return hand{both: w.least(label.Fair), byHand: !w.least(label.Able)}
}

// mostPicks bounds the places that a forger looks at.
const mostPicks = 40

// change makes one change of those that find offers.
func (w *work) change(find picker, by whose, h hand) bool {
	sides := w.sides()
	first := slices.IndexFunc(sides, func(s *side) bool { return s.html == h.html })
	if first < 0 {
		if len(sides) == 0 || h.html {
			return false
		}
		first = 0
	}
	for _, p := range shuffled(w, find(w, sides[first], by), mostPicks) {
		left := maps.Clone(w.left)
		if w.try(sides, sides[first], p, h) {
			return true
		}
		w.left = left
	}
	return false
}

// try makes the change of p, found in s.
func (w *work) try(sides []*side, s *side, p pick, h hand) bool {
	was := s.view.text[p.start:p.end]
	var list []splice
	for _, other := range sides {
		at, rough := p.start, false
		if other != s {
			twin, ok := twinOf(s, p, other)
			switch {
			case h.both && !ok:
				return false
			case !h.both:
				w.leave(TwinsDiffer, alike(s, other) && len(occurrences(&other.view, was)) > 0)
				continue
			}
			at = twin
		}
		c, rough, ok := w.write(other, at, at+len(was), p.now, h)
		if !ok {
			return false
		}
		w.leave(EncodingByHand, rough)
		list = append(list, c)
	}
	if !s.html {
		w.lines = linesOf(s.decoded, s.view.from[p.start], p.now)
	}
	w.apply(list)
	return true
}

// linesOf are the lines, from 1, that a text holds of now, put in at offset.
func linesOf(decoded []byte, offset int, now string) (lines []int) {
	first := 1 + bytes.Count(decoded[:offset], []byte("\n"))
	for i := range 1 + strings.Count(now, "\n") {
		lines = append(lines, first+i)
	}
	return lines
}

// occurrences are the places of words in a view, as whole words.
func occurrences(v *view, words []byte) (list []int) {
	letter := func(i int) bool {
		c := v.text[i]
		return c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
	}
	for pos := 0; len(words) > 0; {
		i := bytes.Index(v.text[pos:], words)
		if i < 0 {
			break
		}
		start, end := pos+i, pos+i+len(words)
		inside := start > 0 && letter(start-1) && letter(start) || end < len(v.text) && letter(end) && letter(end-1)
		if !inside {
			list = append(list, start)
		}
		pos = start + 1
	}
	return list
}

// twinOf is the place in the other rendering that says the same.
func twinOf(s *side, p pick, other *side) (at int, ok bool) {
	was := s.view.text[p.start:p.end]
	mine, theirs := occurrences(&s.view, was), occurrences(&other.view, was)
	i := slices.Index(mine, p.start)
	if i < 0 || len(mine) != len(theirs) {
		return 0, false
	}
	return theirs[i], true
}

// alike reports whether two renderings hold the same text but for little.
func alike(a, b *side) bool {
	const most = 0.8 // of the words of one that stand in the other
	words := map[string]bool{}
	for word := range bytes.FieldsSeq(b.view.text) {
		words[string(word)] = true
	}
	all, shared := 0, 0
	for word := range bytes.FieldsSeq(a.view.text) {
		if all++; words[string(word)] {
			shared++
		}
	}
	return float64(shared) >= most*float64(all)
}

// write is the change of stored bytes that puts now in the place of a range of
// the view.
func (w *work) write(s *side, start, end int, now string, h hand) (c splice, rough, ok bool) {
	from, to := s.view.from[start], s.view.to[end-1]
	if from >= to || !plainRun(s, from, to) {
		return c, false, false
	}
	if s.html {
		now = strings.ReplaceAll(html.EscapeString(now), "\n", "<br>")
		now = strings.ReplaceAll(now, "&#39;", "'")
		if now == "" {
			from, to = element(s.decoded, from, to)
		}
	} else if now == "" {
		to = blankBehind(s.decoded, to)
	} else {
		now, to = w.wrapped(s, from, to, strings.ReplaceAll(now, "\n", eolOf(s.decoded)), !h.byHand)
	}
	with, fits := inCharset(now, s.part)
	if h.paste && !ascii(now) {
		with, fits = []byte(now), true
		w.leave(CharsetBroken, !strings.EqualFold(s.part.Charset(), "utf-8"))
		if s.part.Encoding != "base64" && s.part.Encoding != "quoted-printable" {
			p := s.part
			w.leave(CharsetBroken, p.Encoding == "7bit")
			return splice{p.Body + from, p.Body + to, with}, false, true
		}
	}
	if !fits {
		return c, false, false
	}
	return w.encoded(s, from, to, with, h.byHand)
}

// blankBehind is the offset behind a paragraph and the blank line that follows.
func blankBehind(text []byte, at int) int {
	for range 2 {
		rest := bytes.TrimLeft(text[at:], " \t\r")
		if len(rest) == 0 || rest[0] != '\n' {
			break
		}
		at = len(text) - len(rest) + 1
	}
	return at
}

// plainRun reports whether no tag but a line break stands in a range.
func plainRun(s *side, from, to int) bool {
	run := s.decoded[from:to]
	if !s.html {
		return true
	}
	for _, tag := range []string{"<br>", "<br/>", "<br />", "<BR>"} {
		run = bytes.ReplaceAll(run, []byte(tag), nil)
	}
	return bytes.IndexByte(run, '<') < 0 && bytes.IndexByte(run, '>') < 0
}

// element widens a range to the paragraph that it fills.
func element(text []byte, from, to int) (int, int) {
	open := bytes.LastIndexByte(text[:from], '<')
	if open < 0 || !bytes.HasPrefix(text[to:], []byte("</p>")) {
		return from, to
	}
	if name, closing := tagName(text[open:from]); name == "p" && !closing && tagEnd(text, open) == from {
		return open, to + len("</p>")
	}
	return from, to
}
