package xmlsig

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// content is what passes from one transform to the next: bytes, or an element.
type content struct {
	data    []byte
	element *Element
}

// transform runs what Transforms names and writes the outcome to w. XML
// Signature 1.1 §4.4.3.2
func transform(w io.Writer, c content, transforms *Element, source *Source) error {
	var steps []*Element
	for step := range transforms.Children() {
		if step.Space != Space || step.Local != "Transform" {
			return fmt.Errorf("%q among transforms", step.Local)
		}
		if steps = append(steps, step); len(steps) > MaxTransforms {
			return fmt.Errorf("more than %d transforms", MaxTransforms)
		}
	}
	for i, step := range steps {
		method, err := MethodOf(step)
		if err != nil {
			if c, err = c.apply(step, source); err != nil {
				return err
			}
			continue
		}
		if i == len(steps)-1 {
			return c.canonical(w, method)
		}
		var b bytes.Buffer
		if err := c.canonical(spend{&b, source}, method); err != nil {
			return err
		}
		c = content{data: b.Bytes()}
	}
	if c.element != nil {
		return c.canonical(w, Method{})
	}
	_, err := w.Write(c.data)
	return err
}

// canonical writes c in canonical form. An element that a reference names by its
// Id alone has no comments. XML Signature 1.1 §4.4.3.3
func (c content) canonical(w io.Writer, method Method) error {
	if c.element == nil {
		return Canonicalise(w, c.data, method)
	}
	method.Comments = false
	return c.element.Canonicalise(w, method)
}

// apply runs one transform that is no canonicalisation.
func (c content) apply(step *Element, source *Source) (content, error) {
	id := step.Attribute("Algorithm")
	own := source.Transforms[id]
	if own == nil {
		return c, fmt.Errorf("transform %q is not read", id)
	}
	if c.element != nil {
		return c, fmt.Errorf("transform %q of an element", id)
	}
	data, err := own(c.data, step)
	return content{data: data}, err
}

// maxPrefixes bounds an InclusiveNamespaces list.
const maxPrefixes = 100

// MethodOf is the canonicalisation that e names: a CanonicalizationMethod or a
// Transform. The error names what is not read.
func MethodOf(e *Element) (Method, error) {
	m, known := methods[e.algorithm()]
	if !known {
		return m, fmt.Errorf("canonicalisation %q is not read", e.algorithm())
	}
	if m.Exclusive {
		for list := range e.Children() {
			if list.Local != "InclusiveNamespaces" || list.Space != "http://www.w3.org/2001/10/xml-exc-c14n#" {
				continue
			}
			m.Inclusive = strings.Fields(list.Attribute("PrefixList"))
			if len(m.Inclusive) > maxPrefixes {
				return m, fmt.Errorf("more than %d prefixes", maxPrefixes)
			}
			for i, p := range m.Inclusive {
				if p == "#default" {
					m.Inclusive[i] = ""
				}
			}
		}
	}
	return m, nil
}
