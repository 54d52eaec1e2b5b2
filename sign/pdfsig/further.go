package pdfsig

import (
	"math"

	"assay/document"
	"assay/pdf"
)

// signatures tells of signatures that came or went.
func (w *weigher) signatures(old, young []pdf.SignatureField) {
	before := map[string]bool{}
	for i := range old {
		if s := &old[i]; s.Dict != nil {
			before[string(s.Contents)] = true
		}
	}
	now := map[string]bool{}
	for i := range young {
		s := &young[i]
		if s.Dict == nil || s.Loose {
			continue
		}
		now[string(s.Contents)] = true
		if before[string(s.Contents)] {
			continue
		}
		w.fresh[s.Value] = true
		w.freshen(pdf.Ref{Number: s.Field}, 0)
		w.signed(s)
	}
	delete(w.fresh, 0)
	for i := range old {
		if s := &old[i]; s.Dict != nil && !s.Loose && !now[string(s.Contents)] {
			w.say(document.Unknown, where(s), "a signature was taken out of the form, or another was put in its place")
		}
	}
}

// freshen notes the widgets of a field for a signature made since. What was
// another thing when it was signed is none of them, whoever says so now.
func (w *weigher) freshen(o pdf.Object, depth int) {
	d := w.now.Dict(o)
	if ref, ok := o.(pdf.Ref); ok {
		old := w.then.Dict(ref)
		if ref.Number == 0 || depth > 0 && w.fresh[ref.Number] || old != nil && !ofSignature(w.then, old) ||
			depth > 0 && w.now.Name(d.Get("Subtype")) != "Widget" && d.Get("Kids") == nil {
			return
		}
		w.fresh[ref.Number] = true
	}
	if depth < maxParents {
		for _, kid := range w.now.Array(d.Get("Kids")) {
			w.freshen(kid, depth+1)
		}
	}
}

// wideShare is the share of a page, one in so many, from which on what signatures
// and notes draw is more than a sign for themselves.
const wideShare = 2

// wide reports whether a rectangle takes a large share of a page.
func (w *weigher) wide(page int, rect []float64) bool {
	pages := w.now.Pages()
	if page < 1 || page > len(pages) || len(rect) != 4 {
		return false
	}
	box := numbersOf(w.now, pages[page-1].MediaBox)
	if len(box) != 4 {
		return false
	}
	area := func(r []float64) float64 { return math.Abs((r[2] - r[0]) * (r[3] - r[1])) }
	return area(rect)*wideShare > area(box)
}

// signed weighs a further signature. ISO 32000-2 §12.8.2.2.2: time stamps are
// allowed at every level, signatures at all but the first.
func (w *weigher) signed(s *pdf.SignatureField) {
	drawn := !s.Hidden && s.Page > 0
	switch {
	case s.Type == "DocTimeStamp":
		w.say(document.Harmless, where(s), "a document time stamp was added")
	case w.level == noChange && drawn:
		w.say(document.Visible, where(s), "a further signature was added and is drawn on page %d, and the signer allowed no change", s.Page)
	case drawn && w.wide(s.Page, s.Rect[:]):
		w.say(document.Unknown, where(s), "a further signature was added and draws over a large part of page %d, and can cover what is beneath", s.Page)
	case w.level == noChange:
		w.say(document.Unknown, where(s), "a further signature was added, and the signer allowed no change")
	case drawn:
		w.say(document.Allowed, where(s), "a further signature was added; what it draws stands on page %d", s.Page)
	default:
		w.say(document.Harmless, where(s), "a further signature was added")
	}
}
