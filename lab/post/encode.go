package post

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

const crlf = "\r\n"

// isASCII reports whether a text has nothing but letters of ASCII.
func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// latin1 is a text in ISO 8859-1; ok is false where it has other letters.
func latin1(s string) (b string, ok bool) {
	out := make([]byte, 0, len(s))
	for _, c := range s {
		if c > 0xFF {
			return s, false
		}
		out = append(out, byte(c))
	}
	return string(out), true
}

// base64Lines is content in lines of a width, each ended by CRLF.
func base64Lines(content []byte, width int) string {
	text := base64.StdEncoding.EncodeToString(content)
	var b strings.Builder
	b.Grow(len(text) + 2*len(text)/width + 2)
	for len(text) > width {
		b.WriteString(text[:width])
		b.WriteString(crlf)
		text = text[width:]
	}
	b.WriteString(text)
	b.WriteString(crlf)
	return b.String()
}

// quotedPrintable is a text of LF lines in lines of at most 76. RFC 2045 §6.7
// Where byWords is set, lines are cut behind a blank if there is one.
func quotedPrintable(text string, byWords bool) string {
	const widest = 75 // and the sign of the soft break
	b := make([]byte, 0, len(text)+len(text)/8)
	start, blank := 0, -1
	for i := 0; i < len(text); {
		if text[i] == '\n' {
			b = append(b, crlf...)
			start, blank = len(b), -1
			i++
			continue
		}
		unit, n := qpUnit(text, i)
		if len(b)-start+len(unit) > widest {
			if byWords && blank > start {
				tail := string(b[blank:])
				b = append(append(b[:blank], "="+crlf...), tail...)
				start = blank + 3
			} else {
				b = append(b, "="+crlf...)
				start = len(b)
			}
			blank = -1
		}
		b = append(b, unit...)
		if unit == " " {
			blank = len(b)
		}
		i += n
	}
	return string(b)
}

// qpUnit is one letter, encoded, which no encoder cuts in two, and its length
// in text.
func qpUnit(text string, i int) (unit string, n int) {
	c := text[i]
	switch {
	case c >= utf8.RuneSelf:
		_, n = utf8.DecodeRuneInString(text[i:])
		for _, c := range []byte(text[i : i+n]) {
			unit += "=" + upperHex[c>>4:c>>4+1] + upperHex[c&15:c&15+1]
		}
		return unit, n
	case c == '=' || c < ' ' && c != '\t', (c == ' ' || c == '\t') && (i+1 == len(text) || text[i+1] == '\n'):
		return "=" + upperHex[c>>4:c>>4+1] + upperHex[c&15:c&15+1], 1
	}
	return text[i : i+1], 1
}

// wrap cuts every line of a text that is longer than width behind its last
// blank that fits; soft keeps the blank at the end of the line. RFC 3676 §4.2
// Marks of quotation are repeated on the lines that a cut makes.
func wrap(text string, width int, soft bool) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/width)
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		wrapLine(&b, line, width, soft)
	}
	return b.String()
}

func wrapLine(b *strings.Builder, line string, width int, soft bool) {
	marks := line[:len(line)-len(strings.TrimLeft(line, "> "))]
	if !strings.HasPrefix(marks, ">") {
		marks = ""
	}
	length, full := len(marks), false
	rest := line[len(marks):]
	b.WriteString(marks)
	for rest != "" {
		if full {
			b.WriteByte('\n')
			b.WriteString(marks)
			length, full = len(marks), false
		}
		word, after := rest, ""
		if i := strings.IndexByte(rest, ' '); i >= 0 {
			word, after = rest[:i], rest[i+1:]
		}
		blank := len(word) < len(rest)
		next, _, _ := strings.Cut(after, " ")
		b.WriteString(word)
		length += utf8.RuneCountInString(word) + 1
		full = after != "" && length+utf8.RuneCountInString(next) > width
		if blank && (soft || !full) && after != "" {
			b.WriteByte(' ')
		}
		rest = after
	}
}
