package xmlsig

import (
	"iter"
	"strings"
)

// Tree is a small XML file held whole: a signature.
type Tree struct {
	Root *Element
	size int64 // bytes of the file
	ids  map[string][]*Element
}

// Element is one element of a Tree.
type Element struct {
	Space, Local string // its namespace and its name there

	prefix     string
	attributes []attribute
	parent     *Element
	children   []node
}

// node is what stands in an element: an element, a text, a comment or an
// instruction.
type node struct {
	element *Element
	target  string
	text    string
	kind    byte // 'e', 't', 'c', 'i'
}

// Attribute is the value of the attribute of that name that has no namespace.
func (e *Element) Attribute(name string) string {
	for _, a := range e.attributes {
		if a.local == name && a.space == "" {
			return a.value
		}
	}
	return ""
}

// Children are the elements in e, in order.
func (e *Element) Children() iter.Seq[*Element] {
	return func(yield func(*Element) bool) {
		if e == nil {
			return
		}
		for _, n := range e.children {
			if n.element != nil && !yield(n.element) {
				return
			}
		}
	}
}

// Child is the first element in e of that namespace and name; nil where e is
// nil or has none.
func (e *Element) Child(space, local string) *Element {
	for c := range e.Children() {
		if c.Local == local && c.Space == space {
			return c
		}
	}
	return nil
}

// Descendants are e and the elements below it, in the order of the file.
func (e *Element) Descendants() iter.Seq[*Element] {
	return func(yield func(*Element) bool) {
		if e != nil {
			e.walk(yield)
		}
	}
}

func (e *Element) walk(yield func(*Element) bool) bool {
	if !yield(e) {
		return false
	}
	for c := range e.Children() {
		if !c.walk(yield) {
			return false
		}
	}
	return true
}

// Within says whether e is other, or stands in it.
func (e *Element) Within(other *Element) bool {
	for ; e != nil; e = e.parent {
		if e == other {
			return true
		}
	}
	return false
}

// under says whether e is one of the elements, or stands in one.
func (e *Element) under(elements map[*Element]bool) bool {
	for ; e != nil; e = e.parent {
		if elements[e] {
			return true
		}
	}
	return false
}

// Text is the text in e and below, without comments; "" where e is nil.
func (e *Element) Text() string {
	var b strings.Builder
	for d := range e.Descendants() {
		for _, n := range d.children {
			if n.kind == 't' {
				b.WriteString(n.text)
			}
		}
	}
	return b.String()
}

// ParseIgnoringDoctype is Parse for a part of a package: a document type
// declaration that declares nothing itself is passed over.
func ParseIgnoringDoctype(data []byte) (*Tree, error) { return parse(data, true) }

// Qualified is the value of the first attribute of that name, whatever its
// namespace.
func (e *Element) Qualified(name string) string {
	for _, a := range e.attributes {
		if a.local == name && a.space != xmlnsSpace {
			return a.value
		}
	}
	return ""
}
