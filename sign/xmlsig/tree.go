package xmlsig

import (
	"fmt"
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

// maxSameID is how many elements of one Id are remembered: two are too many
// already, unless they stand in different signatures.
const maxSameID = 100

// Parse reads a file of at most MaxTreeBytes bytes and MaxTreeNodes nodes. It
// refuses document type declarations.
func Parse(data []byte) (*Tree, error) { return parse(data, false) }

// parse reads a file; doctype as for scan.
func parse(data []byte, doctype bool) (*Tree, error) {
	if len(data) > MaxTreeBytes {
		return nil, fmt.Errorf("XML of %d bytes is over the %d that are read", len(data), MaxTreeBytes)
	}
	b := &builder{tree: &Tree{size: int64(len(data)), ids: map[string][]*Element{}}, scope: newScope()}
	if err := scan(data, doctype, b); err != nil {
		return nil, err
	}
	return b.tree, nil
}

// builder is a handler that builds a tree.
type builder struct {
	tree  *Tree
	at    *Element
	scope *scope
	nodes int
}

func (b *builder) add(n node) error {
	if b.nodes++; b.nodes > MaxTreeNodes {
		return fmt.Errorf("it has more than %d parts", MaxTreeNodes)
	}
	if b.at != nil { // what stands outside of the root is of no interest
		b.at.children = append(b.at.children, n)
	}
	return nil
}

func (b *builder) start(prefix, local string, attributes []attribute) error {
	space, err := b.scope.enter(prefix, attributes)
	if err != nil {
		return err
	}
	b.nodes += len(attributes)
	e := &Element{Space: space, Local: local, prefix: prefix, parent: b.at}
	e.attributes = append(e.attributes, attributes...)
	if err := b.add(node{kind: 'e', element: e}); err != nil {
		return err
	}
	if b.at == nil {
		b.tree.Root = e
	}
	for _, a := range attributes {
		isID := strings.EqualFold(a.local, "id") && (a.space == "" || a.space == xmlSpace)
		if isID && len(b.tree.ids[a.value]) < maxSameID {
			b.tree.ids[a.value] = append(b.tree.ids[a.value], e)
		}
	}
	b.at = e
	return nil
}

func (b *builder) end() error {
	b.scope.leave()
	b.at = b.at.parent
	return nil
}

func (b *builder) text(text []byte) error { return b.add(node{kind: 't', text: string(text)}) }

func (b *builder) comment(text []byte) error { return b.add(node{kind: 'c', text: string(text)}) }

func (b *builder) instruction(target, data []byte) error {
	return b.add(node{kind: 'i', target: string(target), text: string(data)})
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
