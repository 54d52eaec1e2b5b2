package ooxml

import (
	"strings"

	"assay/office/parcel"
)

// drawing is the state of one walk through DrawingML.
type drawing struct {
	*reader
	ground   bool // of a layout: what stands in place holders is only an example
	holder   bool // the present shape is a place holder
	rows     int  // open rows of tables
	strings  int  // open lists of a chart's cached words
	fallback int
}

// drawingText reads the paragraphs of DrawingML (ECMA-376-1 §21.1.2): slides,
// diagrams, charts and shapes on sheets; of charts the cached words as well.
func (r *reader) drawingText(part string) {
	w := &drawing{reader: r}
	r.walk(part, w.step)
	r.text.End()
}

// groundText reads what a layout shows on all its slides.
func (r *reader) groundText(part string) {
	w := &drawing{reader: r, ground: true}
	r.walk(part, w.step)
	r.text.End()
}

func (w *drawing) step(e *parcel.Event) {
	switch e.Name {
	case "mc:Fallback":
		w.fallback += open(e)
	case "a:tr":
		w.rows += open(e)
	case "c:strCache":
		w.strings += open(e)
	}
	shown := w.fallback == 0 && !(w.ground && w.holder)
	switch {
	case e.Kind == parcel.Start:
		w.start(e, shown)
	case !shown:
	case e.Kind == parcel.Text:
		if e.Name == "a:t" || e.Name == "m:t" || e.Name == "c:v" && w.strings > 0 {
			w.text.Add(e.Text)
		}
	case e.Name == "a:tc":
		w.text.Add("\t")
	case e.Name == "a:p" && w.rows > 0:
		w.text.Add(" ")
	case e.Name == "a:p", e.Name == "a:tr", e.Name == "c:pt" && w.strings > 0:
		w.text.End()
	}
}

func (w *drawing) start(e *parcel.Event, shown bool) {
	switch e.Name {
	case "p:sp":
		w.holder = false
	case "p:ph":
		w.holder = true
	case "a:br":
		if shown {
			w.text.Add("\n")
		}
	case "a:latin", "a:ea", "a:cs", "a:sym":
		if face := e.Attr("typeface"); !strings.HasPrefix(face, "+") {
			w.fonts.Add(face)
		}
	}
}

// open counts how many elements of a sort are open.
func open(e *parcel.Event) int {
	switch e.Kind {
	case parcel.Start:
		return 1
	case parcel.End:
		return -1
	}
	return 0
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
			r.fonts.Add(e.Attr("Name") + e.Attr("NameU"))
		}
	})
	r.c.List("font", &r.fonts, "; ", main)
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
