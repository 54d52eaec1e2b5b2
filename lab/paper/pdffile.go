package paper

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
)

// pdfLayout is how a maker tells where the objects of a PDF stand.
type pdfLayout int

const (
	classic  pdfLayout = iota // ISO 32000-1 §7.5.4
	hybrid                    // the same, with a second, empty section that names a stream: as Word does, §7.5.8.4
	streamed                  // §7.5.8, other objects in object streams §7.5.7
)

// pdfFile is a PDF between reading and writing.
type pdfFile struct {
	version string
	layout  pdfLayout
	eol     string
	mark    string      // the comment behind the header: ISO 32000-1 §7.5.2
	objects []pdfObject // in the order of the file
	root    int
	info    int // 0: none
	id      [2]string
	extra   string // of the trailer, as it stands there
	taken   int    // numbers up to it are in use, besides those of the objects
}

// pdfObject is one object: its body, and of a stream, the dictionary without
// its length, and the bytes as stored.
type pdfObject struct {
	number   int
	body     []byte
	isStream bool
	stream   []byte
}

func (f *pdfFile) add(body string) int {
	n := f.next()
	f.objects = append(f.objects, pdfObject{number: n, body: []byte(body)})
	return n
}

func (f *pdfFile) addStream(dictionary string, stream []byte) int {
	n := f.next()
	f.objects = append(f.objects, pdfObject{number: n, body: []byte(dictionary), isStream: true, stream: stream})
	return n
}

func (f *pdfFile) next() int {
	n := f.taken + 1
	for i := range f.objects {
		n = max(n, f.objects[i].number+1)
	}
	return n
}

func (f *pdfFile) object(number int) *pdfObject {
	for i := range f.objects {
		if f.objects[i].number == number {
			return &f.objects[i]
		}
	}
	return nil
}

// trailer is the part of the trailer that every layout has.
func (f *pdfFile) trailer(size int) string {
	s := fmt.Sprintf("/Size %d/Root %d 0 R", size, f.root)
	if f.info > 0 {
		s += fmt.Sprintf("/Info %d 0 R", f.info)
	}
	if f.id[0] != "" {
		s += fmt.Sprintf("/ID[<%s><%s>]", f.id[0], f.id[1])
	}
	return s + f.extra
}

func (o *pdfObject) write(b *bytes.Buffer, eol string) {
	fmt.Fprintf(b, "%d 0 obj%s", o.number, eol)
	if !o.isStream {
		b.Write(o.body)
		b.WriteString(eol + "endobj" + eol)
		return
	}
	body := bytes.TrimSuffix(bytes.TrimSpace(o.body), []byte(">>"))
	b.Write(body)
	fmt.Fprintf(b, "/Length %d>>%sstream%s", len(o.stream), eol, streamStart(eol))
	b.Write(o.stream)
	b.WriteString(eol + "endstream" + eol + "endobj" + eol)
}

// streamStart ends the line of the word stream: never a CR alone, §7.3.8.1.
func streamStart(eol string) string {
	if eol == "\r" {
		return "\r\n"
	}
	return eol
}

func (f *pdfFile) bytes() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%%PDF-%s%s%%%s%s", f.version, f.eol, f.mark, f.eol)
	places := map[int]int{}
	if f.layout == streamed {
		return f.writeStreamed(&b, places)
	}
	for i := range f.objects {
		places[f.objects[i].number] = b.Len()
		f.objects[i].write(&b, f.eol)
	}
	size := f.next()
	if f.layout == hybrid {
		return f.writeHybrid(&b, places, size)
	}
	start := b.Len()
	b.WriteString(f.table(places, size))
	fmt.Fprintf(&b, "trailer%s<<%s>>%sstartxref%s%d%s%%%%EOF%s", f.eol, f.trailer(size), f.eol, f.eol, start, f.eol, f.eol)
	return b.Bytes()
}

// table is a section of cross-references: lines of 20 bytes.
func (f *pdfFile) table(places map[int]int, size int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "xref%s0 %d%s0000000000 65535 f\r\n", f.eol, size, f.eol)
	for n := 1; n < size; n++ {
		if at, ok := places[n]; ok {
			fmt.Fprintf(&b, "%010d 00000 n\r\n", at)
		} else {
			b.WriteString("0000000000 65535 f\r\n")
		}
	}
	return b.String()
}

// writeHybrid ends a file as Word does.
func (f *pdfFile) writeHybrid(b *bytes.Buffer, places map[int]int, size int) []byte {
	stream := b.Len()
	places[size] = stream
	f.xrefStream(size, places, nil, nil).write(b, f.eol)
	first := b.Len()
	b.WriteString(f.table(places, size+1))
	trailer := f.trailer(size + 1)
	fmt.Fprintf(b, "trailer%s<<%s>>%sstartxref%s%d%s%%%%EOF%s", f.eol, trailer, f.eol, f.eol, first, f.eol, f.eol)
	second := b.Len()
	fmt.Fprintf(b, "xref%s0 0%strailer%s<<%s/Prev %d/XRefStm %d>>%sstartxref%s%d%s%%%%EOF", f.eol, f.eol, f.eol, trailer, first, stream, f.eol, f.eol, second, f.eol)
	return b.Bytes()
}

// writeStreamed puts what is no stream into one object stream, and ends with a
// stream of cross-references.
func (f *pdfFile) writeStreamed(b *bytes.Buffer, places map[int]int) []byte {
	var heads, bodies bytes.Buffer
	inside, packed := map[int]int{}, f.next()
	for i := range f.objects {
		o := &f.objects[i]
		if o.isStream {
			places[o.number] = b.Len()
			o.write(b, f.eol)
			continue
		}
		fmt.Fprintf(&heads, "%d %d ", o.number, bodies.Len())
		inside[o.number] = len(inside)
		bodies.Write(o.body)
		bodies.WriteByte(' ')
	}
	first := heads.Len()
	heads.Write(bodies.Bytes())
	places[packed] = b.Len()
	(&pdfObject{number: packed, isStream: true, stream: zlibbed(heads.Bytes()),
		body: fmt.Appendf(nil, "<</Type/ObjStm/N %d/First %d/Filter/FlateDecode>>", len(inside), first)}).write(b, f.eol)
	start := b.Len()
	places[packed+1] = start
	f.xrefStream(packed+1, places, inside, &packed).write(b, f.eol)
	fmt.Fprintf(b, "startxref%s%d%s%%%%EOF%s", f.eol, start, f.eol, f.eol)
	return b.Bytes()
}

// xrefStream is a stream of cross-references, itself of that number.
func (f *pdfFile) xrefStream(number int, places, inside map[int]int, packed *int) *pdfObject {
	var rows bytes.Buffer
	for n := 0; n <= number; n++ {
		row := [8]byte{}
		if at, ok := places[n]; ok {
			row[0] = 1
			binary.BigEndian.PutUint32(row[1:], uint32(at))
		} else if i, ok := inside[n]; ok {
			row[0] = 2
			binary.BigEndian.PutUint32(row[1:], uint32(*packed))
			binary.BigEndian.PutUint16(row[5:], uint16(i))
		}
		rows.Write(row[:7])
	}
	return &pdfObject{number: number, isStream: true, stream: zlibbed(rows.Bytes()),
		body: []byte("<</Type/XRef/W[1 4 2]/Filter/FlateDecode" + f.trailer(number+1) + ">>")}
}
