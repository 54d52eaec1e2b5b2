package paper

import (
	"bytes"
	"html"
	"math/rand/v2"
	"regexp"
	"strings"
	"time"
)

// Retype is the document made anew by the forger at e.At, with the words of the
// original but for the change, and dated e.Claim. Without care it has the date
// of the making; with some, the date claimed, and the forger's own programme,
// which may not have been out then; with full care, one that was. Pictures
// cannot be typed.
func Retype(r *rand.Rand, content []byte, e Edit) (Edited, bool) {
	format := formatOf(content)
	p, ok := recovered(content, format)
	if !ok {
		return Edited{}, false
	}
	if e.Claim.IsZero() {
		e.Claim = p.Modified
	}
	out, ok := p.reword(r, &e)
	if !ok || e.Claim.IsZero() {
		return Edited{}, false
	}
	p.Seed, p.Zone, p.Revision, p.Minutes = r.Uint64(), e.Claim.Location(), 1, 5+r.IntN(60)
	p.Created = e.Claim
	tool := e.Tool
	if tool == nil || tool.Format != format || e.Care == FullCare {
		tool = atHand(format, e.At)
	}
	switch e.Care {
	case NoCare:
		p.Author, p.Created = e.Hand, e.At
		out.Traces = append(out.Traces, ForeignEditor, CreatedLater)
	case FullCare:
		tool = atHand(format, e.Claim)
	}
	if format == Text || format == HTML {
		out.Traces = nil // they name nobody's programme, and bear the date that is typed
		p.Created = e.Claim
	} else if e.Care != NoCare {
		out.Traces = append(out.Traces, p.anachronisms(tool, e.Claim)...)
	}
	p.Editor, p.Modified, p.Software = p.Author, p.Created.Add(time.Duration(p.Minutes)*time.Minute), tool
	out.Content = p.Bytes()
	return out, true
}

// Firsts of the fonts of templates: the public beta of Office that had them.
var (
	calibriSince = time.Date(2005, 11, 16, 0, 0, 0, 0, time.UTC)
	lightSince   = time.Date(2012, 7, 16, 0, 0, 0, 0, time.UTC)
)

// anachronisms are what is younger than the date claimed.
func (p *Paper) anachronisms(tool *Software, claim time.Time) (traces []string) {
	if younger(tool, claim) {
		traces = append(traces, ApplicationYounger)
	}
	since := calibriSince
	switch {
	case p.Format == ODT || p.Format == PDF && pdfHabits[tool.Family].font != "Calibri":
		return traces
	case p.Format == DOCX && tool.Version >= "15":
		since = lightSince
	}
	if claim.Before(since) {
		traces = append(traces, FontYounger)
	}
	return traces
}

// reword makes the change in what is to be typed.
func (p *Paper) reword(r *rand.Rand, e *Edit) (out Edited, ok bool) {
	texts := append(append([]string(nil), p.Paragraphs...), p.cells()...)
	if e.replaces() && (e.Replace != "" || e.Kind != "") {
		c, ok := e.choose(r, texts)
		if !ok {
			return out, false
		}
		out.Was, out.Now = c.was, c.now
		texts[c.text] = c.apply(texts[c.text])
	}
	n := len(p.Paragraphs)
	copy(p.Paragraphs, texts[:n])
	for _, row := range p.Table {
		n += copy(row, texts[n:])
	}
	p.Paragraphs = append(p.Paragraphs, e.Insert...)
	return out, len(texts) > 0
}

// recovered is what a person who types a document anew takes from it.
func recovered(content []byte, f Format) (p *Paper, ok bool) {
	p = &Paper{Format: f, Lang: "en-GB"}
	switch f {
	case DOCX, ODT, XLSX:
		c, _ := openParcel(content)
		p.fromOffice(c)
	case PDF:
		file, ok := parsePDF(content)
		if !ok {
			return nil, false
		}
		p.fromPDF(file)
	case Text:
		p.fromText(string(content))
	case HTML:
		p.Title, p.Author = valueOf(content, "title"), ""
		p.Paragraphs = elements(content, "p", plainText)
		if rows := elements(content, "tr", func(b []byte) string { return string(b) }); len(rows) > 0 {
			for _, row := range rows {
				p.Table = append(p.Table, elements([]byte(row), "td", plainText))
			}
		}
	default:
		return nil, false
	}
	return p, len(p.Paragraphs)+len(p.Table) > 0
}

var tags = regexp.MustCompile(`<[^>]*>`)

func plainText(b []byte) string { return html.UnescapeString(tags.ReplaceAllString(string(b), "")) }

// elements lists what stands in the elements of a name, one after the other.
func elements(xml []byte, name string, read func([]byte) string) (list []string) {
	for at := 0; ; {
		from, to, ok := inElement(xml[at:], name)
		if !ok {
			return list
		}
		list = append(list, read(xml[at+from:at+to]))
		at += to
	}
}

func (p *Paper) fromOffice(c *parcel) {
	core, meta := c.part("docProps/core.xml").bytes(), c.part("meta.xml").bytes()
	p.Title, p.Author = valueOf(core, "dc:title")+valueOf(meta, "dc:title"), valueOf(core, "dc:creator")+valueOf(meta, "meta:initial-creator")
	p.Company = valueOf(c.part("docProps/app.xml").bytes(), "Company")
	p.Modified = c.claimedOffice(p.Format)
	switch p.Format {
	case XLSX:
		p.fromSheet(c)
		return
	case DOCX:
		p.fromXML(c.part("word/document.xml").data, "w:tbl", "w:tr", "w:tc", "w:p")
	default:
		p.fromXML(c.part("content.xml").data, "table:table", "table:table-row", "table:table-cell", "text:p")
	}
	if len(p.Paragraphs) > 0 && p.Paragraphs[0] == p.Title {
		p.Paragraphs = p.Paragraphs[1:]
	}
}

// fromXML takes the first table, and the paragraphs outside it.
func (p *Paper) fromXML(xml []byte, table, row, cell, paragraph string) {
	if from, to, ok := inElement(xml, table); ok {
		inside := xml[from:to]
		for _, r := range elements(inside, row, func(b []byte) string { return string(b) }) {
			p.Table = append(p.Table, elements([]byte(r), cell, plainText))
		}
		xml = append(bytes.Clone(xml[:from]), xml[to:]...)
	}
	for _, s := range elements(xml, paragraph, plainText) {
		if strings.TrimSpace(s) != "" {
			p.Paragraphs = append(p.Paragraphs, s)
		}
	}
}

func (p *Paper) fromSheet(c *parcel) {
	shared := elements(c.part("xl/sharedStrings.xml").bytes(), "si", plainText)
	for _, row := range elements(c.part("xl/worksheets/sheet1.xml").bytes(), "row", func(b []byte) string { return string(b) }) {
		p.Table = append(p.Table, cellsOf(row, shared))
	}
}
