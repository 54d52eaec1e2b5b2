package word

import (
	"errors"
	"fmt"

	"assay/ole"
	"assay/ole/locale"
)

// Numbers of the tables that the FIB points to. [MS-DOC] §2.5.6
const (
	andRef     = 4  // annotations: references
	andText    = 5  // annotations: text
	bteChpx    = 12 // pages of character formatting
	btePapx    = 13 // pages of paragraph formatting
	printer    = 27 // printer, port, driver
	dop        = 31 // document properties
	assoc      = 32 // strings of the document
	clx        = 33 // piece table
	atnOwners  = 36 // authors of annotations
	dggInfo    = 50 // drawings
	rmark      = 51 // authors of revisions
	savedBy    = 71 // the last ten who saved, and where
	atrdExtra  = 112
	rsids      = 113
	word97     = 0xC1
	wordMagic  = 0xA5EC
	word6Magic = 0xA5DC
	asiaMagic  = 0xA697 // Word 6 and 95 for East Asia, to 0xA699
	fonts      = 15
)

// fib is the file information block: what stands where. [MS-DOC] §2.5
type fib struct {
	main, table []byte
	version     int  // nFib
	old         bool // Word 6 or 95: one stream, bytes instead of UTF-16
	raw         bool // its text is bytes of page, else UTF-16 or code page 1252 piece by piece
	flags       uint16
	lid         int
	page        int // code page of byte text
	counts      [8]int
	pairs       int // offset of the first (offset, length) pair
	npairs      int
	end         int // of the block
}

// The texts of a document, in the order of its character positions. [MS-DOC] §2.3
const (
	mainText = iota
	footnotes
	headers
	macros
	annotations
	endnotes
	textboxes
	headerTextboxes
)

func readFIB(f *ole.File, storage string) (*fib, error) {
	main := f.Stream(storage + "WordDocument")
	if len(main) < 0x60 {
		return nil, fmt.Errorf("the WordDocument stream has %d bytes", len(main))
	}
	w := &fib{main: main, version: int(ole.U16(main, 2)), flags: ole.U16(main, 10), lid: int(ole.U16(main, 6))}
	switch magic := ole.U16(main, 0); {
	case magic == word6Magic || magic >= asiaMagic && magic <= asiaMagic+2 || magic == wordMagic && w.version < word97:
		w.old = true
		w.table, w.pairs, w.npairs, w.end = main, 0x58, 38, 0x2AA
		w.readCounts(0x34)
		w.page, w.raw = w.oldPage(), w.flags&0x1000 == 0 // fExtChar: East Asian versions write UTF-16
		return w, nil
	case magic != wordMagic:
		return nil, fmt.Errorf("the WordDocument stream begins with %#04x, which no version of Word 6 to 2003 writes", magic)
	}
	if w.encrypted() { // all but the first part of the block is unreadable
		return w, nil
	}
	name := "0Table"
	if w.flags&0x200 != 0 {
		name = "1Table"
	}
	if w.table = f.Stream(storage + name); w.table == nil {
		return w, fmt.Errorf("the table stream %s is not there", name)
	}
	w.page = locale.Western
	return w, w.readNew()
}

// readNew steps over the counted parts of the block. [MS-DOC] §2.5.1
func (w *fib) readNew() error {
	at := 32
	at += 2 + 2*int(ole.U16(w.main, at))
	longs := at + 2
	at = longs + 4*int(ole.U16(w.main, at))
	w.npairs, w.pairs = int(ole.U16(w.main, at)), at+2
	at = w.pairs + 8*w.npairs
	if w.end = at + 2 + 2*int(ole.U16(w.main, at)); w.end > len(w.main) {
		return errors.New("the file information block is longer than its stream")
	}
	if ole.U16(w.main, at) > 0 {
		if v := int(ole.U16(w.main, at+2)); v > w.version {
			w.version = v
		}
	}
	w.readCounts(longs + 12)
	return nil
}

// readCounts reads the lengths of the texts in characters.
func (w *fib) readCounts(at int) {
	for i := range w.counts {
		if n := int(int32(ole.U32(w.main, at+4*i))); n > 0 {
			w.counts[i] = n
		}
	}
}

// part gives the bytes of table number i; nil where it is absent or lies
// outside its stream.
func (w *fib) part(i int) []byte {
	if i >= w.npairs {
		return nil
	}
	from, length := int64(ole.U32(w.main, w.pairs+8*i)), int64(ole.U32(w.main, w.pairs+8*i+4))
	if length == 0 || from+length > int64(len(w.table)) {
		return nil
	}
	return w.table[from : from+length]
}

func (w *fib) encrypted() bool { return w.flags&0x100 != 0 }
func (w *fib) complex() bool   { return w.flags&0x4 != 0 }
func (w *fib) quickSaves() int { return int(w.flags >> 4 & 0xF) }

// versions name the writers by nFib. [MS-DOC] §2.5.15
var versions = map[int]string{
	0x65: "Word 6", 0x67: "Word 95", 0x68: "Word 95", 0x69: "Word 95", 0xC0: "Word 97", 0xC1: "Word 97", 0xC2: "Word 97",
	0xD9: "Word 2000", 0x101: "Word 2002", 0x10C: "Word 2003", 0x112: "Word 2007 or later",
}
