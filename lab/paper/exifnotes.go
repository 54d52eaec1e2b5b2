package paper

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// notes are those of a camera, as they stand in the file; what does not add up
// is left alone.
type notes struct{ b []byte }

func (n notes) order() binary.ByteOrder {
	if bytes.HasPrefix(n.b, []byte("MM")) {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// entry is where the entry of a tag stands in the first directory, or in the
// one after it.
func (n notes) entry(tag uint16, second bool) (at int, ok bool) {
	if len(n.b) < 14 {
		return 0, false
	}
	o := n.order()
	directory := int(o.Uint32(n.b[4:]))
	for {
		if directory < 8 || directory+6 > len(n.b) {
			return 0, false
		}
		count := int(o.Uint16(n.b[directory:]))
		end := directory + 2 + 12*count
		if end+4 > len(n.b) {
			return 0, false
		}
		if second {
			directory, second = int(o.Uint32(n.b[end:])), false
			continue
		}
		for at := directory + 2; at < end; at += 12 {
			if o.Uint16(n.b[at:]) == tag {
				return at, true
			}
		}
		return 0, false
	}
}

// value is where the bytes of an entry of texts stand.
func (n notes) value(at int) (from, to int, ok bool) {
	o := n.order()
	if o.Uint16(n.b[at+2:]) != exifASCII {
		return 0, 0, false
	}
	count := int(o.Uint32(n.b[at+4:]))
	if from = at + 8; count > 4 {
		from = int(o.Uint32(n.b[at+8:]))
	}
	return from, from + count, count > 0 && from >= 8 && count <= len(n.b) && from+count <= len(n.b)
}

func (n notes) text(tag uint16) (string, bool) {
	at, ok := n.entry(tag, false)
	if !ok {
		return "", false
	}
	from, to, ok := n.value(at)
	if !ok {
		return "", false
	}
	return strings.TrimRight(string(n.b[from:to]), "\x00 "), true
}

// setText sets a text that is there; where it is longer than the old one it
// goes to the end.
func (n *notes) setText(tag uint16, s string) bool {
	at, ok := n.entry(tag, false)
	if !ok {
		return false
	}
	from, to, ok := n.value(at)
	if !ok {
		return false
	}
	n.b = bytes.Clone(n.b)
	value := append([]byte(s), 0)
	n.order().PutUint32(n.b[at+4:], uint32(len(value)))
	if len(value) > to-from || to-from <= 4 || len(value) <= 4 {
		if len(n.b)&1 == 1 {
			n.b = append(n.b, 0)
		}
		n.order().PutUint32(n.b[at+8:], uint32(len(n.b)))
		n.b = append(n.b, value...)
		return true
	}
	clear(n.b[from:to])
	copy(n.b[from:], value)
	return true
}

// thumbnail is the small copy.
func (n notes) thumbnail() []byte {
	from, ok1 := n.entry(0x0201, true)
	size, ok2 := n.entry(0x0202, true)
	if !ok1 || !ok2 {
		return nil
	}
	start, length := int(n.order().Uint32(n.b[from+8:])), int(n.order().Uint32(n.b[size+8:]))
	if start < 8 || length <= 0 || start > len(n.b) || length > len(n.b)-start {
		return nil
	}
	return n.b[start : start+length]
}

// maxNotes is what a segment can hold.
const maxNotes = 65_000

// setThumbnail replaces the small copy, in its place where it fits or is last.
func (n *notes) setThumbnail(picture []byte) bool {
	old := n.thumbnail()
	if old == nil {
		return false
	}
	from, _ := n.entry(0x0201, true)
	size, _ := n.entry(0x0202, true)
	start := int(n.order().Uint32(n.b[from+8:]))
	b := bytes.Clone(n.b)
	if start+len(old) == len(b) {
		b = append(b[:start], picture...)
	} else if len(picture) <= len(old) {
		clear(b[start : start+len(old)])
		copy(b[start:], picture)
	} else {
		n.order().PutUint32(b[from+8:], uint32(len(b)))
		b = append(b, picture...)
	}
	n.order().PutUint32(b[size+8:], uint32(len(picture)))
	if len(b) > maxNotes {
		return false
	}
	n.b = b
	return true
}
