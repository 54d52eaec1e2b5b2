package repair

import (
	"bytes"
)

// quotedStyle is one of the ways in which programmes write quoted-printable.
// RFC 2045 §6.7 leaves them free where lines are broken and which characters
// are escaped beside those that have to be.
type quotedStyle struct {
	width  int    // of a line, the equals sign of a soft break included
	strict bool   // also the last piece of a line leaves room for that sign
	escape string // printable characters that are escaped too
	from   bool   // the F of "From " at the beginning of a line is escaped
	dot    bool   // a dot at the beginning of a line is escaped
}

var quotedStyles = []quotedStyle{
	{width: 76},
	{width: 76, from: true, dot: true},
	{width: 76, strict: true},
	{width: 76, from: true},
	{width: 75},
	{width: 73},
	{width: 72},
	{width: 76, escape: `!"#$@[\]^` + "`{|}~"},
}

const upperHex = "0123456789ABCDEF"

// write writes text, line by line.
func (q quotedStyle) write(text []byte, end string) []byte {
	out := make([]byte, 0, len(text)+len(text)/8)
	text = withEnds(text, "\n")
	for len(text) > 0 {
		line, rest, found := bytes.Cut(text, []byte("\n"))
		out = q.line(out, line, end)
		if text = rest; found {
			out = append(out, end...)
		}
	}
	return out
}

// line writes one line, broken where it is too long.
func (q quotedStyle) line(out, line []byte, end string) []byte {
	column := 0
	for i := range line {
		size := 1
		escaped := q.escapes(line, i)
		if escaped {
			size = 3
		}
		limit := q.width - 1
		if !q.strict && i == len(line)-1 {
			limit = q.width
		}
		if column+size > limit {
			out = append(append(out, '='), end...)
			column = 0
		}
		if escaped {
			out = append(out, '=', upperHex[line[i]>>4], upperHex[line[i]&15])
		} else {
			out = append(out, line[i])
		}
		column += size
	}
	return out
}

// escapes reports whether the byte at i of a line is escaped.
func (q quotedStyle) escapes(line []byte, i int) bool {
	c := line[i]
	switch {
	case c == '=' || c >= 0x7f || c < ' ' && c != '\t':
		return true
	case c == ' ' || c == '\t': // RFC 2045 §6.7 (3)
		return i == len(line)-1
	case i == 0 && c == 'F' && q.from && bytes.HasPrefix(line, from):
		return true
	case i == 0 && c == '.' && q.dot:
		return true
	}
	return bytes.IndexByte([]byte(q.escape), c) >= 0
}
