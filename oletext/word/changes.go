package word

import (
	"sort"

	"assay/ole"
)

// What character formatting says of a character.
const (
	deleted  = 1 << iota // a tracked deletion, shown struck through or not at all
	inserted             // a tracked insertion
	hidden
	object // an embedded object stands here
)

const fkpSize = 512

// run is one stretch of equal formatting in the main stream.
type run struct {
	from, to int
	format
}

// format is what is read of character formatting.
type format struct {
	flags     uint8
	author    int    // of the insertion, in the list of revision authors
	at        uint32 // of the insertion, DTTM
	authorDel int
	atDel     uint32
	page      int // code page of the font, of old documents; 0 where it says none
}

// change is a tracked change in the text: characters from cp to end.
type change struct {
	cp, end int
	deleted bool
	author  int
	at      uint32
}

// changes are the formatting of the main stream and, once pieces were laid
// over it, the tracked changes of the text.
type changes struct {
	runs  []run
	pages []int // of formatting, to tell them from text
	list  []change
}

// readChanges reads the pages of character formatting. Each page is read once.
// [MS-DOC] §2.8.5, §2.9.33
func (w *fib) readChanges() *changes {
	c := &changes{}
	if w.old {
		w.readOldPages(c)
	} else {
		c.pages = w.pageNumbers(bteChpx)
		for _, n := range c.pages {
			c.readPage(w.main[n*fkpSize:(n+1)*fkpSize], (*format).read)
		}
		c.pages = append(c.pages, w.pageNumbers(btePapx)...)
	}
	sort.SliceStable(c.runs, func(i, j int) bool { return c.runs[i].from < c.runs[j].from })
	for i := 1; i < len(c.runs); i++ {
		c.runs[i-1].to = min(c.runs[i-1].to, c.runs[i].from)
	}
	if w.raw {
		w.guessPage(c)
	}
	return c
}

// pageNumbers lists the pages of a table that are there, each once.
func (w *fib) pageNumbers(table int) (list []int) {
	b := w.part(table)
	count := (len(b) - 4) / 8
	seen := make(map[int]bool)
	for i := range max(count, 0) {
		n := int(ole.U32(b, 4*(count+1)+4*i) & 0x3FFFFF)
		if (n+1)*fkpSize <= len(w.main) && !seen[n] {
			seen[n] = true
			list = append(list, n)
		}
	}
	return list
}

// readPage reads one page; read takes the codes of one stretch.
func (c *changes) readPage(page []byte, read func(*format, []byte)) {
	count := int(page[fkpSize-1])
	if 5*count+4 > fkpSize-1 {
		return
	}
	for i := range count {
		r := run{from: int(ole.U32(page, 4*i)), to: int(ole.U32(page, 4*i+4))}
		if at := 2 * int(page[4*(count+1)+i]); at != 0 {
			read(&r.format, page[at+1:min(at+1+int(page[at]), fkpSize)])
		}
		if r.from < r.to && r.format != (format{}) {
			c.runs = append(c.runs, r)
		}
	}
}

// operands are the lengths of what follows a code, by its top three bits; 0
// stands for a length byte. [MS-DOC] §2.2.5.1
var operands = [8]int{1, 1, 2, 4, 2, 2, 0, 3}

// read takes from a list of codes those that matter. [MS-DOC] §2.6.1
func (f *format) read(b []byte) {
	for len(b) >= 3 {
		code := ole.U16(b, 0)
		n := operands[code>>13]
		if n == 0 {
			n = 1 + int(b[2])
		}
		if 2+n > len(b) {
			return
		}
		v := b[2 : 2+n]
		b = b[2+n:]
		switch code {
		case 0x0800: // sprmCFRMarkDel
			f.flag(deleted, v[0])
		case 0x0801: // sprmCFRMarkIns
			f.flag(inserted, v[0])
		case 0x083C: // sprmCFVanish
			f.flag(hidden, v[0])
		case 0x0856, 0x080A: // sprmCFObj, sprmCFOle2
			f.flag(object, v[0])
		case 0x4804:
			f.author = int(ole.U16(v, 0))
		case 0x6805:
			f.at = ole.U32(v, 0)
		case 0x4863:
			f.authorDel = int(ole.U16(v, 0))
		case 0x6864:
			f.atDel = ole.U32(v, 0)
		}
	}
}

// flag sets or clears one of the flags.
func (f *format) flag(bit, value uint8) {
	f.flags &^= bit
	if value == 1 || value == 0x81 {
		f.flags |= bit
	}
}

// apply lays the formatting over a piece that was just appended to t.
func (c *changes) apply(t *text, p piece, modifiers [][]byte) {
	w := p.width()
	end := p.fc + (p.end-p.cp)*w
	first := sort.Search(len(c.runs), func(i int) bool { return c.runs[i].to > p.fc })
	for _, r := range c.runs[first:] {
		if r.from >= end {
			break
		}
		from, to := p.cp+(max(r.from, p.fc)-p.fc)/w, p.cp+(min(r.to, end)-p.fc)/w
		c.mark(t, from, to, r.format)
	}
	if n := int(p.prm >> 1); p.prm&1 == 1 && n < len(modifiers) { // a fast save changed the formatting of the whole piece
		var f format
		if f.read(modifiers[n]); f.flags != 0 {
			c.mark(t, p.cp, p.end, f)
		}
	}
}

// mark notes a format for characters from cp to end.
func (c *changes) mark(t *text, cp, end int, f format) {
	for i := cp; i < end; i++ {
		t.flags[i] |= f.flags
		if f.page != 0 && t.pages != nil {
			t.pages[i] = uint16(f.page)
		}
	}
	add := func(del bool, author int, at uint32) {
		if n := len(c.list); n > 0 {
			if last := &c.list[n-1]; last.end == cp && last.deleted == del && last.author == author && last.at == at {
				last.end = end
				return
			}
		}
		c.list = append(c.list, change{cp, end, del, author, at})
	}
	if f.flags&inserted != 0 {
		add(false, f.author, f.at)
	}
	if f.flags&deleted != 0 {
		add(true, f.authorDel, f.atDel)
	}
}
