package pdf

import (
	"fmt"
	"sort"
	"strings"
)

// maker writes small PDFs, one state after the other.
type maker struct {
	out     strings.Builder
	offsets map[int]int // of the present state
	frees   []int
	prev    int
	size    int
}

// newMaker begins a file; junk stands before its header.
func newMaker(junk string) *maker {
	m := &maker{offsets: map[int]int{}, prev: -1, size: 1}
	m.out.WriteString(junk + "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	return m
}

// object writes object number with a body.
func (m *maker) object(number int, body string) {
	m.offsets[number] = m.out.Len()
	m.size = max(m.size, number+1)
	fmt.Fprintf(&m.out, "%d 0 obj\n%s\nendobj\n", number, body)
}

// stream writes a stream with the entries and data.
func (m *maker) stream(number int, entries, data string) {
	m.object(number, fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", entries, len(data), data))
}

// end writes a cross-reference table and a trailer with the entries.
func (m *maker) end(entries string) {
	at := m.out.Len()
	m.out.WriteString("xref\n0 1\n0000000000 65535 f \n")
	var numbers []int
	for n := range m.offsets {
		numbers = append(numbers, n)
	}
	sort.Ints(numbers)
	for _, n := range numbers {
		fmt.Fprintf(&m.out, "%d 1\n%010d 00000 n \n", n, m.offsets[n])
	}
	for _, n := range m.frees {
		fmt.Fprintf(&m.out, "%d 1\n0000000000 00001 f \n", n)
	}
	if m.prev >= 0 {
		entries += fmt.Sprintf("/Prev %d", m.prev)
	}
	fmt.Fprintf(&m.out, "trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n", m.size, entries, at)
	m.prev, m.offsets, m.frees = at, map[int]int{}, nil
}

func (m *maker) bytes() []byte { return []byte(m.out.String()) }

// Entries of the trailer that all made files have.
const rootInfo = "/Root 1 0 R/Info 5 0 R/ID[<01><02>]"

// onePage is a file of one page, with an information dictionary and a note.
func onePage() *maker {
	m := newMaker("")
	m.object(1, "<</Type/Catalog/Pages 2 0 R/Lang(en-GB)>>")
	m.object(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>")
	m.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 6 0 R>>>>/Annots[7 0 R]>>")
	m.stream(4, "", "BT /F1 12 Tf (pay 100) Tj ET")
	m.object(5, "<</Title(Minutes)/Author(A. Sample)/Producer(Maker 1.2)/CreationDate(D:20200102030405+01'00')>>")
	m.object(6, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	m.object(7, "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(note)>>")
	m.end(rootInfo)
	return m
}
