package parcel

import (
	"errors"
	"slices"
	"strings"
)

// Bounds on one part.
const (
	MaxDepth      = 512  // of elements
	maxNamespaces = 256  // that are declared at a time
	maxStray      = 1000 // ends without a start that are passed over
)

// What stands against walking a part to its end.
var (
	errTooDeep = errors.New("its elements nest too deeply")
	errCut     = errors.New("it ends in the middle")
	errMarkup  = errors.New("its markup is broken")
)

// What an Event is.
const (
	Start = iota
	End
	Text
)

// Event is one step through an XML part; it is valid until the next. Names are
// those of namespaces.tsv, "w:p", whatever prefix the part uses; an unknown
// namespace stands in full, "{urn:x}p".
type Event struct {
	Kind   int
	Name   string // of the element; of Text, of the one around it
	Parent string // the element around it
	Depth  int    // of the element; the root has 1
	Text   string // of Text
	attrs  []attr
	scan   *scanner
}

// attr is one attribute as it stands there.
type attr struct{ name, value []byte }

// Attr is the value of an attribute, empty where it is absent. An attribute
// without a prefix has no namespace: "val" is not "w:val".
func (e *Event) Attr(name string) string {
	for _, a := range e.attrs {
		if e.scan.attrName(a.name) == name {
			return unescape(a.value)
		}
	}
	return ""
}

// Attrs calls with every attribute, in order; declarations of namespaces are
// none.
func (e *Event) Attrs(each func(name, value string)) {
	for _, a := range e.attrs {
		if _, is := declares(a.name); !is {
			each(e.scan.attrName(a.name), unescape(a.value))
		}
	}
}

// Walk steps through a part. The error says where it had to stop; what was
// walked before counts.
func (p *Parcel) Walk(name string, on func(*Event)) error {
	content, err := p.Bytes(name)
	if err == nil {
		return WalkXML(content, on)
	}
	// What could be expanded is walked; that it ends too early is known.
	_ = WalkXML(content, on)
	return err
}

// Leaves calls, at the end of each element, with the text that stands directly
// in it and the event of its start.
func (p *Parcel) Leaves(name string, each func(start *Event, text string)) error {
	type open struct {
		start Event
		text  strings.Builder
	}
	var stack []*open
	return p.Walk(name, func(e *Event) {
		switch e.Kind {
		case Start:
			o := &open{start: *e}
			o.start.attrs = slices.Clone(e.attrs)
			stack = append(stack, o)
		case Text:
			stack[len(stack)-1].text.WriteString(e.Text)
		case End:
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			each(&top.start, top.text.String())
		}
	})
}

// WalkXML steps through XML in UTF-8, UTF-16 or the encoding that it declares.
// It is lenient: an end without a start is passed over, an element that is left
// open ends with the one around it. Entities of a document type are not
// expanded: they stay as they are written, so that none can grow.
func WalkXML(content []byte, on func(*Event)) error {
	content, err := inUTF8(content)
	if err != nil {
		return err
	}
	s := &scanner{rest: content, on: on, names: map[string]string{}}
	s.event.scan = s
	for len(s.rest) > 0 {
		if err := s.step(); err != nil {
			return err
		}
	}
	if len(s.stack) > 0 {
		return errCut
	}
	return nil
}
