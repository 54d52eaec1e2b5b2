package xmlsig

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
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

// toUTF8 strips a byte order mark and decodes UTF-16; invalid UTF-8 is refused.
func toUTF8(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		if len(data)%2 != 0 {
			return nil, errors.New("XML in UTF-16 with half a character")
		}
		low, high := 0, 1
		if data[0] == 0xfe {
			low, high = 1, 0
		}
		units := make([]uint16, 0, len(data)/2)
		for i := 2; i < len(data); i += 2 {
			units = append(units, uint16(data[i+low])|uint16(data[i+high])<<8)
		}
		return []byte(string(utf16.Decode(units))), nil
	}
	if !utf8.Valid(data) {
		return nil, errors.New("XML is not UTF-8")
	}
	return data, nil
}

// declaration skips <?xml … ?>.
func (s *scanner) declaration() error {
	if !bytes.HasPrefix(s.in, []byte("<?xml")) || len(s.in) < 6 || !isSpace(s.in[5]) {
		return nil
	}
	end := bytes.Index(s.in, []byte("?>"))
	if end < 0 {
		return errors.New("its declaration does not end")
	}
	said := bytes.ToLower(s.in[5:end])
	if v := pseudo(said, "version"); v != "1.0" {
		return fmt.Errorf("its version is %q", v)
	}
	switch e := pseudo(said, "encoding"); e {
	case "", "utf-8", "utf8", "utf-16", "us-ascii":
	default:
		return fmt.Errorf("its encoding is %q, which is not read", e)
	}
	s.at = end + 2
	return nil
}

// pseudo is the value of a pseudo-attribute of a declaration.
func pseudo(said []byte, name string) string {
	at := bytes.Index(said, []byte(name))
	if at < 0 {
		return ""
	}
	rest := bytes.TrimLeft(said[at+len(name):], " \t\r\n=")
	if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
		return ""
	}
	if end := bytes.IndexByte(rest[1:], rest[0]); end >= 0 {
		return string(rest[1 : 1+end])
	}
	return ""
}

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

// literal is text without references, with its line ends made LF. XML 1.0 §2.11
func (s *scanner) literal(body []byte) ([]byte, error) {
	if err := allowed(body); err != nil {
		return nil, err
	}
	if bytes.IndexByte(body, '\r') < 0 {
		return body, nil
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n")), nil
}

// allowed refuses characters that XML has not. XML 1.0 §2.2
func allowed(body []byte) error {
	for i, c := range body {
		if c < ' ' && !isSpace(c) {
			return fmt.Errorf("character %#02x", c)
		}
		if c == 0xef && i+2 < len(body) && body[i+1] == 0xbf && body[i+2] >= 0xbe {
			return errors.New("a character that is none")
		}
	}
	return nil
}
