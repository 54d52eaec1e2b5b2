package forge

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"assay/mail"
)

// editable reports whether a text can be edited byte by byte: in its charset a
// byte of ASCII is that letter.
func editable(p *mail.Part, decoded []byte) bool {
	switch charset := strings.ToLower(p.Charset()); {
	case charset == "", charset == "utf-8", charset == "utf8", charset == "us-ascii", charset == "ascii",
		strings.HasPrefix(charset, "iso-8859-"), strings.HasPrefix(charset, "windows-125"):
		return true
	case strings.HasPrefix(charset, "iso-2022"), strings.HasPrefix(charset, "utf"), strings.HasPrefix(charset, "hz"):
		return false
	}
	return ascii(string(decoded))
}

// inCharset writes text in the charset of a part; false where it has not all
// of its letters.
func inCharset(text string, p *mail.Part) ([]byte, bool) {
	charset := strings.ToLower(p.Charset())
	switch {
	case ascii(text), charset == "utf-8", charset == "utf8":
		return []byte(text), true
	case charset == "", strings.Contains(charset, "ascii"):
		return nil, false
	}
	e, err := htmlindex.Get(charset)
	if err != nil {
		return nil, false
	}
	out, err := e.NewEncoder().String(text)
	return []byte(out), err == nil
}

// encoded is the change of the stored bytes that replaces a range of a decoded
// part. byHand edits the encoded source itself; rough tells that it shows.
func (w *work) encoded(s *side, start, end int, with []byte, byHand bool) (change splice, rough, ok bool) {
	p, raw := s.part, w.now.RawBody(s.part)
	switch p.Encoding {
	case "7bit", "8bit", "binary":
		if p.Encoding == "7bit" && !ascii(string(with)) && ascii(string(s.decoded)) {
			return splice{}, false, false
		}
		return splice{p.Body + start, p.Body + end, with}, false, true
	case "quoted-printable":
		if byHand {
			return w.editQP(s, start, end, with)
		}
		from, to, text := encodeAnew(raw, start, end, with)
		return splice{p.Body + from, p.Body + to, text}, false, true
	case "base64":
		all := slices.Concat(s.decoded[:start], with, s.decoded[end:])
		width := firstLine(raw)
		rough = byHand && width > 0 && base64.StdEncoding.EncodedLen(len(all)) > lineMost
		if byHand {
			width = 0 // a tool on the web gives one line
		}
		return splice{p.Body, p.Body + len(bytes.TrimRight(raw, "\r\n")), wrap64(all, width, w.eol())}, rough, true
	}
	return splice{}, false, false
}

// firstLine is the length of the lines of an encoded body; 0 where it is one
// line of any length.
func firstLine(raw []byte) int {
	line, rest, _ := bytes.Cut(bytes.TrimSpace(raw), []byte("\n"))
	n := len(bytes.TrimRight(line, "\r"))
	switch {
	case len(rest) > 0:
		return max(4, n)
	case n > lineMost:
		return 0
	}
	return lineMost
}

// wrap64 is content in base64, in lines of width, or in one where that is 0.
func wrap64(content []byte, width int, eol string) []byte {
	text := []byte(base64.StdEncoding.EncodeToString(content))
	if width == 0 {
		return text
	}
	return bytes.Join(slices.Collect(slices.Chunk(text, width)), []byte(eol))
}
