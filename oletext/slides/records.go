package slides

import (
	"assay/ole"
	"assay/ole/locale"
)

// Record types. [MS-PPT] §2.13.24
const (
	tDocument    = 0x03E8
	tSlide       = 0x03EE
	tNotes       = 0x03F0
	tPersist     = 0x03F3 // a slide in a list
	tList        = 0x0FF0 // of slides, masters or notes
	tHeader      = 0x0F9F // says what sort of text follows
	tChars       = 0x0FA0
	tBytes       = 0x0FA8
	tCString     = 0x0FBA
	tOutline     = 0x0F9E // text that stands in the list
	tHeaders     = 0x0FD9 // headers and footers
	tComment     = 0x2EE0
	tCommentAtom = 0x2EE1
	tEdit        = 0x0FF5 // a save
	tDirectory   = 0x1772 // offsets of what was saved
	tTextbox     = 0xF00D
	tObject      = 0x1011 // an embedded file
	tCrypt       = 0x2F14
	tSlideAtom   = 0x03EF
	tNotesAtom   = 0x03F1
)

const maxDepth = 32

// record is one record: a container where version is 15. [MS-PPT] §2.3.1
type record struct {
	kind     uint16
	version  int
	instance int
	body     []byte
	offset   int // of its head in the stream
}

func (r record) container() bool { return r.version == 15 }

// at reads the record at an offset of b; ok is false where none is there.
func at(b []byte, offset int) (r record, after int, ok bool) {
	if offset < 0 || offset+8 > len(b) {
		return r, offset, false
	}
	flags := ole.U16(b, offset)
	size := min(int64(ole.U32(b, offset+4)), int64(len(b)-offset-8))
	after = offset + 8 + int(size)
	return record{ole.U16(b, offset+2), int(flags & 15), int(flags >> 4), b[offset+8 : after], offset}, after, true
}

// walk calls do for every record in b and below; where do gives false, what is
// below that record is left out. It says whether records were left out as they
// lie deeper than maxDepth.
func walk(b []byte, depth int, do func(record) bool) (deep bool) {
	for offset := 0; ; {
		r, after, ok := at(b, offset)
		if !ok {
			return deep
		}
		if do(r) && r.container() {
			deep = depth >= maxDepth || walk(r.body, depth+1, do) || deep
		}
		offset = after
	}
}

// text decodes a record of text; ok is false for others.
func (r record) text() (string, bool) {
	switch r.kind {
	case tChars, tCString:
		return locale.UTF16Text(r.body), true
	case tBytes: // the lower bytes of UTF-16
		runes := make([]rune, len(r.body))
		for i, c := range r.body {
			runes[i] = rune(c)
		}
		return string(runes), true
	}
	return "", false
}
