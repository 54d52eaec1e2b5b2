package xmlsig

import (
	"bytes"
	"errors"
	"fmt"
)

// attribute is one attribute as it stands, a namespace declaration included.
type attribute struct {
	prefix, local string
	value         string // normalised. XML 1.0 §3.3.3
	space         string // namespace name, set once the element's own declarations are known
}

// handler is told what stands in a document, in its order.
type handler interface {
	start(prefix, local string, attributes []attribute) error
	end() error
	text(text []byte) error
	comment(text []byte) error
	instruction(target, data []byte) error
}

// scanner reads XML 1.0 without validating it.
type scanner struct {
	in      []byte
	at      int
	open    [][]byte // names of open elements, as written
	rooted  bool     // the root element has begun
	doctype bool     // a document type declaration is allowed, and skipped
	attrs   []attribute
	buffer  []byte
	names   map[string]qname
}

var (
	errDoctype = errors.New("it has a document type declaration")
	errSubset  = errors.New("its document type declares entities or attributes")
)

// scan tells h what stands in data. A document type declaration is refused
// unless doctype is true: then one without an internal subset is passed over.
// Nothing that it names is ever fetched.
func scan(data []byte, doctype bool, h handler) error {
	data, err := toUTF8(data)
	if err != nil {
		return err
	}
	s := &scanner{in: data, doctype: doctype, names: map[string]qname{}}
	if err := s.declaration(); err != nil {
		return s.placed(err)
	}
	for s.at < len(s.in) {
		if err := s.next(h); err != nil {
			return s.placed(err)
		}
	}
	if len(s.open) > 0 || !s.rooted {
		return s.placed(errors.New("it ends before its last element does"))
	}
	return nil
}

func (s *scanner) placed(err error) error { return fmt.Errorf("XML at byte %d: %w", s.at, err) }

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// next reads one construct.
func (s *scanner) next(h handler) error {
	rest := s.in[s.at:]
	switch {
	case rest[0] != '<':
		return s.characters(h)
	case bytes.HasPrefix(rest, []byte("</")):
		return s.endTag(h)
	case bytes.HasPrefix(rest, []byte("<!--")):
		return s.commentary(h)
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		return s.cdata(h)
	case bytes.HasPrefix(rest, []byte("<!")):
		return s.documentType()
	case bytes.HasPrefix(rest, []byte("<?")):
		return s.processing(h)
	}
	return s.startTag(h)
}

// delimited returns what stands between the n bytes here and the mark after them.
func (s *scanner) delimited(n int, mark string) ([]byte, error) {
	body := s.in[s.at+n:]
	end := bytes.Index(body, []byte(mark))
	if end < 0 {
		return nil, fmt.Errorf("%q does not end", s.in[s.at:s.at+n])
	}
	s.at += n + end + len(mark)
	return body[:end], nil
}

func (s *scanner) commentary(h handler) error {
	body, err := s.delimited(4, "-->")
	if err != nil {
		return err
	}
	if bytes.Contains(body, []byte("--")) || bytes.HasSuffix(body, []byte("-")) {
		return errors.New("a comment holds --")
	}
	body, err = s.literal(body)
	if err != nil {
		return err
	}
	return h.comment(body)
}

func (s *scanner) cdata(h handler) error {
	if len(s.open) == 0 {
		return errors.New("text outside of the root element")
	}
	body, err := s.delimited(9, "]]>")
	if err != nil {
		return err
	}
	if body, err = s.literal(body); err != nil {
		return err
	}
	return h.text(body)
}

func (s *scanner) processing(h handler) error {
	body, err := s.delimited(2, "?>")
	if err != nil {
		return err
	}
	n := nameLength(body)
	target, data := body[:n], body[n:]
	if n == 0 || bytes.EqualFold(target, []byte("xml")) || len(data) > 0 && !isSpace(data[0]) {
		return errors.New("a processing instruction has no proper name")
	}
	data, err = s.literal(bytes.TrimLeft(data, " \t\r\n"))
	if err != nil {
		return err
	}
	return h.instruction(target, data)
}

// documentType passes over a declaration that declares nothing itself.
func (s *scanner) documentType() error {
	if !bytes.HasPrefix(s.in[s.at:], []byte("<!DOCTYPE")) || s.rooted {
		return errors.New("a declaration where none can stand")
	}
	if !s.doctype {
		return errDoctype
	}
	s.doctype = false // one is enough
	for i := s.at + 9; i < len(s.in); i++ {
		switch c := s.in[i]; c {
		case '"', '\'':
			end := bytes.IndexByte(s.in[i+1:], c)
			if end < 0 {
				return errDoctype
			}
			i += end + 1
		case '[', '<':
			return errSubset
		case '>':
			s.at = i + 1
			return nil
		}
	}
	return errDoctype
}
