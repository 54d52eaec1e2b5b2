package mail

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

func (m *Message) misfitText(r *Part, add func(bool, string)) {
	content, rubbish := m.Decode(r)
	add(strings.Contains(r.Encoding, "uu"), "the body is declared as a file in "+r.Encoding+", which hides the text around it")
	add(hasDelimiter(m.RawBody(r), m.Lines.eol()), "the body holds the delimiters of a multipart, and none is declared")
	add(rubbish > 0, "the body is not in the transfer encoding that is declared")
	add(r.Encoding == "base64" && !looksBase64(m.RawBody(r)), "the body is declared as base64 and does not look like it")
	add(r.Encoding == "quoted-printable" && !looksQuotedPrintable(m.RawBody(r)), "the body is declared as quoted-printable, and no programme that writes that wrote it")
	misfitCharset(content, r.param("charset"), add)
	looks := looksHTML(content)
	add(r.Type == "text/html" && !looks && !blankText(content), "the body is declared as HTML and does not begin as a page does")
	add(r.Type != "text/html" && looks, "the body is HTML and is not declared as such, so that its source is shown")
}

func misfitCharset(content []byte, charset string, add func(bool, string)) {
	add(!keepsASCII(charset), "the declared charset "+cut(charset)+" may give other letters to plain ASCII")
	if !beyondASCII(content) {
		return
	}
	const alien, other = "the body is not in the charset that is declared", "the body is in UTF-8 and declared to be in "
	valid := utf8.Valid(content)
	switch name := charsetName(charset); name {
	case "", "utf-8", "utf8":
		add(!valid, alien)
	case "us-ascii", "ascii":
		add(true, alien)
	default:
		e, _ := lookUp(name)
		add(e == nil, alien)
		add(valid, other+cut(charset))
	}
}

func beyondASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// looksBase64 reports whether text is cut as programmes cut base64: no blanks
// inside lines, and all lines but the last of whole groups of four.
func looksBase64(body []byte) bool {
	short := false
	for line := range bytes.Lines(bytes.TrimSpace(body)) {
		line = bytes.TrimSpace(line)
		if short || bytes.ContainsAny(line, " \t") {
			return false
		}
		short = len(line)%4 != 0
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
