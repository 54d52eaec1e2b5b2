package mail

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
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
	for _, name := range []string{"content-type", "content-transfer-encoding"} {
		add(len(m.All(name)) > 1, name+" stands twice in the header")
	}
	for _, d := range m.Defects {
		add(d.Part == "" && (d.ID == TypeBad || d.ID == EncodingUnknown), d.Why)
	}
	add(len(m.All("content-disposition")) > 0 && r.Disposition() != "inline", "the message as a whole is declared as a file, which hides its text")
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

func (m *Message) misfitMultipart(r *Part, add func(bool, string)) {
	add(strings.Contains(r.Encoding, "-") || r.Encoding == "base64", "a multipart is declared to be in "+r.Encoding+", which none may be")
	add(len(r.Children) == 0, "none of the declared parts stand in the body")
	add(len(r.Children) > 0 && !r.Closed, "the closing delimiter is missing")
	add(!customary(m.span(r.Preamble)), "text stands before the first part, where readers do not show it")
	add(!blankText(m.span(r.Epilogue)), "text stands behind the last part, where readers do not show it")
	hidden := false
	r.Leaves(func(p *Part) bool {
		hidden = hidden || p.Type != "message/rfc822" && hasDelimiter(m.rawBody(p), m.Lines.eol())
		return !hidden
	})
	add(hidden, "inside a part stand delimiters of a boundary that nothing declares")
	switch r.Type {
	case "multipart/mixed", "multipart/report":
	case "multipart/alternative":
		add(!alternatives(r.Children) || !m.sameText(r.Children), "parts that are no alternatives of each other are declared as such, so that one of them alone is shown")
	case "multipart/related", "multipart/signed":
		add(textBehindFirst(r.Children), "text stands in a part that "+r.Type+" keeps from the reader")
	default:
		add(true, "the body is declared as "+r.Type+", of which programmes show one part or another")
	}
}

func (m *Message) misfitText(r *Part, add func(bool, string)) {
	content, rubbish := m.Decode(r)
	add(hasDelimiter(m.rawBody(r), m.Lines.eol()), "the body holds the delimiters of a multipart, and none is declared")
	add(rubbish > 0, "the body is not in the transfer encoding that is declared")
	add(switching[strings.ToLower(r.Params.Get("charset"))], "the declared charset "+r.Params.Get("charset")+" gives other letters to plain ASCII")
	charset := strings.ToLower(r.Params.Get("charset"))
	_, known := DecodeCharset(content, charset)
	add(!known, "the body is not in the charset that is declared")
	add(charset != "" && charset != "utf-8" && charset != "utf8" && beyondASCII(content) && utf8.Valid(content), "the body is in UTF-8 and declared to be in "+charset)
	add(r.Encoding == "base64" && !looksBase64(m.rawBody(r)), "the body is declared as base64 and does not look like it")
	looks := looksHTML(content)
	add(r.Encoding == "quoted-printable" && needlessEscapes(m.rawBody(r)), "the body is declared as quoted-printable, and no programme that writes that wrote it")
	add(r.Type == "text/html" && !looks && !blankText(content), "the body is declared as HTML and does not begin as a page does")
	add(r.Type != "text/html" && looks, "the body is HTML and is not declared as such, so that its source is shown")
}

// switching charsets read bytes below 128 as something else than ASCII.
var switching = map[string]bool{
	"utf-7": true, "unicode-1-1-utf-7": true, "utf-16": true, "utf-16le": true, "utf-16be": true,
	"utf-32": true, "utf-32le": true, "utf-32be": true, "ibm037": true, "cp037": true, "ibm1047": true,
	"hz-gb-2312": true, "x-user-defined": true,
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

// alternatives reports whether parts can be renderings of one text: each of a
// type of its own, text or a multipart, none a file.
func alternatives(parts []*Part) bool {
	seen := map[string]bool{}
	for _, p := range parts {
		if seen[p.Type] || p.Disposition() == "attachment" || !p.Multipart() && !strings.HasPrefix(p.Type, "text/") {
			return false
		}
		seen[p.Type] = true
	}
	return true
}

func textBehindFirst(parts []*Part) bool {
	for i, p := range parts {
		if i > 0 && (p.Multipart() || p.Type == "text/plain" || p.Type == "text/html") {
			return true
		}
	}
	return false
}

func beyondASCII(b []byte) bool {
	return bytes.ContainsFunc(b, func(r rune) bool { return r >= utf8.RuneSelf })
}

// looksBase64 reports whether text is cut as programmes cut base64: no blanks
// inside lines, and all lines but the last of whole groups of four.
func looksBase64(body []byte) bool {
	lines := bytes.Split(bytes.TrimSpace(body), []byte("\n"))
	for i, line := range lines {
		line = bytes.TrimSpace(line)
		if bytes.ContainsAny(line, " \t") || len(line)%4 != 0 && i < len(lines)-1 {
			return false
		}
	}
	return true
}

// looksHTML reports whether text begins as a page does.
func looksHTML(b []byte) bool {
	b = bytes.ToLower(bytes.TrimLeft(b[:min(len(b), 200)], " \t\r\n\xef\xbb\xbf"))
	for _, opening := range []string{"<!doctype", "<html", "<head", "<body", "<div", "<p>", "<p ", "<table", "<meta", "<style", "<span", "<font", "<center", "<br", "<?xml"} {
		if bytes.HasPrefix(b, []byte(opening)) {
			return true
		}
	}
	return false
}
