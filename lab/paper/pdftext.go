package paper

import (
	"bytes"
	"regexp"
	"strconv"

	"golang.org/x/text/encoding/charmap"
)

// shown is one string that a page shows.
type shown struct {
	content  int // number of the stream
	from, to int // its bytes, brackets included
	text     string
}

var (
	pageType      = regexp.MustCompile(`/Type ?/Page\b`)
	contentsEntry = regexp.MustCompile(`/Contents ?(?:\[ ?)?([0-9]{1,7}) [0-9]+ R`)
	fontChosen    = regexp.MustCompile(`/([A-Za-z0-9_]+) ([0-9.]+) Tf`)
)

// pages lists the objects of pages that have a stream of content.
func (f *pdfFile) pages() (list []*pdfObject) {
	for i := range f.objects {
		if o := &f.objects[i]; !o.isStream && pageType.Match(o.body) && f.contents(o) != nil {
			list = append(list, o)
		}
	}
	return list
}

// contents is the first stream of a page.
func (f *pdfFile) contents(page *pdfObject) *pdfObject {
	m := contentsEntry.FindSubmatch(page.body)
	if m == nil {
		return nil
	}
	n, _ := strconv.Atoi(string(m[1]))
	if o := f.object(n); o != nil && o.isStream {
		return o
	}
	return nil
}

// strings lists what the pages show, where a font is in WinAnsiEncoding.
func (f *pdfFile) strings() (list []shown) {
	if !f.winAnsi() {
		return nil
	}
	for _, page := range f.pages() {
		o := f.contents(page)
		if data, ok := o.inflate(); ok {
			list = append(list, stringsIn(o.number, data)...)
		}
	}
	return list
}

func (f *pdfFile) winAnsi() bool {
	for i := range f.objects {
		if bytes.Contains(f.objects[i].body, []byte("/WinAnsiEncoding")) {
			return true
		}
	}
	return false
}

// stringsIn lists the literal strings of a content stream: §7.3.4.2.
func stringsIn(number int, data []byte) (list []shown) {
	for at := 0; at < len(data); at++ {
		if data[at] != '(' {
			continue
		}
		raw, end := literal(data, at)
		list = append(list, shown{number, at, end, fromWinAnsi(raw)})
		at = end - 1
	}
	return list
}

// literal reads the string that begins at from; end is behind it.
func literal(data []byte, from int) (raw []byte, end int) {
	depth := 0
	for at := from; at < len(data); at++ {
		c := data[at]
		switch {
		case c == '\\' && at+1 < len(data):
			at++
			if n := octal(data[at:]); n > 0 {
				v, _ := strconv.ParseUint(string(data[at:at+n]), 8, 16)
				raw = append(raw, byte(v))
				at += n - 1
				continue
			}
			raw = append(raw, unescaped(data[at]))
			continue
		case c == '(':
			if depth++; depth == 1 {
				continue
			}
		case c == ')':
			if depth--; depth == 0 {
				return raw, at + 1
			}
		}
		raw = append(raw, c)
	}
	return raw, len(data)
}

func octal(b []byte) (n int) {
	for n < len(b) && n < 3 && b[n] >= '0' && b[n] <= '7' {
		n++
	}
	return n
}

func unescaped(c byte) byte {
	switch c {
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}

func fromWinAnsi(b []byte) string {
	s := make([]rune, len(b))
	for i, c := range b {
		s[i] = charmap.Windows1252.DecodeByte(c)
	}
	return string(s)
}
