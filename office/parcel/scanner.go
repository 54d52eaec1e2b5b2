package parcel

import "bytes"

// scanner cuts XML 1.0 into events. It is written for speed, on bytes that are
// all there: encoding/xml takes four times as long.
type scanner struct {
	rest  []byte
	on    func(*Event)
	event Event
	attrs []attr
	stack []element
	scope []binding         // namespaces, the innermost last
	names map[string]string // short names of what was met, until the scope changes
	stray int               // ends without a start
}

// element is one that is open.
type element struct {
	raw   []byte // its name as it stands
	name  string
	scope int // bindings outside it
}

// binding is one declared namespace.
type binding struct{ prefix, uri string }

// step takes the next piece of text or markup.
func (s *scanner) step() error {
	if s.rest[0] != '<' {
		n := bytes.IndexByte(s.rest, '<')
		if n < 0 {
			n = len(s.rest)
		}
		s.text(unescape(s.rest[:n]))
		s.rest = s.rest[n:]
		return nil
	}
	if len(s.rest) < 2 {
		return errCut
	}
	switch s.rest[1] {
	case '/':
		return s.endTag()
	case '?':
		return s.pass(2, "?>")
	case '!':
		return s.declaration()
	}
	return s.startTag()
}

// pass leaves out what ends with a mark.
func (s *scanner) pass(from int, mark string) error {
	n := bytes.Index(s.rest[from:], []byte(mark))
	if n < 0 {
		return errCut
	}
	s.rest = s.rest[from+n+len(mark):]
	return nil
}

// declaration takes comments, CDATA and document types.
func (s *scanner) declaration() error {
	const cdata = "<![CDATA["
	switch {
	case bytes.HasPrefix(s.rest, []byte("<!--")):
		return s.pass(4, "-->")
	case bytes.HasPrefix(s.rest, []byte(cdata)):
		from := s.rest[len(cdata):]
		if err := s.pass(len(cdata), "]]>"); err != nil {
			return err
		}
		s.text(lineEnds(from[:len(from)-len(s.rest)-len("]]>")]))
		return nil
	}
	if inner, end := bytes.IndexByte(s.rest, '['), bytes.IndexByte(s.rest, '>'); inner >= 0 && inner < end {
		if err := s.pass(inner, "]"); err != nil {
			return err
		}
	}
	return s.pass(0, ">")
}

// text hands on what stands in an element.
func (s *scanner) text(text string) {
	n := len(s.stack)
	if n == 0 || text == "" {
		return
	}
	e := &s.event
	e.Kind, e.Name, e.Parent, e.Depth, e.Text, e.attrs = Text, s.stack[n-1].name, s.parent(n-1), n, text, nil
	s.on(e)
}

// parent is the name of the element around the one at a depth.
func (s *scanner) parent(at int) string {
	if at < 1 {
		return ""
	}
	return s.stack[at-1].name
}

// open begins an element; an empty one ends at once.
func (s *scanner) open(raw []byte, empty bool) error {
	if len(s.stack) >= MaxDepth {
		return errTooDeep
	}
	outside := len(s.scope)
	if err := s.declare(); err != nil {
		return err
	}
	s.stack = append(s.stack, element{raw, s.short(raw), outside})
	n := len(s.stack)
	e := &s.event
	e.Kind, e.Name, e.Parent, e.Depth, e.Text, e.attrs = Start, s.stack[n-1].name, s.parent(n-1), n, "", s.attrs
	s.on(e)
	if empty {
		s.close()
	}
	return nil
}

// close ends the innermost element.
func (s *scanner) close() {
	n := len(s.stack)
	top := s.stack[n-1]
	e := &s.event
	e.Kind, e.Name, e.Parent, e.Depth, e.Text, e.attrs = End, top.name, s.parent(n-1), n, "", nil
	s.on(e)
	s.stack = s.stack[:n-1]
	if len(s.scope) > top.scope {
		s.scope = s.scope[:top.scope]
		s.forget()
	}
}

// endTag ends an element and those that were left open in it.
func (s *scanner) endTag() error {
	b := s.rest[2:]
	n := bytes.IndexByte(b, '>')
	if n < 0 {
		return errCut
	}
	name := bytes.TrimSpace(b[:n])
	s.rest = b[n+1:]
	for at := len(s.stack) - 1; at >= 0; at-- {
		if bytes.Equal(s.stack[at].raw, name) {
			for len(s.stack) > at {
				s.close()
			}
			return nil
		}
	}
	if s.stray++; s.stray > maxStray {
		return errMarkup
	}
	return nil
}
