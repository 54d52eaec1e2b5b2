package forge

import (
	"bytes"
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
