package xmlsig

import (
	"bytes"
	"errors"
	"fmt"
)

// nameLength is how many bytes of body are one name. Characters beyond ASCII
// are all taken: what matters here is where a name ends.
func nameLength(body []byte) int {
	for i, c := range body {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c >= 0x80
		if letter || i > 0 && ('0' <= c && c <= '9' || c == '-' || c == '.' || c == ':') {
			continue
		}
		return i
	}
	return len(body)
}

// name reads a name here.
func (s *scanner) name() ([]byte, error) {
	n := nameLength(s.in[s.at:])
	if n == 0 || n > MaxName {
		return nil, errors.New("a name is missing or too long")
	}
	name := s.in[s.at : s.at+n]
	s.at += n
	return name, nil
}

// qname is a name with its prefix.
type qname struct{ prefix, local string }

// maxNames is how many different names are remembered, to make each but once.
const maxNames = 1000

// qualified splits a name at its colon. Namespaces in XML 1.0 §4
func (s *scanner) qualified(name []byte) (q qname, err error) {
	if q, found := s.names[string(name)]; found {
		return q, nil
	}
	before, after, found := bytes.Cut(name, []byte(":"))
	if !found {
		q.local = string(name)
	} else {
		if len(before) == 0 || nameLength(after) != len(after) || len(after) == 0 || bytes.IndexByte(after, ':') >= 0 {
			return q, fmt.Errorf("name %q", name)
		}
		q = qname{string(before), string(after)}
	}
	if len(s.names) < maxNames {
		s.names[string(name)] = q
	}
	return q, nil
}

func (s *scanner) blanks() bool {
	from := s.at
	for s.at < len(s.in) && isSpace(s.in[s.at]) {
		s.at++
	}
	return s.at > from
}

func (s *scanner) startTag(h handler) error {
	if len(s.open) == 0 && s.rooted {
		return errors.New("a second root element")
	}
	if len(s.open) >= MaxDepth {
		return fmt.Errorf("elements nest deeper than %d", MaxDepth)
	}
	s.at++
	name, err := s.name()
	if err != nil {
		return err
	}
	q, err := s.qualified(name)
	if err != nil {
		return err
	}
	empty, err := s.attributes()
	if err != nil {
		return err
	}
	s.rooted = true
	if err := h.start(q.prefix, q.local, s.attrs); err != nil || empty {
		if err == nil {
			err = h.end()
		}
		return err
	}
	s.open = append(s.open, name)
	return nil
}

// attributes reads to the end of a start tag; empty where it ends the element.
func (s *scanner) attributes() (empty bool, err error) {
	s.attrs = s.attrs[:0]
	for {
		spaced := s.blanks()
		rest := s.in[s.at:]
		switch {
		case bytes.HasPrefix(rest, []byte(">")):
			s.at++
			return false, nil
		case bytes.HasPrefix(rest, []byte("/>")):
			s.at += 2
			return true, nil
		case !spaced:
			return false, errors.New("a start tag does not end")
		case len(s.attrs) >= MaxAttributes:
			return false, fmt.Errorf("an element has more than %d attributes", MaxAttributes)
		}
		a, err := s.attribute()
		if err != nil {
			return false, err
		}
		s.attrs = append(s.attrs, a)
	}
}

func (s *scanner) attribute() (a attribute, err error) {
	name, err := s.name()
	if err != nil {
		return a, err
	}
	q, err := s.qualified(name)
	if err != nil {
		return a, err
	}
	a.prefix, a.local = q.prefix, q.local
	s.blanks()
	if s.at >= len(s.in) || s.in[s.at] != '=' {
		return a, fmt.Errorf("attribute %q has no value", name)
	}
	s.at++
	s.blanks()
	if s.at >= len(s.in) || s.in[s.at] != '"' && s.in[s.at] != '\'' {
		return a, fmt.Errorf("the value of %q is not quoted", name)
	}
	raw, err := s.delimited(1, string(s.in[s.at]))
	if err != nil {
		return a, err
	}
	if bytes.IndexByte(raw, '<') >= 0 {
		return a, fmt.Errorf("the value of %q holds <", name)
	}
	value, err := s.resolved(raw, true)
	a.value = string(value)
	return a, err
}

func (s *scanner) endTag(h handler) error {
	s.at += 2
	name, err := s.name()
	if err != nil {
		return err
	}
	s.blanks()
	if s.at >= len(s.in) || s.in[s.at] != '>' {
		return fmt.Errorf("end tag %q does not end", name)
	}
	s.at++
	if len(s.open) == 0 || !bytes.Equal(s.open[len(s.open)-1], name) {
		return fmt.Errorf("end tag %q has no start tag", name)
	}
	s.open = s.open[:len(s.open)-1]
	return h.end()
}
