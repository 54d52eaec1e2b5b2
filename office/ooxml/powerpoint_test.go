package ooxml

import (
	"slices"
	"strings"
	"testing"

	"assay/internal/doctest"
)

const slideSpace = ` xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// shape is one with words; a place holder has its mark.
func shape(words, mark string) string {
	return `<p:sp><p:nvSpPr><p:nvPr>` + mark + `</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>` + words + `</a:t></a:r></a:p></p:txBody></p:sp>`
}

// talk is a small presentation, made up: two slides, the second file first.
var talk = parts{
	"_rels/.rels":                      rels("officeDocument", "ppt/presentation.xml"),
	"ppt/presentation.xml":             `<p:presentation` + slideSpace + `><p:sldIdLst><p:sldId id="256" r:id="rId2"/><p:sldId id="257" r:id="rId1"/></p:sldIdLst></p:presentation>`,
	"ppt/_rels/presentation.xml.rels":  rels("slide", "slides/slide1.xml", "slide", "slides/slide2.xml", "commentAuthors", "authors.xml"),
	"ppt/slides/slide1.xml":            `<p:sld` + slideSpace + `>` + shape("last", "") + `</p:sld>`,
	"ppt/slides/slide2.xml":            `<p:sld` + slideSpace + `>` + shape("first", "") + `</p:sld>`,
	"ppt/slides/_rels/slide2.xml.rels": rels("slideLayout", "../layout.xml", "notesSlide", "../notes.xml", "comments", "../comments.xml"),
	"ppt/layout.xml":                   `<p:sldLayout` + slideSpace + `>` + shape("Click here", "<p:ph/>") + shape("Example Ltd", "") + `</p:sldLayout>`,
	"ppt/notes.xml":                    `<p:notes` + slideSpace + `>` + shape("say hello", "<p:ph/>") + `</p:notes>`,
	"ppt/authors.xml":                  `<p:cmAuthorLst` + slideSpace + `><p:cmAuthor id="3" name="Di Example" initials="DE"/></p:cmAuthorLst>`,
	"ppt/comments.xml":                 `<p:cmLst` + slideSpace + `><p:cm authorId="3" dt="2017-03-01T10:00:00.000"><p:text>bigger</p:text></p:cm></p:cmLst>`,
}

func TestTalk(t *testing.T) {
	d := talk.read(t)
	if want := "first\nsay hello\nbigger\nlast\nExample Ltd\n"; d.Text != want || d.Pages != 2 {
		t.Errorf("%d pages, %q, want %q", d.Pages, d.Text, want)
	}
	got := doctest.Lines(d)
	for _, want := range []string{
		"editor Di Example (ppt/comments.xml p:cm)",
		"edited 2017-03-01T10:00:00.000 (ppt/comments.xml p:cm of Di Example)",
		"comment initials = DE (ppt/authors.xml)",
		"comment = bigger (ppt/comments.xml of Di Example)",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, strings.Join(got, "\n"))
		}
	}
	hidden := talk.with("ppt/slides/slide1.xml", strings.Replace(talk["ppt/slides/slide1.xml"], "<p:sld ", `<p:sld show="0" `, 1))
	added, gone := doctest.Changed(d, hidden.read(t))
	if want := []string{"! office/hidden-slide ppt/slides/slide1.xml", "hidden slide = 2 (ppt/slides/slide1.xml)"}; !slices.Equal(added, want) || len(gone) > 0 {
		t.Errorf("added %q, want %q; gone %q", added, want, gone)
	}
}

// TestVisio reads the words on a page.
func TestVisio(t *testing.T) {
	const space = ` xmlns="http://schemas.microsoft.com/office/visio/2012/main"`
	d := parts{
		"_rels/.rels":                      rels("http://schemas.microsoft.com/visio/2010/relationships/document", "visio/document.xml"),
		"[Content_Types].xml":              `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/visio/document.xml" ContentType="application/vnd.ms-visio.drawing.main+xml"/></Types>`,
		"visio/document.xml":               `<VisioDocument` + space + `/>`,
		"visio/_rels/document.xml.rels":    rels("http://x/pages", "pages/pages.xml"),
		"visio/pages/pages.xml":            `<Pages` + space + `><Page Name="Plan"/></Pages>`,
		"visio/pages/_rels/pages.xml.rels": rels("http://x/page", "page1.xml"),
		"visio/pages/page1.xml":            `<PageContents` + space + `><Shapes><Shape><Text><cp IX="0"/>Gate <fld>A</fld></Text></Shape></Shapes></PageContents>`,
	}.read(t)
	if d.Format != "vsdx" || d.Text != "Gate A\n" || d.Pages != 1 {
		t.Errorf("%s %q %d", d.Format, d.Text, d.Pages)
	}
}
