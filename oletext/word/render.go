package word

import (
	"cmp"
	"strings"
	"unicode/utf16"

	"assay/ole/locale"
)

// Characters with a meaning of their own. [MS-DOC] §2.4.1
const (
	cellMark   = 0x07
	lineBreak  = 0x0B
	pageBreak  = 0x0C
	paragraph  = 0x0D
	columnEnd  = 0x0E
	fieldBegin = 0x13
	fieldSep   = 0x14
	fieldEnd   = 0x15
	hardHyphen = 0x1E
	softHyphen = 0x1F
)

// renderer writes characters as people read them: results of fields and not
// their codes, cells with a tab between them.
type renderer struct {
	out   strings.Builder
	old   bool // characters are bytes
	page  int
	raw   []byte   // bytes of old text that wait to be decoded
	wait  []uint16 // UTF-16 that does
	stack []bool   // open fields: true while their code is being read
	code  [][]byte
	codes []string // of fields that ended
	cells int      // cell marks since the last other character
}

const maxFieldDepth = 64

// render writes the characters of t from cp to end that keep allows.
func (w *fib) render(t *text, cp, end int, keep func(flags uint8) bool) *renderer {
	r := &renderer{old: w.raw, page: w.page}
	for i := max(cp, 0); i < min(end, len(t.units)); i++ {
		if !keep(t.flags[i]) {
			continue
		}
		if w.raw {
			r.usePage(cmp.Or(int(t.pages[i]), w.page))
		}
		r.character(t.units[i])
	}
	r.flush()
	return r
}

// usePage decodes what waits before the code page changes.
func (r *renderer) usePage(page int) {
	if page != r.page {
		r.flush()
		r.page = page
	}
}

func (r *renderer) character(u uint16) {
	if u == cellMark {
		r.flush()
		if r.cells++; r.cells == 2 {
			r.emit("\n")
			r.cells = 0
			return
		}
		r.emit("\t")
		return
	}
	r.cells = 0
	if u >= ' ' {
		if r.old {
			r.raw = append(r.raw, byte(u))
		} else {
			r.wait = append(r.wait, u)
		}
		return
	}
	r.flush()
	r.control(u)
}

func (r *renderer) control(u uint16) {
	switch u {
	case '\t':
		r.emit("\t")
	case lineBreak, pageBreak, paragraph, columnEnd:
		r.emit("\n")
	case hardHyphen:
		r.emit("-")
	case softHyphen, 1, 2, 5, 8: // breaks that are not seen, pictures, marks of notes
	case fieldBegin:
		if len(r.stack) < maxFieldDepth {
			r.stack, r.code = append(r.stack, true), append(r.code, nil)
		}
	case fieldSep:
		if n := len(r.stack); n > 0 {
			r.stack[n-1] = false
		}
	case fieldEnd:
		if n := len(r.stack); n > 0 {
			if code := strings.TrimSpace(string(r.code[n-1])); code != "" {
				r.codes = append(r.codes, code)
			}
			r.stack, r.code = r.stack[:n-1], r.code[:n-1]
		}
	}
}

// flush decodes what waits.
func (r *renderer) flush() {
	if len(r.raw) > 0 {
		text, _ := locale.Text(r.page, r.raw)
		r.emit(text)
		r.raw = r.raw[:0]
	}
	if len(r.wait) > 0 {
		for i, u := range r.wait {
			if u >= 0xF020 && u <= 0xF0FF { // a symbol font's character
				r.wait[i] = u - 0xF000
			}
		}
		r.emit(string(utf16.Decode(r.wait)))
		r.wait = r.wait[:0]
	}
}

// emit writes to the text, or to the code of the field that it stands in.
func (r *renderer) emit(text string) {
	for i := len(r.stack) - 1; i >= 0; i-- {
		if r.stack[i] {
			r.code[i] = append(r.code[i], text...)
			return
		}
	}
	r.out.WriteString(text)
}
