package mail

import (
	"encoding/base64"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
)

// DecodeCharset turns bytes in a charset into UTF-8. known is false where
// nobody knows the charset, or the bytes are not in it; the text then is UTF-8
// where the bytes are that, else read as Windows-1252, so that nothing is lost.
func DecodeCharset(b []byte, charset string) (text string, known bool) {
	charset = strings.ToLower(strings.Trim(charset, " \"'"))
	switch charset {
	case "", "utf-8", "utf8", "us-ascii", "ascii":
		return toUTF8(string(b)), utf8.Valid(b)
	case "utf-7", "unicode-1-1-utf-7":
		return decodeUTF7(b)
	}
	e := lookUp(charset)
	if e == nil {
		return toUTF8(string(b)), false
	}
	out, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return toUTF8(string(b)), false
	}
	return string(out), true
}

// lookUp finds a charset by the names the web knows, then by IANA's.
func lookUp(charset string) encoding.Encoding {
	if e, err := htmlindex.Get(charset); err == nil {
		return e
	}
	if e, err := ianaindex.MIME.Encoding(charset); err == nil {
		return e // nil where the name is known and the charset is not
	}
	return nil
}

// toUTF8 keeps what is UTF-8 and reads all else as Windows-1252.
func toUTF8(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	out, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		return strings.ToValidUTF8(s, "�")
	}
	return out
}

// decodeUTF7 follows RFC 2152: runs of base64 that hold UTF-16, between + and
// a byte outside the alphabet.
func decodeUTF7(b []byte) (string, bool) {
	var out strings.Builder
	known := true
	for i := 0; i < len(b); {
		if b[i] != '+' {
			known = known && b[i] < 0x80
			out.WriteByte(b[i])
			i++
			continue
		}
		end := i + 1
		for end < len(b) && base64Value[b[end]] < 64 {
			end++
		}
		run := b[i+1 : end]
		if i = end; i < len(b) && b[i] == '-' {
			i++
		}
		if len(run) == 0 {
			out.WriteByte('+')
			continue
		}
		raw := make([]byte, base64.RawStdEncoding.DecodedLen(len(run)))
		n, err := base64.RawStdEncoding.Decode(raw, run)
		known = known && err == nil
		units := make([]uint16, n/2)
		for k := range units {
			units[k] = uint16(raw[2*k])<<8 | uint16(raw[2*k+1])
		}
		out.WriteString(string(utf16.Decode(units)))
	}
	return strings.ToValidUTF8(out.String(), "�"), known
}
