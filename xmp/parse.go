package xmp

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Namespaces of the frame around the properties.
const (
	nsRDF  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	nsMeta = "adobe:ns:meta/"
	nsXML  = "http://www.w3.org/XML/1998/namespace"
)

// element is XML as it stands, before it is understood as RDF.
type element struct {
	name  xml.Name
	attrs []xml.Attr
	text  strings.Builder
	kids  []*element
}

var errNone = errors.New("no XMP packet: there is no rdf:RDF element")

// Parse reads one packet, with or without its wrapper. It fails only where
// there is no RDF at all; a packet that breaks off gives what came before, and
// says so in Broken.
func Parse(content []byte) (*Packet, error) {
	p := &Packet{}
	if len(content) > MaxPacket {
		content, p.Broken = content[:MaxPacket], fmt.Sprintf("it has more than %d bytes", MaxPacket)
	}
	root, prefixes, err := readXML(clean(content))
	if err != nil {
		p.Broken = err.Error()
	}
	b := builder{packet: p, prefixes: prefixes}
	b.frame(root)
	if !b.found {
		if err != nil {
			return nil, fmt.Errorf("no XMP packet: %w", err)
		}
		return nil, errNone
	}
	return p, nil
}

// readXML reads elements until the outermost ends. What was read before an
// error stays in root.
func readXML(content []byte) (root *element, prefixes map[string]string, err error) {
	d := xml.NewDecoder(bytes.NewReader(content))
	d.Strict = false // unknown entities stay as they stand; none is ever expanded
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	root, prefixes = &element{}, map[string]string{}
	open, count := []*element{root}, 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			return root, prefixes, nil
		}
		if err != nil {
			return root, prefixes, err
		}
		top := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if count += 1 + len(t.Attr); count > MaxElements {
				return root, prefixes, fmt.Errorf("it has more than %d elements and attributes", MaxElements)
			}
			if len(open) > MaxDepth {
				return root, prefixes, fmt.Errorf("its elements are nested more than %d deep", MaxDepth)
			}
			e := &element{name: t.Name, attrs: notePrefixes(t.Attr, prefixes)}
			top.kids, open = append(top.kids, e), append(open, e)
		case xml.EndElement:
			if open = open[:len(open)-1]; len(open) == 1 {
				return root, prefixes, nil // padding and trailer follow
			}
		case xml.CharData:
			top.text.Write(t)
		}
	}
}

// notePrefixes keeps the first prefix of each namespace, and gives the
// attributes that are none.
func notePrefixes(attrs []xml.Attr, prefixes map[string]string) (rest []xml.Attr) {
	for _, a := range attrs {
		switch {
		case a.Name.Space == "xmlns":
			if prefixes[a.Value] == "" {
				prefixes[a.Value] = a.Name.Local
			}
		case a.Name.Space == "" && a.Name.Local == "xmlns":
		default:
			rest = append(rest, xml.Attr{Name: a.Name, Value: a.Value})
		}
	}
	return rest
}
