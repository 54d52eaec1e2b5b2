package ooxml

import (
	"strings"

	"assay/office/parcel"
)

// drawingText reads the paragraphs of DrawingML (ECMA-376-1 §21.1.2): slides,
// diagrams, charts and shapes on sheets; of charts the cached words as well.
func (r *reader) drawingText(part string) {
	fallback, tableRow := 0, 0
	r.walk(part, func(e *parcel.Event) {
		switch {
		case e.Name == "mc:Fallback" && e.Kind == parcel.Start:
			fallback++
		case e.Name == "mc:Fallback" && e.Kind == parcel.End:
			fallback--
		case fallback > 0:
		case e.Kind == parcel.Text:
			if e.Name == "a:t" || e.Name == "m:t" || e.Name == "c:v" && e.Parent == "c:pt" {
				r.text.Add(e.Text)
			}
		case e.Kind == parcel.Start:
			switch e.Name {
			case "a:br":
				r.text.Add("\n")
			case "a:tr":
				tableRow++
			case "a:latin", "a:ea", "a:cs", "a:sym":
				if face := e.Attr("typeface"); !strings.HasPrefix(face, "+") {
					r.fonts.add(face)
				}
			}
		case e.Name == "a:tc":
			r.text.Add("\t")
		case e.Name == "a:tr":
			tableRow--
			r.text.End()
		case e.Name == "a:p" && tableRow > 0:
			r.text.Add(" ")
		case e.Name == "a:p", e.Name == "c:pt":
			r.text.End()
		}
	})
	r.text.End()
}

// visio reads the words on the pages of a drawing ([MS-VSDX] §2.2).
func (r *reader) visio(main string) {
	for _, pages := range r.related(main, "pages") {
		r.walk(pages, func(e *parcel.Event) {
			if e.Kind == parcel.Start && e.Name == "visio:Page" {
				r.c.D.Pages++
				r.c.Field("page", e.Attr("Name"), pages)
			}
		})
		for _, page := range r.related(pages, "page") {
			r.visioText(page)
		}
	}
	r.walk(main, func(e *parcel.Event) {
		if e.Kind == parcel.Start && e.Name == "visio:FaceName" {
			r.fonts.add(e.Attr("Name") + e.Attr("NameU"))
		}
	})
	r.c.Values("font", r.fonts.values, "; ", main)
}

// visioText reads the text of shapes on one page.
func (r *reader) visioText(page string) {
	inText := 0
	r.walk(page, func(e *parcel.Event) {
		switch {
		case e.Kind == parcel.Text && inText > 0:
			r.text.Add(e.Text)
		case e.Name != "visio:Text":
		case e.Kind == parcel.Start:
			inText++
		case e.Kind == parcel.End:
			inText--
			r.text.End()
		}
	})
	r.text.End()
}
