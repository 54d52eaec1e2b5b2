package word

import (
	"assay/ole"
	"assay/ole/locale"
)

const macRoman = 10000

// charsets are the code pages of fonts for other scripts. [MS-DOC] §2.9.72
var charsets = map[byte]int{128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250}

// oldPage is the code page of a document before Word 97: that of the Macintosh
// where it says so, else of its language.
func (w *fib) oldPage() int {
	if w.main[0x13]&1 != 0 || ole.U16(w.main, 0x14) == 256 {
		return macRoman
	}
	return locale.CodePage(w.lid)
}

// guessPage reconsiders a Western code page where a quarter of the letters whose
// formatting names no font are none of ASCII: then the first font for another
// script decides. A guess, as styles can name several fonts.
func (w *fib) guessPage(c *changes) {
	from, to := int64(ole.U32(w.main, 0x18)), int64(ole.U32(w.main, 0x1C))
	if w.page != locale.Western || from > to || to > int64(len(w.main)) {
		return
	}
	ascii, high := 0, 0
	runs := c.runs
	for i := int(from); i < int(to); i++ {
		for len(runs) > 0 && (runs[0].to <= i || runs[0].page == 0) {
			runs = runs[1:]
		}
		if len(runs) > 0 && runs[0].from <= i {
			continue
		}
		switch b := w.main[i]; {
		case b >= 0xC0:
			high++
		case b|0x20 >= 'a' && b|0x20 <= 'z':
			ascii++
		}
	}
	if high > 0 && high*3 >= ascii {
		w.page = w.fontPage(w.page)
	}
}

// fontPage is the code page of the first font that has a script of its own.
func (w *fib) fontPage(page int) int {
	for _, other := range w.fontPages() {
		if other != 0 {
			return other
		}
	}
	return page
}
