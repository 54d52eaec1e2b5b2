package mail

import (
	"bytes"
	"slices"
	"strings"
)

// Misfits tells where the structure that the message's own header declares
// does not fit its body, or keeps text of the body from a reader: one sentence
// each. Where no signature covers Content-Type and its kin, anyone could have
// changed them and so have chosen which of the signed bytes are seen.
func (m *Message) Misfits() []string {
	var why []string
	add := func(doubt bool, reason string) {
		if doubt {
			why = append(why, reason)
		}
	}
	r := m.Root
	for _, name := range []string{"content-type", "content-transfer-encoding", "content-disposition"} {
		add(len(m.All(name)) > 1, name+" stands twice in the header")
	}
	for _, d := range m.Defects {
		add(d.Part == "" && (d.ID == TypeBad || d.ID == EncodingUnknown), d.Why)
	}
	add(len(m.All("content-disposition")) > 0 && r.Disposition() != "inline", "the message as a whole is declared as a file, which hides its text")
	add(r.FileName() != "", "the message as a whole is given a file name, which hides its text")
	switch {
	case r.Multipart():
		m.misfitMultipart(r, add)
	case shown[r.Type]:
		m.misfitText(r, add)
	default:
		add(true, "the body is declared as "+r.Type+", which hides it as text")
	}
	return why
}

// shown are the types that all readers show as the text they are.
var shown = map[string]bool{"text/plain": true, "text/html": true}

// plainEncodings leave the bytes as they are. RFC 2045 §6.2
var plainEncodings = []string{"7bit", "8bit", "binary"}

func (m *Message) misfitMultipart(r *Part, add func(bool, string)) {
	add(!slices.Contains(plainEncodings, r.Encoding), "a multipart is declared to be in "+r.Encoding+", which none may be")
	add(len(r.Children) == 0, "none of the declared parts stand in the body")
	add(len(r.Children) > 0 && !r.Closed, "the closing delimiter is missing")
	add(!customary(m.span(r.Preamble)), "text stands before the first part, where readers do not show it")
	add(!blankText(m.span(r.Epilogue)), "text stands behind the last part, where readers do not show it")
	add(proseInHeader(r), "text stands in the header of a part, where readers do not show it")
	hidden := false
	r.Leaves(func(p *Part) bool {
		hidden = hidden || p.Type != "message/rfc822" && hasDelimiter(m.RawBody(p), m.Lines.eol())
		return !hidden
	})
	add(hidden, "inside a part stand delimiters of a boundary that nothing declares")
	switch r.Type {
	case "multipart/mixed", "multipart/report":
	case "multipart/alternative":
		add(!alternatives(r.Children) || !m.sameText(r.Children), "parts that are no alternatives of each other are declared as such, so that one of them alone is shown")
	case "multipart/related", "multipart/signed":
		add(r.param("start") != "", "a part other than the first is declared to be the text")
		add(textBehindFirst(r.Children), "text stands in a part that "+r.Type+" keeps from the reader")
	default:
		add(true, "the body is declared as "+r.Type+", of which programmes show one part or another")
	}
}

func (m *Message) span(s Span) []byte { return m.Raw[s.Start:max(s.Start, s.End)] }

func blankText(b []byte) bool { return len(bytes.TrimSpace(b)) == 0 }

// customs are the beginnings of notes that mailers put before the first part
// for readers that know no MIME.
var customs = []string{
	"this is a multi-part message in mime format", "this is a multipart message in mime format",
	"this is a cryptographically signed message in mime format", "this is an openpgp/mime signed message",
	"this is a mime-encapsulated message", "this message is in mime format", "this is a mime-formatted message",
}

// maxCustomary bounds such a note, in bytes.
const maxCustomary = 240

// customary reports whether a preamble is empty or one such note: a single
// short paragraph.
func customary(preamble []byte) bool {
	note := bytes.TrimSpace(preamble)
	if len(note) == 0 {
		return true
	}
	lines := bytes.ReplaceAll(note[:min(len(note), maxCustomary)], []byte("\r"), nil)
	if len(note) > maxCustomary || bytes.Contains(lines, []byte("\n\n")) {
		return false
	}
	text := strings.ToLower(strings.Join(strings.Fields(string(note)), " "))
	return slices.ContainsFunc(customs, func(c string) bool { return strings.HasPrefix(text, c) })
}

// hasDelimiter reports whether a line that begins with two dashes is followed
// by a field of a part's header: the look of a MIME delimiter.
func hasDelimiter(body []byte, eol byte) bool {
	for pos := 0; pos < len(body); {
		if !bytes.HasPrefix(body[pos:], []byte("--")) {
			i := bytes.Index(body[pos:], []byte{eol, '-', '-'})
			if i < 0 {
				return false
			}
			pos += i + 1
		}
		pos = lineEnd(body, pos, eol)
		const field = "content-"
		if len(body)-pos > len(field) && EqualFold(body[pos:pos+len(field)], field) {
			return true
		}
	}
	return false
}

// proseInHeader reports whether a part below p has a header that is none: a
// boundary of dashes makes one of the text between two rules. RFC 2045 §9: but
// for fields that begin with Content-, those of parts have no meaning.
func proseInHeader(p *Part) bool {
	return slices.ContainsFunc(p.Children, func(c *Part) bool {
		return c.headerHides() || proseInHeader(c)
	})
}

// headerHides reports whether something else than fields of a part stands in
// its header. Where it says so it repeats those of the message. RFC 9788 §2.1
func (p *Part) headerHides() bool {
	whole := p.param("protected-headers") != "" || p.param("hp") != ""
	return slices.ContainsFunc(p.Header, func(f Field) bool {
		name := f.name()
		begins := func(with string) bool { return len(name) >= len(with) && EqualFold(name[:len(with)], with) }
		return f.Junk() || f.Ambiguous() || !whole && !begins("content-") && !begins("x-") && !f.Is("mime-version")
	})
}

func textBehindFirst(parts []*Part) bool {
	for i, p := range parts {
		if i > 0 && (p.Multipart() || p.Type == "text/plain" || p.Type == "text/html") {
			return true
		}
	}
	return false
}
