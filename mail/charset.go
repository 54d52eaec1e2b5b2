package mail

import (
	"encoding/base64"
	"slices"
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
	charset = charsetName(charset)
	switch charset {
	case "", "utf-8", "utf8", "us-ascii", "ascii":
		return toUTF8(string(b)), utf8.Valid(b)
	case "utf-7", "unicode-1-1-utf-7":
		return decodeUTF7(b)
	}
	e, _ := lookUp(charset)
	if e == nil {
		return toUTF8(string(b)), false
	}
	out, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return toUTF8(string(b)), false
	}
	return string(out), true
}

// upTo is the beginning of b, of at most n bytes, that cuts no character of
// UTF-8 in two.
func upTo(b []byte, n int) []byte {
	if len(b) <= n {
		return b
	}
	for end := n; end > 0 && end > n-utf8.UTFMax; end-- {
		if utf8.RuneStart(b[end]) {
			return b[:end]
		}
	}
	return b[:n]
}

// charsetName is the name of a charset as it is looked up.
func charsetName(charset string) string {
	return strings.ToLower(strings.Trim(charset, " \t\"'"))
}

// lookUp finds a charset by the names the web knows, then by IANA's. named is
// true where the name is known; e is nil where the charset is not.
func lookUp(name string) (e encoding.Encoding, named bool) {
	if e, err := htmlindex.Get(name); err == nil {
		return e, true
	}
	e, err := ianaindex.MIME.Encoding(name)
	return e, err == nil
}

// shifting are pieces of the names of charsets, letters and digits alone, in
// which bytes of ASCII can stand for something else, whoever knows them.
var shifting = []string{"utf7", "utf16", "utf32", "unicode", "ucs2", "ucs4", "10646", "ebcdic",
	"2022kr", "2022cn", "hzgb", "replacement", "userdefined", "scsu", "bocu"}

// keepsASCII reports whether text in ASCII reads the same in a charset. Of one
// that nobody knows that is assumed, unless it is numbered as those of IBM are.
func keepsASCII(charset string) bool {
	name := charsetName(charset)
	plain := strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, name)
	if slices.ContainsFunc(shifting, func(s string) bool { return strings.Contains(plain, s) }) {
		return false
	}
	if name == "" || name == "utf8" {
		return true
	}
	e, named := lookUp(name)
	if e == nil {
		return !named && !strings.HasPrefix(plain, "ibm") && !strings.HasPrefix(plain, "cp")
	}
	text, err := e.NewDecoder().String(printable)
	return err == nil && text == printable
}

// printable is what text in ASCII holds.
const printable = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\t\r\n"

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
