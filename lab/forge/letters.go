package forge

import (
	"bytes"
	"strings"

	"assay/lab/label"
	"assay/mail"
)

// lookAlikes are letters of Cyrillic that look like those of Latin.
var lookAlikes = strings.NewReplacer("a", "а", "e", "е", "o", "о", "c", "с", "p", "р", "x", "х")

// otherScript changes a word with a keyboard that is set to another script:
// letters that both have come out as the other's.
func otherScript(w *work) bool {
	disguised := func(find picker) picker {
		return func(w *work, s *side, by whose) (list []pick) {
			for _, p := range find(w, s, by) {
				if now := lookAlikes.Replace(p.now); now != p.now && ascii(p.now) {
					list = append(list, pick{p.start, p.end, now})
				}
			}
			return list
		}
	}
	h := w.usual()
	h.paste = !w.least(label.Able)
	for _, find := range []picker{pickWord, pickName, pickNegation, pickDate} {
		if w.change(disguised(find), own, h) {
			w.leave(ForeignLetters, true)
			return true
		}
	}
	return false
}

// smartSigns pastes a sentence out of a word processor, whose apostrophes and
// dashes the charset of the mail does not have.
func smartSigns(w *work) bool {
	signs := strings.NewReplacer("'", "’", ", ", " – ", ".", "…")
	find := func(w *work, s *side, by whose) (list []pick) {
		for _, p := range pickSentence(w, s, by) {
			was := s.view.text[p.start:p.end]
			list = append(list, pick{p.start, p.end, string(was) + signs.Replace(p.now[len(was):])})
		}
		return list
	}
	h := w.usual()
	h.paste = true
	return w.change(find, own, h) && w.left[CharsetBroken]
}

// otherEnds adds a sentence with an editor whose lines end in another way.
func otherEnds(w *work) bool {
	if w.Words.Sentence == nil || w.now.Lines != mail.LF && w.now.Lines != mail.CRLF {
		return false
	}
	other := "\r\n"
	if w.now.Lines == mail.CRLF {
		other = "\n"
	}
	for _, s := range w.sides() {
		p := s.part
		if s.html || p.Encoding == "base64" {
			continue
		}
		places := lineStarts(s)
		if len(places) == 0 {
			return false
		}
		text := strings.TrimSpace(w.Words.Sentence(w.lang(s.view.text)))
		if text == "" || !ascii(text) || strings.Contains(text, "=") || len(text) > 900 {
			return false
		}
		at := oneOf(w, places)
		raw := w.now.RawBody(p)
		from := at
		if p.Encoding == "quoted-printable" {
			_, offsets := decodeQP(raw)
			from = offsets[at]
			w.leave(EncodingByHand, len(text) > lineMost)
		}
		w.splice(splice{p.Body + from, p.Body + from, []byte(text + other)})
		w.lines = linesOf(s.decoded, at, "")
		w.leave(MixedLineEnds, true)
		others := w.sides()
		w.leave(TwinsDiffer, len(others) == 2 && alike(s, others[1]))
		return true
	}
	return false
}

// lineStarts are the offsets in a plain text at which lines of the writer's own
// begin, the first left out.
func lineStarts(s *side) (list []int) {
	for i := range s.view.text {
		at := s.view.from[i]
		if s.view.by[i] == own && s.view.text[i] != ' ' && at > 0 && s.decoded[at-1] == '\n' {
			list = append(list, at)
		}
	}
	return list
}

// recoded decodes an encoded text, changes it, and puts it back as it is, the
// declaration adapted.
func recoded(w *work) bool {
	for _, s := range w.sides() {
		p := s.part
		if p.Encoding != "base64" && p.Encoding != "quoted-printable" {
			continue
		}
		text := bytes.ReplaceAll(s.decoded, []byte("\r\n"), []byte("\n"))
		text = bytes.ReplaceAll(text, []byte("\n"), []byte(w.eol()))
		declared := "8bit"
		if ascii(string(text)) {
			declared = "7bit"
		}
		f, ok := fieldOf(p, "content-transfer-encoding")
		if !ok || bytes.Contains(text, []byte("\n--")) {
			return false
		}
		body := w.now.RawBody(p)
		tail := body[len(bytes.TrimRight(body, "\r\n")):]
		w.splice(splice{p.Body, p.Span.End, append(bytes.TrimRight(text, "\r\n"), tail...)})
		w.set(f, declared)
		h := hand{both: true}
		return w.anyChange(h)
	}
	return false
}

// grown edits a text in base64 with a tool on the web, which gives back one
// line, or lets the lines of quoted-printable grow.
func grown(w *work) bool {
	return w.change(pickSentence, own, hand{both: true, byHand: true}) && w.left[EncodingByHand]
}

func fieldOf(p *mail.Part, name string) (mail.Field, bool) {
	for _, f := range p.Header {
		if f.Is(name) {
			return f, true
		}
	}
	return mail.Field{}, false
}
