package xmp

import (
	"encoding/xml"
	"strings"
)

// builder understands XML as RDF: ISO 16684-1 §7, RDF/XML §7.2.
type builder struct {
	packet   *Packet
	prefixes map[string]string
	found    bool
}

// frame looks for rdf:RDF elements, and on its way for the toolkit.
func (b *builder) frame(e *element) {
	for _, k := range e.kids {
		switch {
		case k.name == (xml.Name{Space: nsRDF, Local: "RDF"}):
			b.found = true
			for _, d := range k.kids {
				b.description(d)
			}
			continue
		case k.name.Space == nsMeta: // xmpmeta, of old packets xapmeta
			for _, a := range k.attrs {
				if a.Name.Local == "xmptk" || a.Name.Local == "xaptk" {
					b.packet.Toolkit = strings.TrimSpace(a.Value)
				}
			}
		}
		b.frame(k)
	}
}

// description adds the properties of one rdf:Description to the packet.
func (b *builder) description(e *element) {
	for _, a := range e.attrs {
		if a.Name.Local == "about" && (a.Name.Space == nsRDF || a.Name.Space == "") && b.packet.About == "" {
			b.packet.About = a.Value
		}
	}
	b.packet.Properties = append(b.packet.Properties, b.fields(e)...)
}

// fields gives the properties of a node element: its attributes, then its
// elements.
func (b *builder) fields(e *element) (list []Node) {
	for _, a := range e.attrs {
		if ofRDF(a.Name) && a.Name.Local != "value" || a.Name.Space == nsXML || a.Name.Space == "xml" || a.Name.Space == "" {
			continue
		}
		n := b.node(a.Name)
		n.Value = a.Value
		list = append(list, n)
	}
	for _, k := range e.kids {
		list = append(list, b.property(k))
	}
	return list
}

// property reads a property element, or an item of an array.
func (b *builder) property(e *element) Node {
	n := b.node(e.name)
	for _, a := range e.attrs {
		switch {
		case a.Name.Local == "lang" && (a.Name.Space == nsXML || a.Name.Space == "xml"):
			n.Lang = a.Value
		case ofRDF(a.Name) && a.Name.Local == "resource":
			n.Value = a.Value
		}
	}
	switch kid := only(e); {
	case isResource(e):
		n.Kids = b.fields(e)
	case kid != nil && isArray(kid.name):
		n.Array = true
		for _, item := range kid.kids {
			n.Kids = append(n.Kids, b.property(item))
		}
	case kid != nil: // rdf:Description, or a typed node that stands for one
		n.Kids = b.fields(kid)
	default:
		n.Kids = b.fields(e)
		if n.Value == "" && len(n.Kids) == 0 {
			n.Value = e.text.String()
		}
	}
	return unqualified(n)
}

// unqualified lifts rdf:value, which stands beside qualifiers, into its
// property: ISO 16684-1 §7.8.
func unqualified(n Node) Node {
	for i, k := range n.Kids {
		if n.Value == "" && k.Space == nsRDF && k.Name == "value" && !n.Array {
			n.Value = k.Value
			n.Kids = append(append([]Node(nil), n.Kids[:i]...), n.Kids[i+1:]...)
			break
		}
	}
	return n
}

func (b *builder) node(name xml.Name) Node {
	prefix := prefixOf[name.Space]
	if prefix == "" {
		prefix = b.prefixes[name.Space]
	}
	return Node{Space: name.Space, Name: name.Local, Prefix: prefix}
}

func ofRDF(name xml.Name) bool { return name.Space == nsRDF }

func isArray(name xml.Name) bool {
	return ofRDF(name) && (name.Local == "Bag" || name.Local == "Seq" || name.Local == "Alt")
}

// isResource says whether e is a structure without rdf:Description.
func isResource(e *element) bool {
	for _, a := range e.attrs {
		if a.Name.Local == "parseType" && a.Value == "Resource" {
			return true
		}
	}
	return false
}

// only gives the one element in e; nil where there are none or several.
func only(e *element) *element {
	if len(e.kids) == 1 {
		return e.kids[0]
	}
	return nil
}
