package paper

import (
	"encoding/binary"
	"fmt"
	"time"
)

// le is the byte order of the notes that phones write here.
var le = binary.LittleEndian

// exifEntry is one entry of a directory: CIPA DC-008 §4.6.2. A value of more
// than four bytes stands behind the directory.
type exifEntry struct {
	tag, kind uint16
	count     int
	value     []byte
}

const (
	exifASCII    = 2
	exifShort    = 3
	exifLong     = 4
	exifRational = 5
	exifUnknown  = 7
)

func exifText(tag uint16, s string) exifEntry {
	return exifEntry{tag, exifASCII, len(s) + 1, append([]byte(s), 0)}
}

func exifNumber(tag uint16, n int) exifEntry {
	return exifEntry{tag, exifShort, 1, le.AppendUint16(nil, uint16(n))}
}

func exifLongNumber(tag uint16, n int) exifEntry {
	return exifEntry{tag, exifLong, 1, le.AppendUint32(nil, uint32(n))}
}

func exifRatio(tag uint16, a, b int) exifEntry {
	return exifEntry{tag, exifRational, 1, le.AppendUint32(le.AppendUint32(nil, uint32(a)), uint32(b))}
}

// exifSize is how many bytes a directory takes, with its values.
func exifSize(entries []exifEntry) int {
	n := 2 + 12*len(entries) + 4
	for _, e := range entries {
		if len(e.value) > 4 {
			n += len(e.value) + len(e.value)&1
		}
	}
	return n
}

// appendDirectory appends a directory; next is where the one after it stands.
func appendDirectory(b []byte, entries []exifEntry, next int) []byte {
	b = le.AppendUint16(b, uint16(len(entries)))
	at := len(b) + 12*len(entries) + 4
	var values []byte
	for _, e := range entries {
		b = le.AppendUint16(le.AppendUint16(b, e.tag), e.kind)
		b = le.AppendUint32(b, uint32(e.count))
		if len(e.value) <= 4 {
			b = append(append(b, e.value...), make([]byte, 4-len(e.value))...)
			continue
		}
		b = le.AppendUint32(b, uint32(at+len(values)))
		values = append(values, e.value...)
		values = append(values, make([]byte, len(values)&1)...)
	}
	return append(le.AppendUint32(b, uint32(next)), values...)
}

// exif is what a phone notes of a picture, with a small copy of it.
func (p *Paper) exif(thumbnail []byte) []byte {
	r := p.draw("exposure", 0)
	at := exifTime(p.Created.In(p.Zone))
	main := []exifEntry{
		exifText(0x010f, p.Software.Producer), exifText(0x0110, p.Software.Name), exifNumber(0x0112, 1),
		exifRatio(0x011a, 72, 1), exifRatio(0x011b, 72, 1), exifNumber(0x0128, 2),
	}
	if p.Software.Version != "" {
		main = append(main, exifText(0x0131, p.Software.Version))
	}
	main = append(main, exifText(0x0132, at), exifNumber(0x0213, 1), exifLongNumber(0x8769, 0))
	fraction := fmt.Sprintf("%02d", r.IntN(100))
	speed := []int{30, 60, 100, 125, 250, 500}[r.IntN(6)]
	detail := []exifEntry{
		exifRatio(0x829a, 1, speed), exifRatio(0x829d, 22, 10), exifNumber(0x8827, []int{50, 80, 100, 200, 400}[r.IntN(5)]),
		{0x9000, exifUnknown, 4, []byte("0220")}, exifText(0x9003, at), exifText(0x9004, at),
		{0x9101, exifUnknown, 4, []byte{1, 2, 3, 0}}, exifNumber(0x9207, 2), exifNumber(0x9209, 0), exifRatio(0x920a, 430, 100),
		exifText(0x9290, fraction), exifText(0x9291, fraction), exifText(0x9292, fraction),
		{0xa000, exifUnknown, 4, []byte("0100")}, exifNumber(0xa001, 1), exifLongNumber(0xa002, pictureWidth), exifLongNumber(0xa003, pictureHeight),
		exifNumber(0xa402, 0), exifNumber(0xa403, 0), exifNumber(0xa406, 0),
		exifText(0xa420, fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64())),
	}
	copied := []exifEntry{exifNumber(0x0103, 6), exifRatio(0x011a, 72, 1), exifRatio(0x011b, 72, 1), exifNumber(0x0128, 2),
		exifLongNumber(0x0201, 0), exifLongNumber(0x0202, len(thumbnail))}
	start := 8 + exifSize(main)
	second := start + exifSize(detail)
	main[len(main)-1].value = le.AppendUint32(nil, uint32(start))
	copied[4].value = le.AppendUint32(nil, uint32(second+exifSize(copied)))
	b := append([]byte("II*\x00"), 8, 0, 0, 0)
	b = appendDirectory(b, main, second)
	b = appendDirectory(b, detail, 0)
	b = appendDirectory(b, copied, 0)
	return append(b, thumbnail...)
}

func exifTime(t time.Time) string { return t.Format("2006:01:02 15:04:05") }
