package image

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
)

// brand tells files of ISO/IEC 14496-12 by the brands in their first box.
func brand(names ...string) func([]byte) bool {
	return func(b []byte) bool {
		if len(b) < 16 || string(b[4:8]) != "ftyp" {
			return false
		}
		n := int(min(binary.BigEndian.Uint32(b), 512, uint32(len(b))))
		for at := 8; at+4 <= n; at += 4 {
			if at != 12 && slices.Contains(names, string(b[at:at+4])) {
				return true
			}
		}
		return false
	}
}

// box is one box, without its header.
type box struct {
	kind string
	body []byte
}

// boxes splits b: ISO/IEC 14496-12 §4.2. It says whether the last is cut off,
// or there are more than are read.
func boxes(b []byte) (list []box, whole bool) {
	for len(b) > 0 {
		if len(b) < 8 || len(list) == MaxSegments {
			return list, false
		}
		size, header := uint64(binary.BigEndian.Uint32(b)), uint64(8)
		switch {
		case size == 0:
			size = uint64(len(b))
		case size == 1 && len(b) >= 16:
			size, header = binary.BigEndian.Uint64(b[8:]), 16
		}
		if size < header {
			return list, false
		}
		end := min(size, uint64(len(b)))
		list = append(list, box{string(b[4:8]), b[header:end]})
		if end < size {
			return list, false
		}
		b = b[size:]
	}
	return list, true
}

// c2paBox is the identifier of the box that holds a manifest: C2PA
// specification, "Embedding manifests into BMFF-based assets".
var c2paBox = []byte{0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81}

// heif reads a HEIF or AVIF file: ISO/IEC 23008-12 §6.
func (r *reader) heif() {
	list, whole := boxes(r.content)
	if !whole {
		r.unread("image/damaged", "HEIF boxes", "The boxes of the file do not end where the file does. Innocent explanations: an interrupted transfer, data that were appended.")
	}
	for _, b := range list {
		switch {
		case b.kind == "ftyp" && len(b.body) >= 4:
			r.d.Version = text(b.body[:4])
		case b.kind == "meta" && len(b.body) > 4:
			r.meta(b.body[4:])
		case b.kind == "uuid" && bytes.HasPrefix(b.body, c2paBox):
			r.field("C2PA manifest", "present", "HEIF uuid")
		}
	}
}

// part is one item of a file: a picture, or metadata.
type part struct {
	kind, content string
	data          []byte
	outside       bool // its bytes are not in the file
}

// meta reads the box that lists the parts.
func (r *reader) meta(b []byte) {
	list, _ := boxes(b)
	var idat []byte
	parts, order := map[uint32]*part{}, []uint32{}
	primary := uint32(0)
	for _, m := range list {
		switch m.kind {
		case "idat":
			idat = m.body
		case "pitm":
			c := cursor{b: m.body}
			primary = c.idOf(c.uint(1))
		case "iinf":
			order = readParts(m.body, parts)
		}
	}
	for _, m := range list {
		switch m.kind {
		case "iloc":
			r.locate(m.body, idat, parts)
		case "iprp":
			r.properties(m.body, primary)
		}
	}
	pictures := 0
	for _, id := range order {
		p := parts[id]
		where := fmt.Sprintf("HEIF item %d", id)
		switch {
		case p.outside && (p.kind == "Exif" || p.kind == "mime"):
			r.unread("image/damaged", where, "The bytes of a part are not in the file.")
		case p.kind == "Exif" && len(p.data) > 4:
			at := 4 + uint64(binary.BigEndian.Uint32(p.data))
			r.exif(p.data[min(at, uint64(len(p.data))):], "EXIF")
		case p.kind == "mime" && p.content == "application/rdf+xml":
			r.packet(p.data, "XMP")
		case len(p.kind) == 4 && p.kind != "Exif" && p.kind != "mime":
			pictures++
		}
	}
	r.field("pictures and tiles", fmt.Sprint(pictures), "HEIF iinf")
}
