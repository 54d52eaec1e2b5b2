package parcel

import (
	"bufio"
	"embed"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// MaxDepth bounds how deeply elements nest.
const MaxDepth = 512

// ErrTooDeep says that elements nest beyond MaxDepth.
var ErrTooDeep = errors.New("its elements nest too deeply")

// What an Event is.
const (
	Start = iota
	End
	Text
)

// Event is one step through an XML part. Names are those of the tables in
// namespaces.tsv, "w:p", whatever prefix the part uses; an unknown namespace
// stands in full, "{urn:x}p".
type Event struct {
	Kind   int
	Name   string // of the element; of Text, of the one around it
	Parent string // the element around it
	Depth  int    // of the element; the root has 1
	Text   string // of Text
	attrs  []xml.Attr
	names  *names
}

// Attr is the value of an attribute, empty where it is absent.
func (e *Event) Attr(name string) string {
	for i := range e.attrs {
		if e.names.short(e.attrs[i].Name) == name {
			return e.attrs[i].Value
		}
	}
	return ""
}

// Attrs calls with every attribute, in order.
func (e *Event) Attrs(each func(name, value string)) {
	for i := range e.attrs {
		each(e.names.short(e.attrs[i].Name), e.attrs[i].Value)
	}
}

// Walk steps through a part. The error says where it had to stop; what was
// walked before counts.
func (p *Parcel) Walk(name string, on func(*Event)) error {
	r, err := p.reader(name)
	if err != nil {
		return err
	}
	defer r.Close()
	return WalkXML(r, on)
}

// WalkXML steps through XML in UTF-8, UTF-16 or a declared encoding. Entities
// of a DTD are not expanded.
func WalkXML(r io.Reader, on func(*Event)) error {
	d := xml.NewDecoder(inUTF8(r))
	d.Strict = false
	d.CharsetReader = declared
	names := &names{known: map[xml.Name]string{}}
	e := Event{names: names}
	stack := []string{""}
	for {
		token, err := d.Token()
		if err == io.EOF && len(stack) > 1 {
			return io.ErrUnexpectedEOF
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		e.attrs, e.Text = nil, ""
		switch t := token.(type) {
		case xml.StartElement:
			if len(stack) > MaxDepth {
				return ErrTooDeep
			}
			e.Kind, e.Name, e.Parent, e.attrs = Start, names.short(t.Name), stack[len(stack)-1], t.Attr
			stack = append(stack, e.Name)
		case xml.EndElement:
			if len(stack) == 1 {
				continue
			}
			stack = stack[:len(stack)-1]
			e.Kind, e.Name, e.Parent = End, names.short(t.Name), stack[len(stack)-1]
			e.Depth = len(stack)
			on(&e)
			continue
		case xml.CharData:
			if len(stack) == 1 {
				continue
			}
			e.Kind, e.Name, e.Parent, e.Text = Text, stack[len(stack)-1], stack[len(stack)-2], string(t)
		default:
			continue
		}
		e.Depth = len(stack) - 1
		on(&e)
	}
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
			stack = append(stack, &open{start: *e})
		case Text:
			stack[len(stack)-1].text.WriteString(e.Text)
		case End:
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			each(&top.start, top.text.String())
		}
	})
}

// inUTF8 decodes UTF-16, which XML of the last century's tools is in.
func inUTF8(r io.Reader) io.Reader {
	b := bufio.NewReader(r)
	head, _ := b.Peek(4) // a part shorter than that is none
	switch s := string(head); {
	case strings.HasPrefix(s, "\xff\xfe"), strings.HasPrefix(s, "<\x00"):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(b)
	case strings.HasPrefix(s, "\xfe\xff"), strings.HasPrefix(s, "\x00<"):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Reader(b)
	case strings.HasPrefix(s, "\xef\xbb\xbf"):
		b.Discard(3)
	}
	return b
}

// declared decodes what an XML declaration names.
func declared(label string, r io.Reader) (io.Reader, error) {
	if l := strings.ToLower(label); strings.HasPrefix(l, "utf-16") || strings.HasPrefix(l, "ucs-2") {
		return r, nil // decoded already
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil, fmt.Errorf("unknown encoding %q", label)
	}
	if enc == encoding.Nop {
		return r, nil
	}
	return enc.NewDecoder().Reader(r), nil
}

//go:embed namespaces.tsv
var tables embed.FS
