package word

import (
	"fmt"
	"sort"

	"golang.org/x/text/encoding/charmap"

	"assay/ole"
)

// piece is a stretch of text: characters from cp to end stand at fc.
type piece struct {
	cp, end int
	fc      int
	narrow  bool // bytes of a code page, else UTF-16
	prm     uint16
}

// width is the bytes of one character.
func (p piece) width() int {
	if p.narrow {
		return 1
	}
	return 2
}

// text is the characters of all texts of a document, by character position.
type text struct {
	units    []uint16
	flags    []uint8
	pages    []uint16 // code pages of characters, of text that is bytes; 0 for that of the document
	pieces   []piece
	problems []string
	more     int // problems beyond maxProblems
}

const maxProblems = 100

func (t *text) problem(format string, args ...any) {
	if len(t.problems) == maxProblems {
		t.more++
		return
	}
	t.problems = append(t.problems, fmt.Sprintf(format, args...))
}

// readText puts the pieces together. Each piece is bounded by the stream, all
// of them by maxGrowth times the stream, as pieces may overlap.
func (w *fib) readText(changes *changes) *text {
	t := &text{}
	pieces, modifiers := w.readPieces(t)
	total := 0
	for _, n := range w.counts {
		total = min(total+n, maxGrowth*len(w.main))
	}
	for _, p := range pieces {
		if p.cp != len(t.units) {
			t.problem("a piece begins at character %d where %d was expected", p.cp, len(t.units))
		}
		n := (len(w.main) - p.fc) / p.width()
		if p.fc > len(w.main) {
			n = 0
		}
		if n < p.end-p.cp {
			t.problem("%d of %d characters of a piece lie outside the stream", p.end-p.cp-max(n, 0), p.end-p.cp)
		}
		n = min(n, p.end-p.cp, maxGrowth*len(w.main)-len(t.units))
		if n <= 0 {
			continue
		}
		p.cp, p.end = len(t.units), len(t.units)+n
		t.pieces = append(t.pieces, p)
		t.append(w.main[p.fc:], p, n, w.raw)
		changes.apply(t, p, modifiers)
	}
	if len(t.units) < total {
		t.problem("%d characters of %d are there", len(t.units), total)
	}
	return t
}

const maxGrowth = 2 // characters for each byte of the stream

// append adds n characters of p. Bytes of Word 97 and later are code page 1252;
// those of older versions are kept, as a character may take two of them.
func (t *text) append(b []byte, p piece, n int, raw bool) {
	for i := range n {
		u := uint16(b[i*p.width()])
		switch {
		case !p.narrow:
			u |= uint16(b[2*i+1]) << 8
		case !raw && u >= 0x80:
			u = uint16(charmap.Windows1252.DecodeByte(byte(u)))
		}
		t.units = append(t.units, u)
	}
	t.flags = append(t.flags, make([]uint8, n)...)
	if raw {
		t.pages = append(t.pages, make([]uint16, n)...)
	}
}

// readPieces reads the piece table, and the modifiers that pieces refer to.
// Without a table the text is one piece. [MS-DOC] §2.9.38
func (w *fib) readPieces(t *text) (list []piece, modifiers [][]byte) {
	b := w.part(clx)
	for len(b) >= 3 && b[0] == 1 {
		size := 3 + int(ole.U16(b, 1))
		if size > len(b) {
			break
		}
		modifiers = append(modifiers, b[3:size])
		b = b[size:]
	}
	if len(b) < 5 || b[0] != 2 {
		from, to := int(ole.U32(w.main, 0x18)), int(ole.U32(w.main, 0x1C))
		if !w.old {
			t.problem("the piece table is not there; the text is taken as one piece")
		}
		p := piece{fc: from, narrow: w.raw || !w.old}
		if p.end = (to - from) / p.width(); p.end > 0 {
			list = append(list, p)
		}
		return list, nil
	}
	b = b[5:min(len(b), 5+int(ole.U32(b, 1)))]
	count := (len(b) - 4) / 12
	if count <= 0 {
		t.problem("the piece table has no pieces")
		return nil, nil
	}
	for i := range count {
		p := piece{cp: int(int32(ole.U32(b, 4*i))), end: int(int32(ole.U32(b, 4*i+4)))}
		descriptor := b[4*(count+1)+8*i:]
		fc := ole.U32(descriptor, 2)
		p.prm = ole.U16(descriptor, 6)
		switch {
		case w.raw:
			p.fc, p.narrow = int(fc), true
		case fc&0x40000000 != 0:
			p.fc, p.narrow = int(fc&0x3FFFFFFF)/2, true
		default:
			p.fc = int(fc & 0x3FFFFFFF)
		}
		if p.cp < 0 || p.end <= p.cp {
			t.problem("piece %d runs from character %d to %d", i, p.cp, p.end)
			continue
		}
		list = append(list, p)
	}
	return list, modifiers
}

// gaps gives the stretches of the main stream that no text, table or page of
// formatting takes: what fast saves leave behind.
func (w *fib) gaps(t *text, pages []int) (list [][]byte) {
	type span struct{ from, to int }
	spans := []span{{0, w.end}}
	for _, p := range t.pieces {
		spans = append(spans, span{p.fc, p.fc + (p.end-p.cp)*p.width()})
	}
	for _, n := range pages {
		spans = append(spans, span{n * fkpSize, n*fkpSize + fkpSize})
	}
	sort.Slice(spans, func(i, j int) bool { return spans[i].from < spans[j].from })
	at := 0
	for _, s := range spans {
		if s.from > at && at < len(w.main) {
			list = append(list, w.main[at:min(s.from, len(w.main))])
		}
		at = max(at, s.to)
	}
	if at < len(w.main) && !w.old { // the tables of older versions stand in this stream
		list = append(list, w.main[at:])
	}
	return list
}
