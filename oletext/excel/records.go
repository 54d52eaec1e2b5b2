package excel

import (
	"assay/ole"
	"assay/ole/locale"
)

// record is one record of a workbook with those that continue it.
// [MS-XLS] §2.1.4
type record struct {
	kind   uint16
	offset int
	parts  [][]byte // its own bytes, then those of each CONTINUE
}

func (r record) body() []byte { return r.parts[0] }

// Record types. [MS-XLS] §2.3
const (
	rBOF         = 0x809
	rEOF         = 0x0A
	rContinue    = 0x3C
	rSheet       = 0x85
	rSST         = 0xFC
	rLabelSST    = 0xFD
	rLabel       = 0x204
	rRString     = 0xD6
	rNumber      = 0x203
	rRK          = 0x27E
	rMulRK       = 0xBD
	rFormula     = 0x06
	rString      = 0x207
	rBool        = 0x205
	rNote        = 0x1C
	rObj         = 0x5D
	rTXO         = 0x1B6
	rXF          = 0xE0
	rFormat      = 0x41E
	rDateMode    = 0x22
	rCodePage    = 0x42
	rFilePass    = 0x2F
	rWriteAccess = 0x5C
	rFileSharing = 0x5B
	rHeader      = 0x14
	rFooter      = 0x15
	rSupBook     = 0x1AE
	rExternSheet = 0x17
	rDConRef     = 0x51
	rHLink       = 0x1B8
	rPrinter     = 0x4D
	rDrawings    = 0xEB
	rSeriesText  = 0x100D
	rRow         = 0x208
	rColInfo     = 0x7D
	rCountry     = 0x8C
	rPivotString = 0xCD
)

// next reads the record at an offset with those that continue it, and says
// where the following one begins; ok is false at the end of what is there.
func next(b []byte, at int) (r record, after int, ok bool) {
	if at+4 > len(b) {
		return r, at, false
	}
	r = record{kind: ole.U16(b, at), offset: at}
	for {
		size := int(ole.U16(b, at+2))
		if at+4+size > len(b) {
			r.parts = append(r.parts, b[at+4:])
			return r, len(b), true
		}
		r.parts = append(r.parts, b[at+4:at+4+size])
		at += 4 + size
		if ole.U16(b, at) != rContinue || at+4 > len(b) {
			return r, at, true
		}
	}
}

// characters decodes count characters: UTF-16 or bytes, as BIFF8's flag says.
// Fewer are given where fewer are there. [MS-XLS] §2.5.293
func characters(b []byte, count int, wide bool) string {
	if wide {
		return locale.UTF16Text(b[:min(2*count, len(b))&^1])
	}
	return latin(b[:min(count, len(b))])
}

// latin decodes the lower bytes of UTF-16 characters.
func latin(b []byte) string {
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	return string(runes)
}

// text reads a string at the start of b: its length of lengthSize bytes, and
// in BIFF8 a flag.
func (w *workbook) text(b []byte, lengthSize int) string {
	if len(b) < lengthSize+1 {
		return ""
	}
	count := int(b[0])
	if lengthSize == 2 {
		count = int(ole.U16(b, 0))
	}
	if b = b[lengthSize:]; w.biff8 {
		return characters(b[1:], count, b[0]&1 == 1)
	}
	text, _ := locale.Text(w.page, b[:min(count, len(b))])
	return text
}
