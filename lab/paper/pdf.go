package paper

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/zlib"
)

// pdf writes a document as the named maker does: ISO 32000-1.
func pdf(p *Paper) []byte {
	habit := pdfHabits[p.Software.Family]
	f := &pdfFile{version: p.Software.FileVersion, layout: habit.layout, eol: habit.eol, mark: habit.mark}
	catalog, pages := f.add(""), f.add("")
	font := p.pdfFont(f, habit)
	var kids strings.Builder
	sheets := p.pdfPages(habit)
	for _, content := range sheets {
		n := f.addStream("<</Filter/FlateDecode>>", zlibbed(content))
		page := f.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/Resources<</Font<</F1 %d 0 R>>/ProcSet[/PDF/Text]>>/MediaBox[0 0 595.32 841.92]/Contents %d 0 R>>", pages, font, n))
		fmt.Fprintf(&kids, "%d 0 R ", page)
	}
	f.object(pages).body = fmt.Appendf(nil, "<</Type/Pages/Count %d/Kids[%s]>>", len(sheets), strings.TrimSpace(kids.String()))
	more := ""
	if habit.language {
		more += fmt.Sprintf("/Lang(%s)", p.Lang)
	}
	p.identify(f, habit)
	facts := p.pdfFacts(habit)
	if habit.xmp != nil {
		more += fmt.Sprintf("/Metadata %d 0 R", f.addStream("<</Type/Metadata/Subtype/XML>>", habit.xmp(facts)))
	}
	f.info = f.add(facts.info(habit))
	f.root = catalog
	f.object(catalog).body = fmt.Appendf(nil, "<</Type/Catalog/Pages %d 0 R%s>>", pages, more)
	return f.bytes()
}

// pdfHabit is what one maker of PDFs does that others do not.
type pdfHabit struct {
	layout   pdfLayout
	eol      string
	mark     string // the comment behind the header
	language bool   // the catalogue names one
	font     string // of the text
	tag      func(p *Paper) string
	array    bool // strings stand in arrays, for kerning
	hex      bool // texts of the dictionary are in hexadecimal digits
	zulu     bool // times are in UTC
	unedited bool // no ModDate
	resaved  bool // versions are the same file saved again; elsewhere each is exported anew
	title    bool // the title of the document is handed on
	xmp      func(pdfFacts) []byte
}

func fixedTag(s string) func(*Paper) string { return func(*Paper) string { return s } }

// drawnTag is six capital letters: ISO 32000-1 §9.6.4.
func drawnTag(p *Paper) string {
	r, b := p.draw("tag", p.Revision), make([]byte, 6)
	for i := range b {
		b[i] = 'A' + byte(r.IntN(26))
	}
	return string(b)
}

// adobeMark is what Adobe's programmes write behind the header, and others too.
const adobeMark = "\xe2\xe3\xcf\xd3"

var pdfHabits = map[string]pdfHabit{
	"word":        {layout: hybrid, eol: "\r\n", mark: "\xb5\xb5\xb5\xb5", language: true, font: "Calibri", tag: fixedTag("BCDEEE"), array: true, title: true},
	"word-xmp":    {layout: hybrid, eol: "\r\n", mark: "\xb5\xb5\xb5\xb5", language: true, font: "Calibri", tag: fixedTag("BCDEEE"), array: true, title: true, xmp: wordXMP},
	"acrobat":     {layout: streamed, eol: "\r\n", mark: adobeMark, font: "Calibri", tag: drawnTag, array: true, resaved: true, title: true, xmp: adobeXMP},
	"libreoffice": {layout: classic, eol: "\n", mark: "\xc3\xa4\xc3\xbc\xc3\xb6\xc3\x9f", language: true, font: "LiberationSerif", tag: fixedTag("BAAAAA"), hex: true, unedited: true},
	"quartz":      {layout: classic, eol: "\n", mark: "\xc4\xe5\xf2\xe5\xeb\xa7\xf3\xa0\xd0\xc4\xc6", font: "Calibri", tag: drawnTag, zulu: true, title: true},
	"ghostscript": {layout: classic, eol: "\n", mark: "\xc7\xec\x8f\xa2", font: "TimesNewRomanPSMT", tag: drawnTag, title: true, xmp: ghostscriptXMP},
}

// identify gives the file its identifiers: §14.4.
func (p *Paper) identify(f *pdfFile, habit pdfHabit) {
	first := p.draw("file id", p.Revision)
	if habit.resaved {
		first = p.draw("file id", 0)
	}
	id := fmt.Sprintf("%016X%016X", first.Uint64(), first.Uint64())
	f.id = [2]string{id, id}
	if habit.resaved && p.Revision > 1 {
		second := p.draw("file id now", p.Revision)
		f.id[1] = fmt.Sprintf("%016X%016X", second.Uint64(), second.Uint64())
	}
	if p.Software.Family == "libreoffice" {
		r := p.draw("checksum", p.Revision)
		f.extra = fmt.Sprintf("/DocChecksum/%016X%016X", r.Uint64(), r.Uint64())
	}
}

const (
	lineWidth    = 88 // letters
	linesOfPage  = 46
	pdfFontSize  = 11
	pdfTitleSize = 18
)

// pdfPages are the content streams of the pages: §9.4.
func (p *Paper) pdfPages(habit pdfHabit) (pages [][]byte) {
	var b bytes.Buffer
	lines := 0
	show := func(text string, size, x int) {
		text = pdfString(text)
		if habit.array {
			text = "[" + text + "]TJ"
		} else {
			text += "Tj"
		}
		fmt.Fprintf(&b, "BT\n/F1 %d Tf\n1 0 0 1 %d %d Tm\n%s\nET\n", size, x, 780-15*lines, text)
	}
	end := func() {
		if lines++; lines >= linesOfPage {
			pages, lines = append(pages, bytes.Clone(b.Bytes())), 0
			b.Reset()
		}
	}
	if p.Title != "" {
		show(p.Title, pdfTitleSize, 70)
		lines++
		end()
	}
	for _, s := range p.Paragraphs {
		for _, line := range wrap(s, lineWidth) {
			show(line, pdfFontSize, 70)
			end()
		}
		if lines > 0 {
			end()
		}
	}
	for _, row := range p.Table {
		for i, cell := range row {
			show(cell, pdfFontSize, 70+i*460/max(1, len(row)))
		}
		end()
	}
	if b.Len() > 0 || len(pages) == 0 {
		pages = append(pages, b.Bytes())
	}
	return pages
}

// wrap breaks a paragraph into lines.
func wrap(s string, width int) (lines []string) {
	for _, part := range strings.Split(s, "\n") {
		line := ""
		for _, word := range strings.Fields(part) {
			if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
				lines, line = append(lines, line), ""
			}
			if line != "" {
				line += " "
			}
			line += word
		}
		lines = append(lines, line)
	}
	return lines
}

var zlibs = sync.Pool{New: func() any {
	w, err := zlib.NewWriterLevel(nil, 3)
	if err != nil {
		panic(err) // the level is out of range: it is not
	}
	return w
}}

func zlibbed(data []byte) []byte {
	var out bytes.Buffer
	w := zlibs.Get().(*zlib.Writer)
	w.Reset(&out)
	w.Write(data)
	w.Close()
	zlibs.Put(w)
	return out.Bytes()
}

// pdfTime is a date: §7.9.4.
func pdfTime(t time.Time, zulu bool) string {
	if zulu {
		return t.UTC().Format("D:20060102150405") + "Z00'00'"
	}
	return t.Format("D:20060102150405-07'00'")
}
