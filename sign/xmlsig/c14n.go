package xmlsig

import (
	"io"
	"slices"
	"strings"
)

// Method is one way to write XML so that equal XML has equal bytes.
type Method struct {
	Exclusive bool // Exclusive XML Canonicalization 1.0
	Eleven    bool // Canonical XML 1.1
	Comments  bool // comments are kept
	// Inclusive are prefixes that the exclusive method treats as the inclusive
	// one does. "" is the default namespace.
	Inclusive []string
}

// methods by their identifiers. XML Signature 1.1 §6.5
var methods = map[string]Method{
	"http://www.w3.org/TR/2001/REC-xml-c14n-20010315":              {},
	"http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments": {Comments: true},
	"http://www.w3.org/2006/12/xml-c14n11":                         {Eleven: true},
	"http://www.w3.org/2006/12/xml-c14n11#WithComments":            {Eleven: true, Comments: true},
	"http://www.w3.org/2001/10/xml-exc-c14n#":                      {Exclusive: true},
	"http://www.w3.org/2001/10/xml-exc-c14n#WithComments":          {Exclusive: true, Comments: true},
}

// Canonicalise writes the whole document in data to w, in the way of m. A
// document type declaration is passed over where it declares nothing itself;
// entities that are not XML's own are an error.
func Canonicalise(w io.Writer, data []byte, m Method) error {
	c := newCanon(w, m)
	if err := scan(data, true, c); err != nil {
		return err
	}
	return c.flush()
}

// canon is a handler that writes what it is told in canonical form.
type canon struct {
	method   Method
	w        io.Writer
	out      []byte
	in       *scope // what is declared
	rendered *scope // what has been written
	names    []string
	prefixes []string // room for toRender
	apex     bool     // the next element is the root, or the first of what is signed
	after    bool     // the root element has ended
}

func newCanon(w io.Writer, m Method) *canon {
	return &canon{method: m, w: w, in: newScope(), rendered: newScope(), apex: true}
}

// flushAt is how much is gathered before it is handed on.
const flushAt = 32 << 10

func (c *canon) flush() error {
	_, err := c.w.Write(c.out)
	c.out = c.out[:0]
	return err
}

func (c *canon) start(prefix, local string, attributes []attribute) error {
	if _, err := c.in.enter(prefix, attributes); err != nil {
		return err
	}
	name := local
	if prefix != "" {
		name = prefix + ":" + local
	}
	c.names = append(c.names, name)
	c.out = append(append(c.out, '<'), name...)
	c.rendered.declared = append(c.rendered.declared, nil)
	for _, p := range c.toRender(prefix, attributes) {
		c.namespace(p)
	}
	c.apex = false
	c.attributes(attributes)
	c.out = append(c.out, '>')
	return c.spill()
}

// attributes writes all that are no declarations, by namespace and name.
func (c *canon) attributes(attributes []attribute) {
	slices.SortFunc(attributes, func(a, b attribute) int {
		if n := strings.Compare(a.space, b.space); n != 0 {
			return n
		}
		return strings.Compare(a.local, b.local)
	})
	for _, a := range attributes {
		if a.space == xmlnsSpace {
			continue
		}
		c.out = append(c.out, ' ')
		if a.prefix != "" {
			c.out = append(append(c.out, a.prefix...), ':')
		}
		c.out = append(c.out, a.local...)
		c.value(a.value)
	}
}

func (c *canon) end() error {
	last := len(c.names) - 1
	c.out = append(c.out, "</"...)
	c.out = append(append(c.out, c.names[last]...), '>')
	c.names = c.names[:last]
	c.in.leave()
	c.rendered.leave()
	c.after = last == 0
	return c.spill()
}

func (c *canon) text(text []byte) error {
	c.escaped(text, &inText)
	return c.spill()
}

func (c *canon) comment(text []byte) error {
	if !c.method.Comments {
		return nil
	}
	c.aside(func() {
		c.out = append(c.out, "<!--"...)
		c.escaped(text, &inAside)
		c.out = append(c.out, "-->"...)
	})
	return c.spill()
}

func (c *canon) instruction(target, data []byte) error {
	c.aside(func() {
		c.out = append(append(c.out, "<?"...), target...)
		if len(data) > 0 {
			c.out = append(c.out, ' ')
			c.escaped(data, &inAside)
		}
		c.out = append(c.out, "?>"...)
	})
	return c.spill()
}

// aside writes what may stand outside of the root element, on a line of its own.
func (c *canon) aside(write func()) {
	outside := len(c.names) == 0
	if outside && c.after {
		c.out = append(c.out, '\n')
	}
	write()
	if outside && !c.after {
		c.out = append(c.out, '\n')
	}
}

func (c *canon) spill() error {
	if len(c.out) < flushAt {
		return nil
	}
	return c.flush()
}
