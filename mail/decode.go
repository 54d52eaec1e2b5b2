package mail

import (
	"bytes"
	"encoding/base64"
	"strings"
)

// Decode returns the content of a part that holds no others, its transfer
// encoding undone, and how many bytes of rubbish were passed over. The result
// may share memory with Raw; callers must not change it.
func (m *Message) Decode(p *Part) (content []byte, rubbish int) {
	if p.Embedded != nil {
		return decodeUU(m.Raw[p.Body:p.Span.End])
	}
	body := m.RawBody(p)
	switch {
	case p.Encoding == "base64":
		return decodeBase64(body)
	case p.Encoding == "quoted-printable":
		return decodeQuotedPrintable(body)
	case strings.Contains(p.Encoding, "uu"):
		if e, ok := findUU(body, 0, m.Lines.eol()); ok {
			return decodeUU(body[e.lines.Start:e.lines.End])
		}
	}
	return body, 0
}

// decodeBase64 decodes what a reader would: bytes outside the alphabet are
// passed over (RFC 2045 §6.8), padding in the middle ends a quantum and the
// text goes on, missing padding at the end is made up for.
func decodeBase64(src []byte) (out []byte, rubbish int) {
	out = make([]byte, base64.StdEncoding.DecodedLen(len(src)))
	if n, err := base64.StdEncoding.Decode(out, src); err == nil {
		return out[:n], 0
	}
	return decodeBase64Slowly(out[:0], src)
}

func decodeBase64Slowly(out, src []byte) ([]byte, int) {
	var acc uint32
	held, rubbish := 0, 0
	flush := func() { // the bytes of a quantum that is not full. RFC 4648 §4
		switch held {
		case 2:
			out = append(out, byte(acc>>4))
		case 3:
			out = append(out, byte(acc>>10), byte(acc>>2))
		}
		acc, held = 0, 0
	}
	for _, c := range src {
		switch v := base64Value[c]; {
		case v < 64:
			acc = acc<<6 | uint32(v)
			if held++; held == 4 {
				out = append(out, byte(acc>>16), byte(acc>>8), byte(acc))
				acc, held = 0, 0
			}
		case c == '=':
			flush()
		case c != '\r' && c != '\n' && !isSpace(c):
			rubbish++
		}
	}
	flush()
	return out, rubbish
}

const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// base64Value is the value of each byte of the alphabet; 64 for all others.
var base64Value = func() (t [256]byte) {
	for i := range t {
		t[i] = 64
	}
	for i := range len(base64Alphabet) {
		t[base64Alphabet[i]] = byte(i)
	}
	return t
}()

// decodeQuotedPrintable follows RFC 2045 §6.7; an equals sign that introduces
// nothing stays in the text and counts as rubbish.
func decodeQuotedPrintable(src []byte) (out []byte, rubbish int) {
	out = make([]byte, 0, len(src))
	for len(src) > 0 {
		i := bytes.IndexByte(src, '=')
		if i < 0 {
			return appendLiteral(out, bytes.TrimRight(src, " \t")), rubbish
		}
		out, src = appendLiteral(out, src[:i]), src[i:]
		if n := softBreak(src); n > 0 {
			src = src[n:]
			continue
		}
		if len(src) >= 3 && hexValue[src[1]] < 16 && hexValue[src[2]] < 16 {
			out, src = append(out, hexValue[src[1]]<<4|hexValue[src[2]]), src[3:]
			continue
		}
		rubbish++
		out, src = append(out, '='), src[1:]
	}
	return out, rubbish
}

// appendLiteral appends text in which nothing is encoded, without the blanks
// before line ends: they were added on the way. RFC 2045 §6.7 (3)
func appendLiteral(dst, text []byte) []byte {
	for {
		i := bytes.IndexByte(text, '\n')
		if i < 0 {
			return append(dst, text...)
		}
		line, cr := bytes.CutSuffix(text[:i], []byte("\r"))
		dst = append(dst, bytes.TrimRight(line, " \t")...)
		if cr {
			dst = append(dst, '\r')
		}
		dst, text = append(dst, '\n'), text[i+1:]
	}
}

// softBreak is the length of the soft line break that src begins with, or 0.
// Blanks before the line end were added on the way. RFC 2045 §6.7 (3), (5)
func softBreak(src []byte) int {
	i := 1
	for i < len(src) && isSpace(src[i]) {
		i++
	}
	switch {
	case i == len(src):
		return i
	case src[i] == '\n':
		return i + 1
	case src[i] == '\r' && i+1 < len(src) && src[i+1] == '\n':
		return i + 2
	case src[i] == '\r':
		return i + 1
	}
	return 0
}

// hexValue is the value of each hex digit; 16 for all other bytes.
var hexValue = func() (t [256]byte) {
	for i := range t {
		t[i] = 16
	}
	for i := range byte(10) {
		t['0'+i] = i
	}
	for i := range byte(6) {
		t['a'+i], t['A'+i] = 10+i, 10+i
	}
	return t
}()
