package pdf

import (
	"bytes"
	"errors"
	"strconv"
)

// lexer reads tokens of b from pos on. ISO 32000-2 §7.2.
type lexer struct {
	b   []byte
	pos int
}

var errEnd = errors.New("the bytes end inside an object")

// character classes. ISO 32000-2 §7.2.3, tables 1 and 2.
const (
	regular = iota
	blank
	delimiter
)

var class = func() (t [256]byte) {
	for _, c := range "\x00\t\n\f\r " {
		t[c] = blank
	}
	for _, c := range "()<>[]{}/%" {
		t[c] = delimiter
	}
	return t
}()

// skip goes over blanks and comments.
func (l *lexer) skip() {
	for l.pos < len(l.b) {
		switch c := l.b[l.pos]; {
		case class[c] == blank:
			l.pos++
		case c == '%':
			end := bytes.IndexAny(l.b[l.pos:], "\r\n")
			if end < 0 {
				l.pos = len(l.b)
				return
			}
			l.pos += end
		default:
			return
		}
	}
}

// word takes the run of regular characters at pos; empty where there is none.
func (l *lexer) word() []byte {
	from := l.pos
	for l.pos < len(l.b) && class[l.b[l.pos]] == regular {
		l.pos++
	}
	return l.b[from:l.pos]
}

// keyword says whether want is the next token, and goes over it if so.
func (l *lexer) keyword(want string) bool {
	at := l.pos
	l.skip()
	if string(l.word()) == want {
		return true
	}
	l.pos = at
	return false
}

// maxDigits bounds the digits of a whole number that a file needs.
const maxDigits = 18

// whole takes the next token where it is a whole number without a sign.
func (l *lexer) whole() (int, bool) {
	at := l.pos
	l.skip()
	if n, ok := digits(l.word()); ok {
		return n, true
	}
	l.pos = at
	return 0, false
}

func digits(word []byte) (int, bool) {
	if len(word) == 0 || len(word) > maxDigits {
		return 0, false
	}
	n := 0
	for _, c := range word {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// number reads a number as leniently as viewers do; ok is false for a word
// that is none. ISO 32000-2 §7.3.3.
func number(word []byte) (Object, bool) {
	if n, ok := digits(word); ok {
		return int64(n), true
	}
	if len(word) == 0 || len(word) > 400 || !('0' <= word[0] && word[0] <= '9' || word[0] == '+' || word[0] == '-' || word[0] == '.') {
		return nil, false
	}
	sign, rest := 1, word
	for len(rest) > 0 && (rest[0] == '+' || rest[0] == '-') { // "--5" is seen
		if rest[0] == '-' {
			sign = -1
		}
		rest = rest[1:]
	}
	if n, ok := digits(rest); ok {
		return int64(sign * n), true
	}
	for _, c := range rest {
		if c != '.' && (c < '0' || c > '9') {
			return nil, false // no exponents, no Inf
		}
	}
	if x, err := strconv.ParseFloat(string(rest), 64); err == nil {
		return float64(sign) * x, true
	}
	return nil, false
}

// name reads a name; pos stands on its solidus. ISO 32000-2 §7.3.5.
func (l *lexer) name() Name {
	l.pos++
	word := l.word()
	if bytes.IndexByte(word, '#') < 0 {
		return Name(word)
	}
	out := make([]byte, 0, len(word))
	for i := 0; i < len(word); i++ {
		if word[i] == '#' && i+2 < len(word) {
			hi, lo := unhex(word[i+1]), unhex(word[i+2])
			if hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		out = append(out, word[i])
	}
	return Name(out)
}

func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
