package image

import (
	"bytes"
	"fmt"
)

// cursor reads numbers one after another; beyond the end it reads zeros and
// says so.
type cursor struct {
	b    []byte
	over bool
}

// uint reads a number of n bytes, big end first.
func (c *cursor) uint(n int) (v uint64) {
	if n > len(c.b) {
		c.b, c.over = nil, true
		return 0
	}
	for _, x := range c.b[:n] {
		v = v<<8 | uint64(x)
	}
	c.b = c.b[n:]
	return v
}

// idOf reads the rest of a FullBox's flags and an item's number, which is wider
// from version 1 on.
func (c *cursor) idOf(version uint64) uint32 {
	c.uint(3)
	if version == 0 {
		return uint32(c.uint(2))
	}
	return uint32(c.uint(4))
}

// readParts reads iinf: ISO/IEC 14496-12 §8.11.6. It gives the order of numbers.
func readParts(b []byte, parts map[uint32]*part) (order []uint32) {
	c := cursor{b: b}
	if version := c.uint(1); version == 0 {
		c.uint(3 + 2)
	} else {
		c.uint(3 + 4)
	}
	list, _ := boxes(c.b)
	for _, e := range list {
		i := cursor{b: e.body}
		version := i.uint(1)
		if e.kind != "infe" || version < 2 {
			continue
		}
		id := i.idOf(version - 2)
		i.uint(2)
		if len(i.b) < 4 || parts[id] != nil {
			continue
		}
		p := &part{kind: string(i.b[:4])}
		_, rest, _ := bytes.Cut(i.b[4:], []byte{0})
		kind, _, _ := bytes.Cut(rest, []byte{0})
		p.content = string(kind)
		parts[id], order = p, append(order, id)
	}
	return order
}

// locate reads iloc: ISO/IEC 14496-12 §8.11.3, for parts that are metadata.
func (r *reader) locate(b, idat []byte, parts map[uint32]*part) {
	c := cursor{b: b}
	version := c.uint(1)
	c.uint(3)
	sizes := c.uint(2)
	offsetSize, lengthSize, baseSize, indexSize := int(sizes>>12), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	wide := 2
	if version >= 2 {
		wide = 4
	}
	for count := c.uint(wide); count > 0 && !c.over; count-- {
		id, method := uint32(c.uint(wide)), uint64(0)
		if version >= 1 {
			method = c.uint(2) & 15
		}
		c.uint(2)
		base := c.uint(baseSize)
		p := parts[id]
		for extents := c.uint(2); extents > 0 && !c.over; extents-- {
			if version >= 1 {
				c.uint(indexSize)
			}
			at, n := base+c.uint(offsetSize), c.uint(lengthSize)
			from := r.content
			if method == 1 {
				from = idat
			}
			switch {
			case p == nil || p.kind != "Exif" && p.kind != "mime":
			case !r.afford(int(min(n, MaxInflated)), "HEIF iloc"), method > 1, at > uint64(len(from)), n > uint64(len(from))-at, uint64(len(p.data))+n > MaxInflated:
				p.outside = true
			default:
				p.data = append(p.data, from[at:at+n]...)
			}
		}
	}
}

// properties reads iprp: ISO/IEC 23008-12 §9.3; what size the first picture has.
func (r *reader) properties(b []byte, primary uint32) {
	var all []box
	list, _ := boxes(b)
	for _, m := range list {
		if m.kind == "ipco" {
			all, _ = boxes(m.body)
		}
	}
	for _, m := range list {
		if m.kind != "ipma" {
			continue
		}
		c := cursor{b: m.body}
		version, flags := c.uint(1), c.uint(3)
		for count := c.uint(4); count > 0 && !c.over; count-- {
			id := uint32(0)
			if version == 0 {
				id = uint32(c.uint(2))
			} else {
				id = uint32(c.uint(4))
			}
			for n := c.uint(1); n > 0 && !c.over; n-- {
				index := int(c.uint(1+int(flags&1)) & (1<<(7+8*(flags&1)) - 1))
				if id == primary && index > 0 && index <= len(all) {
					r.property(all[index-1])
				}
			}
			if id == primary {
				return
			}
		}
	}
}

func (r *reader) property(p box) {
	c := cursor{b: p.body}
	where := "HEIF " + p.kind
	switch p.kind {
	case "ispe":
		c.uint(4)
		r.claimed.width, r.claimed.height, r.claimed.where = int(c.uint(4)), int(c.uint(4)), where
	case "pixi":
		c.uint(5)
		r.claimed.depth = int(c.uint(1))
	case "irot":
		r.field("rotation", fmt.Sprintf("%d degrees against the clock", 90*(c.uint(1)&3)), where)
	case "colr":
		if kind := text(p.body[:min(4, len(p.body))]); kind == "prof" || kind == "rICC" {
			r.icc(p.body[4:], where)
		}
	}
}
