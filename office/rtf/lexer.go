package rtf

import "bytes"

// What a token is.
type kind int

const (
	open   kind = iota // {
	closed             // }
	word               // \name, with or without a number
	symbol             // \ and one character that is no letter
	hex                // \'hh
	plain              // text between
	raw                // what \bin announces
)

// token is one step of an RTF file (RTF 1.9.1, "RTF Syntax").
type token struct {
	kind  kind
	name  string // of a word or symbol
	value int    // of a word
	given bool   // the word has a number
	data  []byte // of plain and raw; of hex one byte
}

// lexer cuts RTF into tokens.
type lexer struct {
	rest []byte
	// short is set where \bin announces more bytes than there are.
	short bool
}

// maxWord bounds the letters of a control word; the specification says 32.
const maxWord = 64

// next is the next token; false at the end.
func (l *lexer) next() (t token, ok bool) {
	for len(l.rest) > 0 {
		switch c := l.rest[0]; c {
		case '{':
			l.rest = l.rest[1:]
			return token{kind: open}, true
		case '}':
			l.rest = l.rest[1:]
			return token{kind: closed}, true
		case '\\':
			return l.control(), true
		case '\r', '\n', 0:
			l.rest = l.rest[1:]
		default:
			n := bytes.IndexAny(l.rest, "{}\\\r\n\x00")
			if n < 0 {
				n = len(l.rest)
			}
			t = token{kind: plain, data: l.rest[:n]}
			l.rest = l.rest[n:]
			return t, true
		}
	}
	return t, false
}

// control reads what follows a backslash.
func (l *lexer) control() token {
	b := l.rest[1:]
	if len(b) == 0 {
		l.rest = nil
		return token{kind: symbol}
	}
	if b[0] == '\'' {
		if len(b) >= 3 {
			if hi, lo := digit(b[1]), digit(b[2]); hi >= 0 && lo >= 0 {
				l.rest = b[3:]
				return token{kind: hex, data: []byte{byte(hi<<4 | lo)}}
			}
		}
		l.rest = b[1:]
		return token{kind: symbol, name: "'"}
	}
	n := 0
	for n < len(b) && n < maxWord && letter(b[n]) {
		n++
	}
	if n == 0 {
		l.rest = b[1:]
		return token{kind: symbol, name: string(b[:1])}
	}
	t := token{kind: word, name: string(b[:n])}
	b = l.number(&t, b[n:])
	if len(b) > 0 && b[0] == ' ' {
		b = b[1:]
	}
	l.rest = b
	if t.name == "bin" && t.value > 0 {
		size := min(t.value, len(b))
		l.short = l.short || size < t.value
		t.kind, t.data = raw, b[:size]
		l.rest = b[size:]
	}
	return t
}

// number reads the number of a word; one that is out of range is held to it.
func (l *lexer) number(t *token, b []byte) []byte {
	const most = 1<<31 - 1
	n, sign := 0, 1
	if len(b) > 1 && b[0] == '-' && b[1] >= '0' && b[1] <= '9' {
		n, sign = 1, -1
	}
	for ; n < len(b) && b[n] >= '0' && b[n] <= '9'; n++ {
		t.given = true
		t.value = min(t.value*10+int(b[n]-'0'), most)
	}
	t.value *= sign
	return b[n:]
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// digit is the value of a hexadecimal digit, -1 for other bytes.
func digit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
