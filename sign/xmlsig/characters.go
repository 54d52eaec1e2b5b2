package xmlsig

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// characters reads text up to the next tag.
func (s *scanner) characters(h handler) error {
	end := bytes.IndexByte(s.in[s.at:], '<')
	if end < 0 {
		end = len(s.in) - s.at
	}
	raw := s.in[s.at : s.at+end]
	if len(s.open) == 0 {
		if len(bytes.Trim(raw, " \t\r\n")) > 0 {
			return errors.New("text outside of the root element")
		}
		s.at += end
		return nil
	}
	if bytes.Contains(raw, []byte("]]>")) {
		return errors.New("]]> in text")
	}
	text, err := s.resolved(raw, false)
	if err != nil {
		return err
	}
	s.at += end
	return h.text(text)
}

// resolved is text with its references replaced. In the value of an attribute
// blanks become spaces, those that are written as references excepted. The
// result is good until the next call. XML 1.0 §3.3.3, §4.4
func (s *scanner) resolved(raw []byte, inAttribute bool) ([]byte, error) {
	if err := allowed(raw); err != nil {
		return nil, err
	}
	special := "&\r"
	if inAttribute {
		special = "&\r\n\t"
	}
	if !bytes.ContainsAny(raw, special) {
		return raw, nil
	}
	out := s.buffer[:0]
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case c == '&':
			end := bytes.IndexByte(raw[i:min(len(raw), i+16)], ';')
			if end < 0 {
				return nil, errors.New("a reference does not end")
			}
			r, err := reference(string(raw[i+1 : i+end]))
			if err != nil {
				return nil, err
			}
			out = utf8.AppendRune(out, r)
			i += end
		case c == '\r' && i+1 < len(raw) && raw[i+1] == '\n':
			// the line feed that follows stands for both
		case inAttribute && isSpace(c):
			out = append(out, ' ')
		case c == '\r':
			out = append(out, '\n')
		default:
			out = append(out, c)
		}
	}
	s.buffer = out
	return out, nil
}

// reference is the character that &name; stands for.
func reference(name string) (rune, error) {
	switch name {
	case "amp":
		return '&', nil
	case "lt":
		return '<', nil
	case "gt":
		return '>', nil
	case "quot":
		return '"', nil
	case "apos":
		return '\'', nil
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, fmt.Errorf("entity %q is not one of XML's own", name)
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	r := rune(n)
	if err != nil || n > utf8.MaxRune || !utf8.ValidRune(r) || r < ' ' && !isSpace(byte(r)) || r == 0xfffe || r == 0xffff {
		return 0, fmt.Errorf("character reference %q", name)
	}
	return r, nil
}
