package word_test

import (
	"encoding/binary"
	"slices"
	"testing"

	"assay/document"
	"assay/ole"
	"assay/oletext/word"
)

var le = binary.LittleEndian

// wide is text in UTF-16.
func wide(text string) (b []byte) {
	for _, r := range text {
		b = le.AppendUint16(b, uint16(r))
	}
	return b
}

// piece is one piece of a made-up document.
type piece struct {
	at, chars int
	narrow    bool
}

// maker writes a document of Word 97: text from byte 1024 on, a page of
// formatting at 512, tables in 1Table.
type maker struct {
	body   []byte
	pieces []piece
	counts [8]int
	table  []byte
	parts  map[int][2]int
	runs   []formatted
	flags  uint16
}

// formatted is a stretch of the body with codes of formatting.
type formatted struct {
	from, to int
	codes    []byte
}

const textAt = 1024

// add appends text as a piece and gives its place in the stream.
func (m *maker) add(text string, narrow bool) (from, to int) {
	from = textAt + len(m.body)
	if narrow {
		m.body = append(m.body, text...)
	} else {
		m.body = append(m.body, wide(text)...)
	}
	chars := len([]rune(text))
	if narrow {
		chars = len(text)
	}
	m.pieces = append(m.pieces, piece{from, chars, narrow})
	return from, textAt + len(m.body)
}

func (m *maker) part(number int, b []byte) {
	if m.parts == nil {
		m.parts = map[int][2]int{}
	}
	m.parts[number] = [2]int{len(m.table), len(b)}
	m.table = append(m.table, b...)
}

// strings is a table of strings. [MS-DOC] §2.2.4
func stringTable(list ...string) []byte {
	b := le.AppendUint16(le.AppendUint16(le.AppendUint16(nil, 0xFFFF), uint16(len(list))), 0)
	for _, s := range list {
		b = append(le.AppendUint16(b, uint16(len([]rune(s)))), wide(s)...)
	}
	return b
}

// pieceTable is the table of m's pieces.
func (m *maker) pieceTable() []byte {
	var b, descriptors []byte
	cp := 0
	b = le.AppendUint32(b, 0)
	for _, p := range m.pieces {
		cp += p.chars
		b = le.AppendUint32(b, uint32(cp))
		fc := uint32(p.at)
		if p.narrow {
			fc = fc*2 | 1<<30
		}
		descriptors = le.AppendUint32(append(descriptors, 0, 0), fc)
		descriptors = append(descriptors, 0, 0)
	}
	b = append(b, descriptors...)
	return append(le.AppendUint32([]byte{2}, uint32(len(b))), b...)
}

// page is a page of formatting. [MS-DOC] §2.9.33
func (m *maker) page() []byte {
	page := make([]byte, 512)
	page[511] = byte(len(m.runs))
	end := 510
	for i, r := range m.runs {
		le.PutUint32(page[4*i:], uint32(r.from))
		le.PutUint32(page[4*i+4:], uint32(r.to))
		end = (end - len(r.codes) - 1) &^ 1
		page[end] = byte(len(r.codes))
		copy(page[end+1:], r.codes)
		page[4*(len(m.runs)+1)+i] = byte(end / 2)
	}
	return page
}

func (m *maker) bytes(extra ...ole.Node) []byte {
	if m.parts[33] == [2]int{} {
		m.part(33, m.pieceTable())
	}
	if len(m.runs) > 0 {
		b := le.AppendUint32(le.AppendUint32(nil, textAt), uint32(textAt+len(m.body)))
		m.part(12, le.AppendUint32(b, 1))
	}
	main := make([]byte, textAt)
	le.PutUint16(main, 0xA5EC)
	le.PutUint16(main[2:], 0xC1)
	le.PutUint16(main[6:], 0x409)
	le.PutUint16(main[10:], 0x200|m.flags)
	le.PutUint16(main[32:], 14)
	le.PutUint16(main[62:], 22)
	for i, n := range m.counts {
		le.PutUint32(main[0x4C+4*i:], uint32(n))
	}
	le.PutUint16(main[0x98:], 44)
	for i, p := range m.parts {
		if i < 44 {
			le.PutUint32(main[0x9A+8*i:], uint32(p[0]))
			le.PutUint32(main[0x9E+8*i:], uint32(p[1]))
		}
	}
	copy(main[512:], m.page())
	nodes := []ole.Node{{Name: "WordDocument", Data: append(main, m.body...)}, {Name: "1Table", Data: append(m.table, 0)}}
	return ole.Build(ole.Node{Children: append(nodes, extra...)})
}

func read(t testing.TB, content []byte) *document.Document {
	t.Helper()
	f, err := ole.Open(content)
	if err != nil {
		t.Fatal(err)
	}
	d := &document.Document{}
	word.Read(f, "", d)
	return d
}

// old is a document of Word 95 with one piece of text and a table of fonts.
func old(lid uint16, text string, fonts []byte) []byte {
	main := make([]byte, 0x300)
	le.PutUint16(main, 0xA5DC)
	le.PutUint16(main[2:], 0x68)
	le.PutUint16(main[6:], lid)
	le.PutUint32(main[0x18:], 0x300)
	le.PutUint32(main[0x1C:], uint32(0x300+len(text)))
	le.PutUint32(main[0x34:], uint32(len(text)))
	le.PutUint32(main[0x58+8*15:], uint32(0x300+len(text)))
	le.PutUint32(main[0x5C+8*15:], uint32(len(fonts)))
	return ole.Build(ole.Node{Children: []ole.Node{{Name: "WordDocument", Data: slices.Concat(main, []byte(text), fonts)}}})
}
