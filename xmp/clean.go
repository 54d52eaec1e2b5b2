package xmp

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// clean gives a packet as UTF-8 that an XML parser takes: without byte order
// mark, control characters as blanks.
func clean(content []byte) []byte {
	content = bytes.ToValidUTF8(toUTF8(content), []byte("\uFFFD"))
	content = bytes.TrimPrefix(content, []byte("\uFEFF"))
	return bytes.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return ' '
		}
		return r
	}, content)
}

// toUTF8 decodes UTF-16, which it tells by the zero byte beside the first "<",
// with or without byte order mark.
func toUTF8(content []byte) []byte {
	i := bytes.IndexByte(content, '<')
	var order binary.ByteOrder
	switch {
	case i < 0:
		return content
	case i+1 < len(content) && content[i+1] == 0:
		order = binary.LittleEndian
	case i > 0 && content[i-1] == 0:
		order, i = binary.BigEndian, i-1
	default:
		return content
	}
	var out []byte
	for ; i+1 < len(content); i += 2 {
		r := rune(order.Uint16(content[i:]))
		if utf16.IsSurrogate(r) && i+3 < len(content) {
			if pair := utf16.DecodeRune(r, rune(order.Uint16(content[i+2:]))); pair != utf8.RuneError {
				r, i = pair, i+2
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}
