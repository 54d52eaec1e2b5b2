package pdf

// literal reads a string in parentheses; pos stands on the first.
// ISO 32000-2 §7.3.4.2.
func (l *lexer) literal() (String, error) {
	l.pos++
	var out []byte
	for open := 1; l.pos < len(l.b); l.pos++ {
		c := l.b[l.pos]
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				l.pos++
				return String(out), nil
			}
		case '\\':
			out = l.escape(out)
			continue
		case '\r': // an end of line of any form is one line feed
			if l.pos+1 < len(l.b) && l.b[l.pos+1] == '\n' {
				l.pos++
			}
			c = '\n'
		}
		out = append(out, c)
	}
	return "", errEnd
}

// escapes are the letters after a reverse solidus. ISO 32000-2 table 3.
var escapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

// escape reads one escape; pos stands on its reverse solidus, and afterwards
// on its last byte.
func (l *lexer) escape(out []byte) []byte {
	l.pos++
	if l.pos >= len(l.b) {
		return out
	}
	c := l.b[l.pos]
	if plain, ok := escapes[c]; ok {
		return append(out, plain)
	}
	switch {
	case c == '\r': // a line goes on
		if l.pos+1 < len(l.b) && l.b[l.pos+1] == '\n' {
			l.pos++
		}
		return out
	case c == '\n':
		return out
	case '0' <= c && c <= '7':
		n := 0
		for i := 0; i < 3 && l.pos < len(l.b) && '0' <= l.b[l.pos] && l.b[l.pos] <= '7'; i++ {
			n = n<<3 | int(l.b[l.pos]-'0')
			l.pos++
		}
		l.pos--
		return append(out, byte(n))
	}
	return append(out, c)
}

// hex reads a string in angle brackets; pos stands on the first. What is no
// digit is skipped, as viewers do. ISO 32000-2 §7.3.4.3.
func (l *lexer) hex() (String, error) {
	l.pos++
	var out []byte
	half := -1
	for ; l.pos < len(l.b); l.pos++ {
		c := l.b[l.pos]
		if c == '>' {
			if half >= 0 {
				out = append(out, byte(half<<4))
			}
			l.pos++
			return String(out), nil
		}
		switch digit := unhex(c); {
		case digit < 0:
		case half < 0:
			half = digit
		default:
			out = append(out, byte(half<<4|digit))
			half = -1
		}
	}
	return "", errEnd
}
