package rtf

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

//go:embed charsets.tsv
var charsetTable string

// pageOfCharset is the code page of a font's character set (RTF 1.9.1, "Font
// Table", \fcharset).
var pageOfCharset = sync.OnceValue(func() map[int]int {
	m := map[int]int{}
	for line := range strings.Lines(charsetTable) {
		charset, page, _ := strings.Cut(strings.TrimSpace(line), "\t")
		c, err1 := strconv.Atoi(charset)
		p, err2 := strconv.Atoi(page)
		if err1 != nil || err2 != nil {
			panic("charsets.tsv: " + line) // it is part of the programme
		}
		m[c] = p
	}
	return m
})

// symbolSet is the character set of fonts whose bytes mean pictures.
const symbolSet = 2

// symbolPage is a made-up code page for it.
const symbolPage = -1

// encodingOf is the encoding of a Windows code page; Windows-1252 where it is
// not known.
func encodingOf(page int) encoding.Encoding {
	switch page {
	case 437:
		return charmap.CodePage437
	case 850:
		return charmap.CodePage850
	case 852:
		return charmap.CodePage852
	case 855:
		return charmap.CodePage855
	case 866:
		return charmap.CodePage866
	case 874:
		return charmap.Windows874
	case 932:
		return japanese.ShiftJIS
	case 936:
		return simplifiedchinese.GBK
	case 949:
		return korean.EUCKR
	case 950:
		return traditionalchinese.Big5
	case 1250:
		return charmap.Windows1250
	case 1251:
		return charmap.Windows1251
	case 1253:
		return charmap.Windows1253
	case 1254:
		return charmap.Windows1254
	case 1255:
		return charmap.Windows1255
	case 1256:
		return charmap.Windows1256
	case 1257:
		return charmap.Windows1257
	case 1258:
		return charmap.Windows1258
	case 10000:
		return charmap.Macintosh
	case 10007:
		return charmap.MacintoshCyrillic
	case 28592:
		return charmap.ISO8859_2
	case 54936:
		return simplifiedchinese.GB18030
	case 65001:
		return unicode.UTF8
	}
	return charmap.Windows1252
}

// decode turns bytes of a code page into text. Bytes of symbol fonts become
// code points of private use, as Word shows them.
func decode(b []byte, page int) string {
	if ascii(b) && page != symbolPage {
		return string(b)
	}
	if page == symbolPage {
		var out strings.Builder
		for _, c := range b {
			out.WriteRune(0xF000 + rune(c))
		}
		return out.String()
	}
	text, err := encodingOf(page).NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(text)
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}
