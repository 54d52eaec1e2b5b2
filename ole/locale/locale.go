// Package locale turns the code pages and language numbers of Windows into
// text and BCP 47 tags ([MS-UCODEREF], [MS-LCID]). A code page that a file
// states may be wrong: then the text is legible only in part, and nothing
// here can tell.
package locale

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// The code pages that are not bytes of one character each.
const (
	UTF16   = 1200
	UTF8    = 65001
	Western = 1252
)

// lcids lists language number (hexadecimal), tag and ANSI code page.
//
//go:embed lcid.tsv
var lcids string

type language struct {
	tag  string
	page int
}

var languages = sync.OnceValue(func() map[int]language {
	table := map[int]language{}
	for line := range strings.Lines(lcids) {
		cell := strings.Fields(line)
		if len(cell) != 3 {
			continue // the heading
		}
		id, errID := strconv.ParseInt(cell[0], 16, 32)
		page, errPage := strconv.Atoi(cell[2])
		if errID == nil && errPage == nil {
			table[int(id)] = language{cell[1], page}
		}
	}
	return table
})

// Language is the BCP 47 tag of a language number; empty for those that are
// none (0, 0x400 "no proofing") or unknown.
func Language(lcid int) string { return languages()[lcid&0xFFFF].tag }

// CodePage is the ANSI code page of a language; 1252 where it is unknown.
func CodePage(lcid int) int {
	if l, known := languages()[lcid&0xFFFF]; known {
		return l.page
	}
	return Western
}

// pages are the encodings of code pages by number.
var pages = map[int]encoding.Encoding{
	437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 855: charmap.CodePage855,
	858: charmap.CodePage858, 860: charmap.CodePage860, 862: charmap.CodePage862, 863: charmap.CodePage863,
	865: charmap.CodePage865, 866: charmap.CodePage866, 874: charmap.Windows874,
	932: japanese.ShiftJIS, 936: simplifiedchinese.GBK, 949: korean.EUCKR, 950: traditionalchinese.Big5,
	1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253,
	1254: charmap.Windows1254, 1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257,
	1258: charmap.Windows1258, 10000: charmap.Macintosh, 10001: japanese.ShiftJIS, 10007: charmap.MacintoshCyrillic,
	20866: charmap.KOI8R, 21866: charmap.KOI8U, 28591: charmap.ISO8859_1, 28592: charmap.ISO8859_2,
	28595: charmap.ISO8859_5, 28597: charmap.ISO8859_7, 28605: charmap.ISO8859_15, 51932: japanese.EUCJP,
	51949: korean.EUCKR, 54936: simplifiedchinese.GB18030,
}

// Text decodes raw from a code page. Known is false where the page is not
// known here: then raw is read as 1252.
func Text(page int, raw []byte) (text string, known bool) {
	switch page {
	case UTF16:
		return UTF16Text(raw), true
	case UTF8:
		return strings.ToValidUTF8(string(raw), "\uFFFD"), true
	}
	if ascii(raw) {
		return string(raw), true
	}
	enc, known := pages[page]
	if !known {
		enc = charmap.Windows1252
	}
	out, err := enc.NewDecoder().Bytes(raw)
	if err != nil { // decoders put U+FFFD for what is invalid; an error is out of the ordinary
		return strings.ToValidUTF8(string(raw), "\uFFFD"), false
	}
	return string(out), known
}

// UTF16Text decodes little-endian UTF-16; a last odd byte is left out.
func UTF16Text(raw []byte) string {
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i]) | uint16(raw[2*i+1])<<8
	}
	return string(utf16.Decode(units))
}

func ascii(raw []byte) bool {
	for _, b := range raw {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
