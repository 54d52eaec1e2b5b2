package word

import (
	"bytes"

	"assay/ole"
	"assay/ole/locale"
)

const macRoman = 10000

// charsets are the code pages of fonts for other scripts. [MS-DOC] §2.9.72
var charsets = map[byte]int{128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250}

// oldPage chooses the code page of a document before Word 97: that of the
// Macintosh where it says so, else of its language. Where that is a Western one
// and a quarter of the letters are none of ASCII, the first font for another
// script decides: a guess, as fonts can change within the text.
func (w *fib) oldPage() int {
	if w.main[0x13]&1 != 0 || ole.U16(w.main, 0x14) == 256 {
		return macRoman
	}
	page := locale.CodePage(w.lid)
	if page != locale.Western {
		return page
	}
	from, to := int64(ole.U32(w.main, 0x18)), int64(ole.U32(w.main, 0x1C))
	if from > to || to > int64(len(w.main)) {
		return page
	}
	ascii, high := 0, 0
	for _, c := range w.main[from:to] {
		switch {
		case c >= 0xC0:
			high++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			ascii++
		}
	}
	if high*3 < ascii || high == 0 {
		return page
	}
	return w.fontPage(page)
}

// fontPage is the code page of the first font that has a script of its own.
func (w *fib) fontPage(page int) int {
	b := w.part(fonts)
	if len(b) < 2 {
		return page
	}
	for b = b[2:]; len(b) > 6; b = b[min(1+int(b[0]), len(b)):] {
		if other, known := charsets[b[4]]; known {
			return other
		}
		name, _, _ := bytes.Cut(b[6:max(6, min(len(b), 1+int(b[0])))], []byte{0})
		if bytes.HasSuffix(name, []byte(" Cyr")) {
			return 1251
		}
	}
	return page
}
