// Package xmp reads XMP packets: the metadata that Adobe's and many other
// programmes write into pictures, PDF and more, with the history of what they did.
//
// It follows ISO 16684-1:2019 (data model §6, serialisation in RDF/XML §7,
// packets §7.3) as packets occur: attributes or elements, arrays, structures,
// several descriptions, UTF-8 or UTF-16, with or without wrapper. Properties are
// known by the URI of their namespace, never by their prefix.
//
// All of it is claims. Anyone can write a packet, and programmes copy packets
// from one file into the next: a history may be that of a template or of a
// picture that was pasted in. It does not follow URIs, and does not read the
// extended packets of JPEG by itself (package image joins them).
package xmp

import (
	"strconv"
	"strings"
)

// Bounds on what is read of one packet.
const (
	MaxPacket   = 16 << 20 // bytes; of longer ones the beginning is read
	MaxElements = 200_000  // elements and attributes of one packet
	MaxDepth    = 64       // elements within elements
	MaxPackets  = 200      // packets that Find gives of one file
)

// Packet is what one packet says.
type Packet struct {
	Toolkit string // x:xmptk: the library that wrote the packet
	About   string // rdf:about: what it is about, mostly empty
	// Properties are in the order of the packet.
	Properties []Node
	// Broken says why reading ended early; empty where it did not. What stands
	// before that place is in Properties.
	Broken string
}

// Node is a property, a field of a structure or an item of an array.
type Node struct {
	Space  string // URI of the namespace
	Name   string // without prefix; "li" of an item
	Prefix string // the usual prefix of Space, else the packet's own
	Value  string // empty of structures and arrays
	Lang   string // xml:lang
	Array  bool   // its Kids are the items of an rdf:Bag, rdf:Seq or rdf:Alt
	Kids   []Node
}

// Property is one value and the way to it, such as
// "xmpMM:History[2]/stEvt:when". Items count from 1.
type Property struct {
	Space, Name string // of the property at the top
	Path        string
	Value       string
}

// Node gives the first property of that name; nil where there is none.
func (p *Packet) Node(space, name string) *Node {
	for i := range p.Properties {
		if n := &p.Properties[i]; n.Space == space && n.Name == name {
			return n
		}
	}
	return nil
}

// All gives the values of a property: one of a simple one, all of an array's,
// none where it is not there. Empty values are left out.
func (p *Packet) All(space, name string) (values []string) {
	for i := range p.Properties {
		n := &p.Properties[i]
		if n.Space != space || n.Name != name {
			continue
		}
		n.leaves("", func(_, value string) { values = append(values, value) })
	}
	return values
}

// First gives the first value of a property; empty where there is none.
func (p *Packet) First(space, name string) string {
	if all := p.All(space, name); len(all) > 0 {
		return all[0]
	}
	return ""
}

// flat gives every value of the packet with its path.
func (p *Packet) flat() (list []Property) {
	for i := range p.Properties {
		n := &p.Properties[i]
		n.leaves(n.Label(), func(path, value string) {
			list = append(list, Property{n.Space, n.Name, path, value})
		})
	}
	return list
}

// maxPath bounds a path in bytes, lest long names multiply.
const maxPath = 500

// Label is the node's name with its prefix.
func (n *Node) Label() string {
	label := n.Name
	if n.Prefix != "" {
		label = n.Prefix + ":" + n.Name
	}
	if len(label) > maxPath {
		return label[:maxPath] + "…"
	}
	return label
}

// Field gives the value of a structure's field; empty where there is none.
func (n *Node) Field(space, name string) string {
	for i := range n.Kids {
		if k := &n.Kids[i]; k.Space == space && k.Name == name {
			return k.Value
		}
	}
	return ""
}

// leaves calls f for every value at and below n that is not empty.
func (n *Node) leaves(path string, f func(path, value string)) {
	if strings.TrimSpace(n.Value) != "" {
		f(path, strings.TrimSpace(n.Value))
	}
	for i := range n.Kids {
		k := &n.Kids[i]
		if len(path) > maxPath {
			k.leaves(path, f)
		} else if n.Array {
			k.leaves(path+"["+strconv.Itoa(i+1)+"]", f)
		} else {
			k.leaves(path+"/"+k.Label(), f)
		}
	}
}
