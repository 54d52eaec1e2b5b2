// Package jumbf reads JUMBF (ISO/IEC 19566-5): labelled boxes within boxes, the
// container of C2PA manifests. It keeps the bytes of every box as they stand,
// since hashes are made of them, and understands no content.
package jumbf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Bounds on one store.
const (
	MaxDepth = 16     // of superboxes within superboxes
	MaxBoxes = 20_000 // of all depths together
	MaxLabel = 512    // bytes of one label
)

// UUID is the type of a superbox's content.
type UUID [16]byte

// Box is one box. A superbox (Type "jumb") has a description and children; any
// other has a payload alone.
type Box struct {
	Type string // four bytes: jumb, cbor, json, bfdb, …
	// Payload is what follows the header: of a superbox the description box and
	// the children, which is what C2PA hashes.
	Payload []byte

	UUID     UUID
	Label    string
	Children []*Box
}

// header is the length and type of the box at the start of data.
// ISO/IEC 15444-1 §I.4
type header struct {
	kind   string
	prefix int // bytes of the header itself
	total  int // bytes of header and payload
}

// readHeader reads the header of the first box; its length is checked against
// the bytes that are there.
func readHeader(data []byte) (h header, err error) {
	if len(data) < 8 {
		return h, fmt.Errorf("box header is cut off after %d bytes", len(data))
	}
	h.kind, h.prefix = string(data[4:8]), 8
	size := uint64(binary.BigEndian.Uint32(data))
	switch size {
	case 0: // up to the end of what holds it
		size = uint64(len(data))
	case 1: // the length follows in eight bytes
		if len(data) < 16 {
			return h, errors.New("long box header is cut off")
		}
		size, h.prefix = binary.BigEndian.Uint64(data[8:]), 16
	}
	if size < uint64(h.prefix) || size > uint64(len(data)) {
		return h, fmt.Errorf("box %q states %d bytes where %d are left", h.kind, size, len(data))
	}
	h.total = int(size)
	return h, nil
}

// reader counts boxes on the way down.
type reader struct{ boxes int }

// Parse reads the one superbox at the start of data; rest are the bytes after
// it. Errors say what is malformed, in lower case.
func Parse(data []byte) (box *Box, rest []byte, err error) {
	r := &reader{}
	box, n, err := r.box(data, 0)
	if err != nil {
		return nil, nil, err
	}
	if box.Type != "jumb" {
		return nil, nil, fmt.Errorf("box %q stands where a superbox should", box.Type)
	}
	return box, data[n:], nil
}

func (r *reader) box(data []byte, depth int) (*Box, int, error) {
	if r.boxes++; r.boxes > MaxBoxes {
		return nil, 0, fmt.Errorf("more than %d boxes", MaxBoxes)
	}
	h, err := readHeader(data)
	if err != nil {
		return nil, 0, err
	}
	b := &Box{Type: h.kind, Payload: data[h.prefix:h.total:h.total]}
	if h.kind != "jumb" {
		return b, h.total, nil
	}
	if depth >= MaxDepth {
		return nil, 0, fmt.Errorf("superboxes are nested deeper than %d", MaxDepth)
	}
	return b, h.total, r.fill(b, depth)
}

// fill reads description and children of a superbox. ISO/IEC 19566-5 §A.2
func (r *reader) fill(b *Box, depth int) error {
	h, err := readHeader(b.Payload)
	if err != nil {
		return err
	}
	if h.kind != "jumd" {
		return fmt.Errorf("superbox begins with %q, not with its description", h.kind)
	}
	if err := b.describe(b.Payload[h.prefix:h.total]); err != nil {
		return err
	}
	for rest := b.Payload[h.total:]; len(rest) > 0; {
		child, n, err := r.box(rest, depth+1)
		if err != nil {
			return fmt.Errorf("in %q: %w", b.Label, err)
		}
		b.Children = append(b.Children, child)
		rest = rest[n:]
	}
	return nil
}

// The toggles of a description box. ISO/IEC 19566-5 §A.3
const labelPresent = 1 << 1

// describe reads type and label; identifier, hash and private box follow the
// label and are not needed.
func (b *Box) describe(data []byte) error {
	if len(data) < 17 {
		return fmt.Errorf("description box has %d bytes", len(data))
	}
	copy(b.UUID[:], data)
	if data[16]&labelPresent == 0 {
		return nil
	}
	label := data[17:]
	for i, c := range label {
		if c != 0 {
			continue
		}
		if i > MaxLabel {
			return fmt.Errorf("label has %d bytes", i)
		}
		if b.Label = string(label[:i]); !utf8.ValidString(b.Label) || strings.Contains(b.Label, "/") {
			return fmt.Errorf("label %q is not one that a URI can name", b.Label)
		}
		return nil
	}
	return errors.New("label has no end")
}

// Content is the payload of b's first child of that type, nil where none is.
func (b *Box) Content(kind string) []byte {
	for _, c := range b.Children {
		if c.Type == kind {
			return c.Payload
		}
	}
	return nil
}
