package main

import (
	"encoding/binary"
	"time"

	"assay/ole"
)

// old is a .doc of Word 2003: its times in the properties, in its own tables and
// on the container.
type old struct {
	created, saved time.Time // in the properties
	madeAt, workAt time.Time // in its own tables, by the clock on the wall
	written        time.Time // of the container
	words          string
}

// draft is the document that the pairs begin with.
func draft() old {
	made := time.Date(2006, 5, 9, 8, 15, 0, 0, time.UTC)
	return old{
		created: made, saved: made.Add(26 * time.Hour),
		madeAt: made.Add(2 * time.Hour), workAt: made.Add(28 * time.Hour),
		written: made.Add(26*time.Hour + 20*time.Second),
		words:   "Dear Ada, we meet on Friday at noon.\r",
	}
}

var le = binary.LittleEndian

// dttm is a time of Word. [MS-DOC] §2.9.69
func dttm(t time.Time) uint32 {
	return uint32(t.Minute() | t.Hour()<<6 | t.Day()<<11 | int(t.Month())<<16 | (t.Year()-1900)<<20 | int(t.Weekday())<<29)
}

const textFrom = 1024 // of the main stream

// doc is the document.
func (o old) doc() []byte {
	properties := make([]byte, 84) // [MS-DOC] §2.7.2
	le.PutUint32(properties[20:], dttm(o.madeAt))
	le.PutUint32(properties[24:], dttm(o.workAt))
	le.PutUint16(properties[32:], 2)
	pieces := le.AppendUint32(le.AppendUint32(nil, 0), uint32(len(o.words)))
	pieces = append(le.AppendUint32(append(pieces, 0, 0), textFrom*2|1<<30), 0, 0)
	clx := append(le.AppendUint32([]byte{2}, uint32(len(pieces))), pieces...)

	main := make([]byte, textFrom) // [MS-DOC] §2.5.1
	le.PutUint16(main, 0xA5EC)
	le.PutUint16(main[2:], 0xC1)
	le.PutUint16(main[6:], 0x409)
	le.PutUint16(main[10:], 0x200)
	le.PutUint16(main[32:], 14)
	le.PutUint16(main[62:], 22)
	le.PutUint32(main[0x44:], 61902)
	le.PutUint32(main[0x48:], 61902)
	le.PutUint32(main[0x4C:], uint32(len(o.words)))
	le.PutUint16(main[0x98:], 44)
	place := func(number, at, size int) {
		le.PutUint32(main[0x9A+8*number:], uint32(at))
		le.PutUint32(main[0x9E+8*number:], uint32(size))
	}
	place(31, 0, len(properties))
	place(33, len(properties), len(clx))
	return ole.Build(ole.Node{Modified: o.written, Children: []ole.Node{
		{Name: "WordDocument", Data: append(main, o.words...)},
		{Name: "1Table", Data: append(append(properties, clx...), 0)},
		{Name: "\x05SummaryInformation", Data: o.summary()},
	}})
}

// summary is the stream of properties. [MS-OLEPS] §2.21
func (o old) summary() []byte {
	text := func(s string) []byte {
		b := le.AppendUint32(le.AppendUint32(nil, 30), uint32(len(s)+1))
		for b = append(b, s+"\x00"...); len(b)%4 != 0; {
			b = append(b, 0)
		}
		return b
	}
	stamp := func(t time.Time) []byte {
		const between = 11644473600 // seconds from 1601 to 1970
		return le.AppendUint64(le.AppendUint32(nil, 64), uint64(t.Unix()+between)*1e7)
	}
	values := []struct {
		id  uint32
		raw []byte
	}{{4, text("Bob Example")}, {12, stamp(o.created)}, {13, stamp(o.saved)}, {18, text("Microsoft Office Word")}}
	var index, body []byte
	for _, v := range values {
		index = le.AppendUint32(le.AppendUint32(index, v.id), uint32(8+8*len(values)+len(body)))
		body = append(body, v.raw...)
	}
	b := append([]byte{0xFE, 0xFF, 0, 0, 5, 1, 2, 0}, make([]byte, 16)...)
	b = append(le.AppendUint32(b, 1), 0xE0, 0x85, 0x9F, 0xF2, 0xF9, 0x4F, 0x68, 0x10, 0xAB, 0x91, 0x08, 0x00, 0x2B, 0x27, 0xB3, 0xD9)
	b = le.AppendUint32(b, 48)
	b = le.AppendUint32(b, uint32(8+len(index)+len(body)))
	b = le.AppendUint32(b, uint32(len(values)))
	return append(append(b, index...), body...)
}
