package word

import (
	"bytes"

	"assay/ole"
)

// oldOperands are the lengths of what follows the codes of character
// formatting in Word 6 and 95, from code 65 on: 'v' stands for a length byte,
// '-' for a code that is not known. The codes came before [MS-DOC]; they are
// those of Word 6 as Microsoft published them in 1994.
const oldOperands = "111v2412" + "3v1-1--" + "2vv0-111" + "11111213" + "2211111v" + "1vv2v22-" + "-----11"

// readOldPages reads the pages of character formatting of Word 6 and 95: which
// words are hidden, inserted or deleted, and the font, which says how bytes
// are to be read.
func (w *fib) readOldPages(c *changes) {
	b := w.part(bteChpx)
	count := (len(b) - 4) / 6
	fonts := w.fontPages()
	for i := range max(count, 0) {
		n := int(ole.U16(b, 4*(count+1)+2*i))
		if (n+1)*fkpSize > len(w.main) || len(c.pages) > 0 && c.pages[len(c.pages)-1] >= n {
			continue // not there, or not in order: read before
		}
		c.pages = append(c.pages, n)
		c.readPage(w.main[n*fkpSize:(n+1)*fkpSize], func(f *format, b []byte) { f.readOld(b, fonts) })
	}
}

// readOld takes from a list of codes those that matter.
func (f *format) readOld(b []byte, fonts []int) {
	for len(b) >= 2 {
		code := int(b[0])
		if code < 65 || code >= 65+len(oldOperands) {
			return
		}
		n := int(oldOperands[code-65]) - '0'
		switch oldOperands[code-65] {
		case '-':
			return
		case 'v':
			n = 1 + int(b[1])
		}
		if 1+n > len(b) {
			return
		}
		v := b[1 : 1+n]
		b = b[1+n:]
		switch code {
		case 65:
			f.flag(deleted, v[0])
		case 66:
			f.flag(inserted, v[0])
		case 92:
			f.flag(hidden, v[0])
		case 69:
			f.author, f.authorDel = int(ole.U16(v, 0)), int(ole.U16(v, 0))
		case 70:
			f.at, f.atDel = ole.U32(v, 0), ole.U32(v, 0)
		case 93:
			if font := int(ole.U16(v, 0)); font < len(fonts) {
				f.page = fonts[font]
			}
		}
	}
}

// fontPages are the code pages of the fonts of Word 6 and 95, in their order;
// 0 for those without a script of their own.
func (w *fib) fontPages() (list []int) {
	b := w.part(fonts)
	if len(b) < 2 {
		return nil
	}
	for b = b[2:]; len(b) > 6; b = b[min(1+int(b[0]), len(b)):] {
		page := charsets[b[4]]
		name, _, _ := bytes.Cut(b[6:max(6, min(len(b), 1+int(b[0])))], []byte{0})
		switch {
		case page != 0:
		case bytes.HasSuffix(name, []byte(" Cyr")):
			page = 1251
		case bytes.HasSuffix(name, []byte(" CE")):
			page = 1250
		}
		list = append(list, page)
	}
	return list
}
