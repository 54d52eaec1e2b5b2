package xmlsig

import (
	"fmt"
	"strings"
)

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
