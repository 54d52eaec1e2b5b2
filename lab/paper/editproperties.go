package paper

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

// finish saves a changed document with the forger's programme, and mends what
// his care sees to; g is by how much the text grew.
func (c *parcel) finish(r *rand.Rand, f Format, e Edit, out Edited, g growth) (Edited, bool) {
	if e.Care == FullCare {
		c.count(f, g)
		content, ok := c.repack()
		out.Content = content
		return out, ok
	}
	if e.Care == SomeCare && r.IntN(2) == 0 {
		return c.byHand(f, e, out, g), true
	}
	claimed := c.claimedOffice(f)
	tool := e.Tool
	if tool == nil || tool.Format != f {
		tool = atHand(f, e.At)
	}
	if younger(tool, claimed) && e.Care == SomeCare {
		out.Traces = append(out.Traces, ApplicationYounger)
	}
	c.save(r, f, e, tool, g)
	if e.Care == SomeCare {
		out.Traces = append(out.Traces, ZipRewritten)
		out.Content = archiver.pack(c.parts, e.At)
		return out, true
	}
	if e.At.After(claimed) {
		out.Traces = append(out.Traces, ModifiedLater)
	}
	out.Traces = append(out.Traces, ForeignEditor)
	k := officePacker
	if f == ODT {
		k = libreOfficePacker
	}
	out.Content = k.pack(c.parts, e.At.UTC())
	return out, true
}

// byHand packs a document whose parts the forger altered without the programme
// that makes them: it notes nothing, and counts nothing anew.
func (c *parcel) byHand(f Format, e Edit, out Edited, g growth) Edited {
	out.Content = archiver.pack(c.parts, e.At)
	out.Traces = append(out.Traces, ZipRewritten)
	if f != XLSX && (g.words != 0 || g.letters != 0) {
		out.Traces = append(out.Traces, StatisticsStale)
	}
	return out
}

// younger says that software was not out at that time.
func younger(s *Software, at time.Time) bool { return !at.IsZero() && at.Before(s.From) }

// save is what a programme notes of a session in which it saved a document;
// with some care, who saved it and when is put back.
func (c *parcel) save(r *rand.Rand, f Format, e Edit, tool *Software, g growth) {
	minutes := 2 + r.IntN(25)
	if f == ODT {
		c.saveODT(e, tool, minutes, g)
		return
	}
	if core := c.part("docProps/core.xml"); core != nil && e.Care == NoCare {
		at := e.At
		if f == DOCX {
			at = at.Truncate(time.Minute)
		}
		core.data = between(core.data, "cp:lastModifiedBy", e.Hand)
		core.data = between(core.data, "dcterms:modified", at.UTC().Format(time.RFC3339))
		core.data = more(core.data, "cp:revision", 1)
	}
	version := valueOf(c.part("docProps/app.xml").bytes(), "AppVersion")
	if app := c.part("docProps/app.xml"); app != nil {
		app.data = between(app.data, "Application", tool.Name)
		app.data = between(app.data, "AppVersion", tool.Version)
		app.data = more(app.data, "TotalTime", minutes)
	}
	if text := c.part("word/document.xml"); text != nil {
		before := wordExtensions(version)
		text.data = bytes.Replace(text.data, []byte(before), []byte(wordExtensions(tool.Version)), 1)
	}
	c.count(f, g)
	if settings := c.part("word/settings.xml"); settings != nil && e.rsid(f) != "" {
		if end := bytes.Index(settings.data, []byte("</w:rsids>")); end >= 0 {
			settings.data = splice(settings.data, end, end, `<w:rsid w:val="`+e.rsid(f)+`"/>`)
		}
	}
}

func (c *parcel) saveODT(e Edit, tool *Software, minutes int, g growth) {
	meta := c.part("meta.xml")
	meta.data = between(meta.data, "meta:generator", "LibreOffice/"+tool.Version)
	if e.Care == NoCare {
		meta.data = between(meta.data, "dc:creator", e.Hand)
		meta.data = between(meta.data, "dc:date", e.At.Format("2006-01-02T15:04:05.000000000"))
		meta.data = more(meta.data, "meta:editing-cycles", 1)
		if d := durationOf(valueOf(meta.data, "meta:editing-duration")); d >= 0 {
			meta.data = between(meta.data, "meta:editing-duration", odtDuration(d+minutes))
		}
	}
	c.count(ODT, g)
}

// durationOf is a duration in minutes, -1 where it is not one: XML Schema part
// 2 §3.2.6, as far as LibreOffice writes it.
func durationOf(s string) int {
	var hours, minutes, seconds int
	if n, _ := fmt.Sscanf(s, "PT%dH%dM%dS", &hours, &minutes, &seconds); n == 3 {
		return 60*hours + minutes
	}
	if n, _ := fmt.Sscanf(s, "PT%dM%dS", &minutes, &seconds); n == 2 {
		return minutes
	}
	return -1
}

// more raises a number.
func more(xml []byte, element string, by int) []byte {
	n, err := strconv.Atoi(valueOf(xml, element))
	if err != nil {
		return xml
	}
	return between(xml, element, strconv.Itoa(n+by))
}

// growth is by how much a text grew.
type growth struct{ words, letters, paragraphs int }

func (c *parcel) size(f Format) (g growth) {
	for _, w := range c.words(f) {
		g.words, g.letters = g.words+1, g.letters+len([]rune(w))
	}
	return g
}

// count brings the numbers of words and letters in line with the text.
func (c *parcel) count(f Format, g growth) {
	if app := c.part("docProps/app.xml"); f == DOCX && app != nil {
		app.data = more(app.data, "Words", g.words)
		app.data = more(app.data, "Characters", g.letters)
		app.data = more(app.data, "CharactersWithSpaces", g.letters+max(0, g.words-g.paragraphs))
		app.data = more(app.data, "Paragraphs", g.paragraphs)
	}
	if meta := c.part("meta.xml"); f == ODT && meta != nil {
		meta.data = countMore(meta.data, "meta:paragraph-count", g.paragraphs)
		meta.data = countMore(meta.data, "meta:word-count", g.words)
		meta.data = countMore(meta.data, "meta:character-count", g.letters+max(0, g.words-g.paragraphs))
		meta.data = countMore(meta.data, "meta:non-whitespace-character-count", g.letters)
	}
}
