package rtf

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"assay/ole/locale"
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

// decode turns bytes of a code page into text. Bytes of symbol fonts become
// code points of private use, as Word shows them.
func decode(b []byte, page int) string {
	if page == symbolPage {
		var out strings.Builder
		for _, c := range b {
			out.WriteRune(0xF000 + rune(c))
		}
		return out.String()
	}
	text, _ := locale.Text(page, b) // Windows-1252 where the page is not known
	return text
}
