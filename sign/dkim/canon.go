package dkim

import (
	"bytes"

	"assay/mail"
)

// Canon is a canonicalisation of header fields or of the body. RFC 6376 §3.4
type Canon string

// The two canonicalisations there are.
const (
	Simple  Canon = "simple"
	Relaxed Canon = "relaxed"
)

// Ends says how line ends are read.
type Ends struct {
	EOL    byte // the byte at which a line ends; a CR before LF belongs to the end
	Strict bool // only CRLF ends a line, as in SMTP; a bare LF is data
}

// EndsOf says how the line ends of m are read first: as a mail reader does.
func EndsOf(m *mail.Message) Ends {
	if m.Lines == mail.CR {
		return Ends{EOL: '\r'}
	}
	return Ends{EOL: '\n'}
}

// AppendField appends the canonical form of a whole header field, raw, to dst;
// the last line end is left out. All other line ends come out as CRLF.
func (c Canon) AppendField(dst, raw []byte, ends Ends) []byte {
	if c == Relaxed {
		return appendRelaxedField(dst, raw, ends)
	}
	return appendSimpleField(dst, raw, ends)
}

// appendSimpleField copies a field byte for byte. RFC 6376 §3.4.1
func appendSimpleField(dst, raw []byte, ends Ends) []byte {
	for raw = trimLineEnd(raw); ; {
		i := bytes.IndexByte(raw, ends.EOL)
		if i < 0 || ends.Strict {
			return append(dst, raw...)
		}
		line := raw[:i]
		if ends.EOL == '\n' {
			line = bytes.TrimSuffix(line, []byte("\r"))
		}
		dst = append(append(dst, line...), '\r', '\n')
		raw = raw[i+1:]
	}
}

// trimLineEnd takes one line end off the end.
func trimLineEnd(raw []byte) []byte {
	if n := len(raw); n > 0 && raw[n-1] == '\n' {
		raw = raw[:n-1]
		if n > 1 && raw[n-2] == '\r' {
			raw = raw[:n-2]
		}
		return raw
	}
	return bytes.TrimSuffix(raw, []byte("\r"))
}

// appendRelaxedField follows RFC 6376 §3.4.2: name in lower case, unfolded,
// runs of white space one blank, none around the colon or at the end.
func appendRelaxedField(dst, raw []byte, ends Ends) []byte {
	colon := bytes.IndexByte(raw, ':')
	if colon < 0 {
		return append(dst, raw...)
	}
	for _, c := range bytes.TrimRight(raw[:colon], " \t") {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	dst = append(dst, ':')
	start := len(dst)
	for value := raw[colon+1:]; len(value) > 0; {
		blanks := blankLength(value, ends)
		value = value[blanks:]
		if blanks > 0 && len(dst) > start && len(value) > 0 {
			dst = append(dst, ' ')
		}
		word := wordLength(value)
		dst = append(dst, value[:word]...)
		value = value[word:]
	}
	return dst
}

// wordLength is how many bytes stand before the next byte that may be white
// space, but at least one.
func wordLength(b []byte) int {
	for i, c := range b {
		if i > 0 && c <= ' ' {
			return i
		}
	}
	return len(b)
}

// blankLength is how many bytes of white space, line ends of folds included, b
// begins with. A bare CR is none, unless it is the line end of the file.
func blankLength(b []byte, ends Ends) int {
	for i, c := range b {
		fold := c == '\n' || c == '\r' && (ends.EOL == '\r' || i+1 < len(b) && b[i+1] == '\n')
		if c != ' ' && c != '\t' && !fold {
			return i
		}
	}
	return len(b)
}
