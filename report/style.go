// Package report turns records into what people read on a terminal. Words
// carry every meaning; colour only repeats it.
//
// All text that comes from a leak is printed through Safe: a subject line can
// hold sequences that rewrite the screen.
package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/conclude"
)

// Style says how text is dressed.
type Style struct {
	Color bool
}

// The colours of ECMA-48 §8.3.117.
const (
	bold   = "1"
	green  = "32"
	yellow = "33"
	cyan   = "36"
	red    = "31"
	purple = "35"
)

func (s Style) dress(text, code string) string {
	if !s.Color {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// Strong dresses what stands out.
func (s Style) Strong(text string) string { return s.dress(text, bold) }

// Word dresses a conclusion.
func (s Style) Word(w conclude.Word) string {
	code := yellow
	switch w {
	case conclude.Verified:
		code = green
	case conclude.Corroborated:
		code = cyan
	case conclude.Suspect:
		code = purple
	case conclude.Refuted:
		code = red
	}
	return s.dress(string(w), code)
}

// Safe is text with everything that could steer a terminal or hide other text
// made visible: control characters and signs that turn the direction of
// writing. Bytes that are not UTF-8, which may be control characters of an
// older terminal, become U+FFFD.
func Safe(text string) string {
	if utf8.ValidString(text) && !strings.ContainsFunc(text, steers) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\n' || r == '\t':
			b.WriteByte(' ')
		case steers(r):
			fmt.Fprintf(&b, "<U+%04X>", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// steers reports control characters (Cc), and format characters (Cf) such as
// right-to-left overrides, but for the joiners that scripts need.
func steers(r rune) bool {
	const zwnj, zwj, softHyphen = 0x200C, 0x200D, 0x00AD
	switch r {
	case zwnj, zwj, softHyphen:
		return false
	}
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || r == 0x2028 || r == 0x2029
}

// fit shortens text to width runes.
func fit(text string, width int) string {
	runes := []rune(text)
	if len(runes) <= width {
		return text
	}
	return string(runes[:width-1]) + "…"
}

// number writes n with commas between thousands.
func number(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
