package repair

import (
	"bytes"
	_ "embed"
	"strings"

	"assay/mail"
)

// maxInner is how many parts are taken for the whole message.
const maxInner = 6

// undoWrapping takes the message for one of the parts of what is at hand: a
// list that adds a footer as a part makes the message the first of two; an
// export makes a multipart of a text.
func undoWrapping(m *mail.Message, yield func([]byte) bool) {
	if len(m.Root.Children) == 0 {
		return
	}
	tried := 0
	var take func(p *mail.Part) bool
	take = func(p *mail.Part) bool {
		if tried++; tried > maxInner {
			return false
		}
		if !yield(inner(m, p)) {
			return false
		}
		for _, c := range p.Children {
			if !take(c) {
				return false
			}
		}
		return true
	}
	for _, c := range m.Root.Children {
		if !take(c) {
			return
		}
	}
}

// inner is the message that has a part's body and content fields, and all
// other fields of m.
func inner(m *mail.Message, p *mail.Part) []byte {
	var fields []mail.Field
	for _, f := range p.Header {
		if nameIn(f, content) != "" {
			fields = append(fields, f)
		}
	}
	body := append(append([]byte{}, m.RawBody(p)...), eol(m)...)
	return rewritten(m, content, fields, body)
}

//go:embed preambles.txt
var preambleList string

// undoPreamble puts another of the usual notes before the first part, or none.
func undoPreamble(m *mail.Message, yield func([]byte) bool) {
	if len(m.Root.Children) == 0 {
		return
	}
	rest, end := m.Raw[m.Root.Preamble.End:], []byte(eol(m))
	rest = bytes.TrimPrefix(rest, end)
	for note := range strings.SplitSeq(strings.TrimSuffix(preambleList, "\n"), "\n") {
		for blanks := range 2 { // lines between the note and the first delimiter
			body := append([]byte(note), bytes.Repeat(end, blanks)...)
			if note != "" {
				body = append(body, end...)
			}
			if !offer(m, append(body, rest...), yield) {
				return
			}
		}
	}
}
