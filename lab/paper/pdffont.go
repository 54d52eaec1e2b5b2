package paper

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/text/encoding/charmap"
)

// pdfFont adds the font of the text: a TrueType subset in WinAnsiEncoding,
// ISO 32000-1 §9.6.3. Widths are given of the letters that the text uses.
func (p *Paper) pdfFont(f *pdfFile, habit pdfHabit) int {
	text := strings.Join(append(p.cells(), p.Paragraphs...), "") + p.Title
	return addFont(f, habit.tag(p)+"+"+habit.font, text)
}

func addFont(f *pdfFile, name, text string) int {
	program := subset()
	file := f.addStream(fmt.Sprintf("<</Filter/FlateDecode/Length1 %d>>", program.length), program.packed)
	descriptor := f.add(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 32/ItalicAngle 0/Ascent 952/Descent -213/CapHeight 720/AvgWidth 521/MaxWidth 1288/StemV 52/FontBBox[-210 -213 1100 952]/FontFile2 %d 0 R>>", name, file))
	used := [256]bool{' ': true}
	for _, c := range winAnsi(text) {
		used[c] = true
	}
	first, last := 32, 32
	for c := 32; c < 256; c++ {
		if used[c] {
			last = c
		}
	}
	var widths strings.Builder
	for c := first; c <= last; c++ {
		w := 0
		if used[c] {
			w = program.widths[c]
		}
		fmt.Fprintf(&widths, "%d ", w)
	}
	return f.add(fmt.Sprintf("<</Type/Font/Subtype/TrueType/BaseFont/%s/Encoding/WinAnsiEncoding/FontDescriptor %d 0 R/FirstChar %d/LastChar %d/Widths[%s]>>",
		name, descriptor, first, last, strings.TrimSpace(widths.String())))
}

// program is a font program of the letters of Windows-1252.
type program struct {
	packed []byte
	length int
	widths [256]int // thousandths of the size
}

var subset = sync.OnceValue(func() program {
	font := readTrueType(goregular.TTF)
	var p program
	keep := map[int]bool{0: true}
	codes := make([]int, 0, 256)
	for c := 32; c < 256; c++ {
		r := charmap.Windows1252.DecodeByte(byte(c))
		g := font.glyph(r)
		p.widths[c] = font.advance(g) * 1000 / font.unitsPerEm
		font.keep(g, keep)
		codes = append(codes, int(r)<<16|g)
	}
	data := font.write(keep, codes)
	p.packed, p.length = zlibbed(data), len(data)
	return p
})

// trueType is a font program: OpenType §"otff" and on. The one that is read is
// known and whole.
type trueType struct {
	tables     map[string][]byte
	unitsPerEm int
	glyphs     int
	metrics    int
}

var be = binary.BigEndian

func readTrueType(b []byte) *trueType {
	t := &trueType{tables: map[string][]byte{}}
	for i := 0; i < int(be.Uint16(b[4:])); i++ {
		e := b[12+16*i:]
		t.tables[string(e[:4])] = b[be.Uint32(e[8:]):][:be.Uint32(e[12:])]
	}
	t.unitsPerEm = int(be.Uint16(t.tables["head"][18:]))
	t.glyphs = int(be.Uint16(t.tables["maxp"][4:]))
	t.metrics = int(be.Uint16(t.tables["hhea"][34:]))
	return t
}

func (t *trueType) advance(g int) int {
	return int(be.Uint16(t.tables["hmtx"][4*min(g, t.metrics-1):]))
}

// glyph looks a letter up in the map of format 4, of platform 0 or 3.
func (t *trueType) glyph(r rune) int {
	cmap := t.tables["cmap"]
	for i := 0; i < int(be.Uint16(cmap[2:])); i++ {
		sub := cmap[be.Uint32(cmap[4+8*i+4:]):]
		if be.Uint16(sub) != 4 {
			continue
		}
		n := int(be.Uint16(sub[6:])) // twice the number of segments
		for s := 0; s < n; s += 2 {
			if end := int(be.Uint16(sub[14+s:])); int(r) > end {
				continue
			}
			start, delta := int(be.Uint16(sub[16+n+s:])), int(be.Uint16(sub[16+2*n+s:]))
			at := 16 + 3*n + s
			offset := int(be.Uint16(sub[at:]))
			switch {
			case int(r) < start:
				return 0
			case offset == 0:
				return (int(r) + delta) & 0xffff
			}
			return int(be.Uint16(sub[at+offset+2*(int(r)-start):]))
		}
	}
	return 0
}

func (t *trueType) outline(g int) []byte {
	loca, glyf := t.tables["loca"], t.tables["glyf"]
	if be.Uint16(t.tables["head"][50:]) == 0 {
		return glyf[2*int(be.Uint16(loca[2*g:])) : 2*int(be.Uint16(loca[2*g+2:]))]
	}
	return glyf[be.Uint32(loca[4*g:]):be.Uint32(loca[4*g+4:])]
}

// keep marks a glyph and those it is composed of.
func (t *trueType) keep(g int, keep map[int]bool) {
	if keep[g] {
		return
	}
	keep[g] = true
	o := t.outline(g)
	if len(o) < 10 || int16(be.Uint16(o)) >= 0 {
		return
	}
	for at, more := 10, true; more; {
		flags := be.Uint16(o[at:])
		t.keep(int(be.Uint16(o[at+2:])), keep)
		at += 6
		if flags&1 != 0 {
			at += 2
		}
		switch {
		case flags&8 != 0:
			at += 2
		case flags&0x40 != 0:
			at += 4
		case flags&0x80 != 0:
			at += 8
		}
		more = flags&0x20 != 0
	}
}

// write makes a program of the kept outlines; numbers of glyphs stay.
func (t *trueType) write(keep map[int]bool, codes []int) []byte {
	var glyf, loca []byte
	for g := 0; g <= t.glyphs; g++ {
		loca = be.AppendUint32(loca, uint32(len(glyf)))
		if g < t.glyphs && keep[g] {
			glyf = append(glyf, t.outline(g)...)
			glyf = append(glyf, make([]byte, -len(glyf)&3)...)
		}
	}
	head := slices.Clone(t.tables["head"])
	be.PutUint16(head[50:], 1)
	tables := []struct {
		tag  string
		data []byte
	}{{"cmap", letterMap(codes)}, {"cvt ", t.tables["cvt "]}, {"fpgm", t.tables["fpgm"]}, {"glyf", glyf}, {"head", head}, {"hhea", t.tables["hhea"]},
		{"hmtx", t.tables["hmtx"]}, {"loca", loca}, {"maxp", t.tables["maxp"]}, {"prep", t.tables["prep"]}}
	out := []byte{0, 1, 0, 0, 0, byte(len(tables)), 0, 128, 0, 3, 0, byte(len(tables)*16 - 128)}
	at := len(out) + 16*len(tables)
	var body []byte
	for _, table := range tables {
		padded := append(slices.Clone(table.data), make([]byte, -len(table.data)&3)...)
		var sum uint32
		for i := 0; i < len(padded); i += 4 {
			sum += be.Uint32(padded[i:])
		}
		out = append(out, table.tag...)
		out = be.AppendUint32(out, sum)
		out = be.AppendUint32(out, uint32(at+len(body)))
		out = be.AppendUint32(out, uint32(len(table.data)))
		body = append(body, padded...)
	}
	return append(out, body...)
}

// letterMap is a cmap of one subtable of format 4, one segment a letter.
func letterMap(codes []int) []byte {
	slices.Sort(codes)
	codes = slices.Compact(codes)
	codes = slices.DeleteFunc(codes, func(c int) bool { return c&0xffff == 0 })
	codes = append(codes, 0xffff<<16)
	n := len(codes)
	var ends, starts, deltas []byte
	for _, c := range codes {
		r, g := c>>16, c&0xffff
		ends, starts = be.AppendUint16(ends, uint16(r)), be.AppendUint16(starts, uint16(r))
		deltas = be.AppendUint16(deltas, uint16(g-r))
	}
	search := 1
	steps := 0
	for search*2 <= n {
		search, steps = search*2, steps+1
	}
	out := []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12, 0, 4}
	for _, v := range []int{16 + 8*n, 0, 2 * n, 2 * search, steps, 2 * (n - search)} {
		out = be.AppendUint16(out, uint16(v))
	}
	out = append(append(out, ends...), 0, 0)
	out = append(append(out, starts...), deltas...)
	return append(out, make([]byte, 2*n)...)
}
