package pdf

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

// pdfDoc holds the code points of PDFDocEncoding that are not those of Latin-1.
// ISO 32000-2 annex D.3.
//
//go:embed pdfdoc.tsv
var pdfDoc string

var docEncoding = sync.OnceValue(func() (t [256]rune) {
	for i := range t {
		t[i] = rune(i)
	}
	for line := range strings.Lines(pdfDoc) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		code, point, _ := strings.Cut(strings.TrimSpace(line), "\t")
		c, err1 := strconv.ParseUint(code, 16, 8)
		p, err2 := strconv.ParseUint(point, 16, 21)
		if err1 == nil && err2 == nil {
			t[c] = rune(p)
		}
	}
	return t
})

// Text reads a text string: UTF-16 or UTF-8 where it says so, else
// PDFDocEncoding. Escapes that name a language are left out, and zero bytes at
// the end, which some writers leave there. ISO 32000-2 §7.9.2.2.
func (s String) Text() string {
	switch {
	case strings.HasPrefix(string(s), "\xfe\xff"):
		return trimmed(wide(string(s[2:]), 1))
	case strings.HasPrefix(string(s), "\xff\xfe"): // not allowed, and written
		return trimmed(wide(string(s[2:]), 0))
	case strings.HasPrefix(string(s), "\xef\xbb\xbf"):
		return trimmed(strings.ToValidUTF8(string(s[3:]), string(utf8.RuneError)))
	}
	table := docEncoding()
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(table[s[i]])
	}
	return trimmed(b.String())
}

func trimmed(text string) string { return strings.TrimRight(text, "\x00") }

// wide reads UTF-16; low is which byte of each pair is the low one. An escape
// that names a language is left out: §7.9.2.2.3.
func wide(s string, low int) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i+1-low])<<8|uint16(s[i+low]))
	}
	return language.ReplaceAllString(string(utf16.Decode(units)), "")
}

// language is ESC, two letters, perhaps two more for the country, ESC.
var language = regexp.MustCompile("\x1b[A-Za-z]{2}(-?[A-Za-z]{2})?\x1b")

// Text resolves o and reads it where it is a string, or a stream of text; else "".
func (v *View) Text(o Object) string {
	switch o := v.Resolve(o).(type) {
	case String:
		return o.Text()
	case Name:
		return string(o)
	case *Stream:
		data, err := v.Decode(o)
		if err == nil {
			return String(data).Text()
		}
	}
	return ""
}
