package paper

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// changeOffice alters words of DOCX, XLSX and ODT, then what the care of the
// forger sees to.
func changeOffice(r *rand.Rand, content []byte, f Format, e Edit) (Edited, bool) {
	c, ok := openParcel(content)
	if !ok {
		return Edited{}, false
	}
	before := c.size(f)
	var out Edited
	if e.replaces() {
		if out.Was, out.Now, ok = c.replace(r, f, &e); !ok {
			return Edited{}, false
		}
	}
	if len(e.Insert) > 0 && !c.insert(r, f, e.Insert, e.rsid(f)) {
		return Edited{}, false
	}
	now := c.size(f)
	return c.finish(r, f, e, out, growth{now.words - before.words, now.letters - before.letters, len(e.Insert)})
}

// rsid is the session of the forger, where his programme notes one.
func (e *Edit) rsid(f Format) string {
	if f != DOCX || e.Care == FullCare {
		return ""
	}
	return rsidOf(textSum(e.Hand), int(e.At.Unix()&0xffff))
}

// wordsPart is the part where the words of a format stand.
func wordsPart(f Format) string {
	return map[Format]string{DOCX: "word/document.xml", XLSX: "xl/sharedStrings.xml", ODT: "content.xml"}[f]
}

func (c *parcel) words(f Format) (list []string) {
	xml := c.part(wordsPart(f)).bytes()
	for _, s := range textSpans(xml, f) {
		list = append(list, strings.Fields(string(xml[s.from:s.to]))...)
	}
	return list
}

func textSpans(xml []byte, f Format) []span {
	switch f {
	case DOCX:
		return textsIn(xml, named("w:t"))
	case XLSX:
		return textsIn(xml, named("t"))
	}
	body := max(0, bytes.Index(xml, []byte("<office:body>")))
	var list []span
	for _, s := range textsIn(xml[body:], notMarkup) {
		list = append(list, span{s.from + body, s.to + body})
	}
	return list
}

// replace changes one text; of a workbook, a figure may stand in the sheet.
func (c *parcel) replace(r *rand.Rand, f Format, e *Edit) (was, now string, ok bool) {
	if sheet := c.part("xl/worksheets/sheet1.xml"); f == XLSX && sheet != nil && (e.Kind == Figure || e.Kind == "" || isNumber(e.Replace)) {
		numbers := cellNumbers(sheet.data)
		figure := *e
		figure.Kind = Figure
		if figure.With != "" && !isNumber(figure.With) {
			numbers = nil // a word in a cell of numbers would not open
		}
		if xml, _, choice, ok := changeXML(r, sheet.data, numbers, &figure); ok {
			sheet.data = xml
			return choice.was, choice.now, true
		}
	}
	p := c.part(wordsPart(f))
	xml, at, choice, ok := changeXML(r, p.data, textSpans(p.data, f), e)
	if !ok {
		return "", "", false
	}
	if rsid := e.rsid(f); rsid != "" {
		xml = markRun(xml, at, rsid)
	}
	p.data = xml
	return choice.was, choice.now, true
}

// cellHead is how far before its value a cell begins, at most.
const cellHead = 300

// cellNumbers are the values of cells that state no type: ECMA-376 part 1
// §18.3.1.4.
func cellNumbers(xml []byte) (list []span) {
	for _, s := range textsIn(xml, named("v")) {
		before := xml[max(0, s.from-cellHead):s.from]
		cell := bytes.LastIndex(before, []byte("<c "))
		if cell >= 0 && !bytes.Contains(before[cell:], []byte(` t="`)) {
			list = append(list, s)
		}
	}
	return list
}

// markRun notes the session on the run whose text begins there, as Word does
// where it differs from that of the paragraph.
func markRun(xml []byte, at int, rsid string) []byte {
	run := bytes.LastIndex(xml[:at], []byte("<w:r>"))
	if run < 0 || bytes.Contains(xml[run:at], []byte("</w:r>")) {
		return xml
	}
	return splice(xml, run, run+5, `<w:r w:rsidR="`+rsid+`">`)
}

// insert puts passages behind a paragraph; in a workbook, below the last row.
func (c *parcel) insert(r *rand.Rand, f Format, passages []string, rsid string) bool {
	if f == XLSX {
		return c.insertRows(passages)
	}
	p, end := c.part(wordsPart(f)), "</w:p>"
	if f == ODT {
		end = "</text:p>"
	}
	places := outsideTables(p.data, end)
	if len(places) == 0 {
		return false
	}
	var b strings.Builder
	for _, s := range passages {
		switch {
		case f == ODT:
			b.WriteString(`<text:p text:style-name="P1">` + escape(s) + `</text:p>`)
		case rsid != "":
			wordParagraph(&b, s, rsid, rsid, "")
		default:
			b.WriteString(`<w:p><w:r><w:t>` + escape(s) + `</w:t></w:r></w:p>`)
		}
	}
	at := places[r.IntN(len(places))]
	p.data = splice(p.data, at, at, b.String())
	return true
}

// outsideTables lists where paragraphs end that stand in no table.
func outsideTables(xml []byte, end string) (list []int) {
	depth := 0
	for at := 0; ; {
		i := bytes.IndexByte(xml[at:], '<')
		if i < 0 {
			return list
		}
		at += i
		rest := xml[at:]
		switch {
		case bytes.HasPrefix(rest, []byte("<w:tbl>")) || bytes.HasPrefix(rest, []byte("<table:table ")):
			depth++
		case bytes.HasPrefix(rest, []byte("</w:tbl>")) || bytes.HasPrefix(rest, []byte("</table:table>")):
			depth--
		case depth == 0 && bytes.HasPrefix(rest, []byte(end)):
			list = append(list, at+len(end))
		}
		at++
	}
}

func (c *parcel) insertRows(passages []string) bool {
	sheet, shared := c.part("xl/worksheets/sheet1.xml"), c.part("xl/sharedStrings.xml")
	if sheet == nil {
		return false
	}
	data := bytes.LastIndex(sheet.data, []byte("</sheetData>"))
	end := bytes.LastIndex(shared.data, []byte("</sst>"))
	if data < 0 || end < 0 {
		return false
	}
	row, n := bytes.Count(sheet.data, []byte("<row ")), bytes.Count(shared.data, []byte("<si>"))
	var cells, texts strings.Builder
	for i, s := range passages {
		fmt.Fprintf(&cells, `<row r="%d"><c r="A%d" t="s"><v>%d</v></c></row>`, row+i+1, row+i+1, n+i)
		fmt.Fprintf(&texts, `<si><t xml:space="preserve">%s</t></si>`, escape(s))
	}
	sheet.data = splice(sheet.data, data, data, cells.String())
	shared.data = splice(shared.data, end, end, texts.String())
	for _, name := range []string{"count", "uniqueCount"} {
		shared.data = countMore(shared.data, name, len(passages))
	}
	return true
}

// countMore raises a number of the first element.
func countMore(xml []byte, name string, more int) []byte {
	at := bytes.Index(xml, []byte(" "+name+`="`))
	if at < 0 {
		return xml
	}
	at += len(name) + 3
	end := bytes.IndexByte(xml[at:], '"')
	n, err := strconv.Atoi(string(xml[at : at+max(0, end)]))
	if err != nil {
		return xml
	}
	return splice(xml, at, at+end, strconv.Itoa(n+more))
}

// claimedOffice is when the document says that it was last saved.
func (c *parcel) claimedOffice(f Format) time.Time {
	if f == ODT {
		t, _ := time.Parse("2006-01-02T15:04:05", valueOf(c.part("meta.xml").bytes(), "dc:date"))
		return t
	}
	t, _ := time.Parse(time.RFC3339, valueOf(c.part("docProps/core.xml").bytes(), "dcterms:modified"))
	return t
}
