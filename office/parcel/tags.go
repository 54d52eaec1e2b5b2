package parcel

import "bytes"

// startTag takes an opening tag with its attributes.
func (s *scanner) startTag() error {
	b := s.rest[1:]
	n := nameEnd(b)
	if n == 0 {
		return errMarkup
	}
	raw := b[:n]
	b = b[n:]
	s.attrs = s.attrs[:0]
	empty := false
	for {
		b = bytes.TrimLeft(b, " \t\r\n")
		switch {
		case len(b) == 0:
			return errCut
		case b[0] == '>':
			s.rest = b[1:]
			return s.open(raw, empty)
		case b[0] == '/':
			empty, b = true, b[1:]
			continue
		}
		a, after, err := attribute(b)
		if err != nil {
			return err
		}
		s.attrs, b = append(s.attrs, a), after
	}
}

// attribute reads one; without a value it is its own, as in HTML.
func attribute(b []byte) (a attr, rest []byte, err error) {
	n := nameEnd(b)
	if n == 0 {
		return a, nil, errMarkup
	}
	a.name = b[:n]
	b = bytes.TrimLeft(b[n:], " \t\r\n")
	if len(b) == 0 || b[0] != '=' {
		return attr{a.name, a.name}, b, nil
	}
	b = bytes.TrimLeft(b[1:], " \t\r\n")
	if len(b) == 0 {
		return a, nil, errCut
	}
	if b[0] != '"' && b[0] != '\'' {
		n := nameEnd(b)
		if n == 0 {
			return a, nil, errMarkup
		}
		return attr{a.name, b[:n]}, b[n:], nil
	}
	end := bytes.IndexByte(b[1:], b[0])
	if end < 0 {
		return a, nil, errCut
	}
	return attr{a.name, b[1 : 1+end]}, b[2+end:], nil
}

// nameEnd is where a name ends.
func nameEnd(b []byte) int {
	for i, c := range b {
		switch c {
		case ' ', '\t', '\r', '\n', '>', '/', '=', '<', '"', '\'':
			return i
		}
	}
	return len(b)
}
