package pdfsig

import (
	"fmt"
	"slices"

	"assay/document"
	"assay/pdf"
)

// pages compares the pages and the annotations on them.
func (w *weigher) pages() {
	before, now := w.then.Pages(), w.now.Pages()
	if !slices.EqualFunc(before, now, func(a, b pdf.Page) bool { return a.Ref == b.Ref }) {
		w.pageList(before, now)
	}
	old := map[pdf.Ref]pdf.Page{}
	for _, p := range before {
		old[p.Ref] = p
	}
	for _, p := range now {
		if then, ok := old[p.Ref]; ok && p.Ref.Number != 0 {
			w.annotations(then, p)
		}
	}
}

// pageList tells of pages that came, went or moved.
func (w *weigher) pageList(before, now []pdf.Page) {
	stood := map[pdf.Ref]bool{}
	for _, p := range before {
		stood[p.Ref] = true
	}
	stands := map[pdf.Ref]bool{}
	for _, p := range now {
		stands[p.Ref] = true
		if !stood[p.Ref] {
			weight, how := document.Visible, "was added"
			if d := w.now.Get(p.Ref.Number); d != nil && p.Ref.Number != 0 && d.From < w.end {
				weight, how = document.Hidden, "stood unused in what was signed, and is shown now"
			}
			w.say(weight, fmt.Sprintf("page %d, object %d", p.Number, p.Ref.Number), "a page %s", how)
		}
	}
	for _, p := range before {
		if !stands[p.Ref] {
			w.say(document.Visible, fmt.Sprintf("page %d of the signed state, object %d", p.Number, p.Ref.Number), "a page is no longer shown")
		}
	}
	if len(before) == len(now) && len(stood) == len(stands) && !slices.ContainsFunc(now, func(p pdf.Page) bool { return !stood[p.Ref] }) {
		w.say(document.Visible, "page tree", "the pages stand in another order")
	}
}

// annotations compares what is laid over one page.
func (w *weigher) annotations(then, now pdf.Page) {
	a, b := w.then.Array(then.Dict.Get("Annots")), w.now.Array(now.Dict.Get("Annots"))
	stood, stands := map[int]bool{}, map[int]bool{}
	direct := 0
	for _, o := range a {
		if ref, ok := o.(pdf.Ref); ok {
			stood[ref.Number] = true
		} else {
			direct--
		}
	}
	var kept []int
	for i, o := range b {
		ref, ok := o.(pdf.Ref)
		switch {
		case !ok:
			if direct++; direct > 0 {
				w.annotated(now.Number, fmt.Sprintf("page %d, annotation %d of its list", now.Number, i+1), w.now.Dict(o), 0)
			}
		case stood[ref.Number]:
			kept = append(kept, ref.Number)
		default:
			w.added[ref.Number] = true
			w.annotated(now.Number, fmt.Sprintf("page %d, object %d", now.Number, ref.Number), w.now.Dict(o), ref.Number)
		}
		stands[ref.Number] = true
	}
	w.removed(then, stands, direct)
	var order []int
	for _, o := range a {
		if ref, ok := o.(pdf.Ref); ok && stands[ref.Number] {
			order = append(order, ref.Number)
		}
	}
	if !slices.Equal(order, kept) {
		w.say(document.Visible, fmt.Sprintf("page %d", now.Number), "what lies over the page was put in another order, which changes what is on top")
	}
}

// removed tells of annotations that a page had.
func (w *weigher) removed(then pdf.Page, stands map[int]bool, direct int) {
	if direct < 0 {
		w.note(fmt.Sprintf("page %d", then.Number), "%d notes or fields were taken off the page", -direct)
	}
	for _, o := range w.then.Array(then.Dict.Get("Annots")) {
		ref, ok := o.(pdf.Ref)
		if !ok || stands[ref.Number] {
			continue
		}
		at := fmt.Sprintf("page %d, object %d", then.Number, ref.Number)
		switch kind := w.then.Name(w.then.Dict(o).Get("Subtype")); {
		case kind == "Widget":
			w.say(document.Visible, at, "a form field was taken off the page")
		case drawsOver(w.then, w.then.Dict(o)):
			w.covers(at, kind, "was taken off it", uncovers)
		default:
			w.note(at, "a note was taken off the page")
		}
	}
}

// note weighs a change to notes: allowed where the signer allows notes or says
// nothing.
func (w *weigher) note(at, format string, args ...any) {
	if w.level == withNotes || w.level == unsaid {
		w.say(document.Allowed, at, format, args...)
		return
	}
	w.say(document.Visible, at, format+", which the signer did not allow", args...)
}

// drawing are annotations that draw over the page, and can cover what is
// beneath: the evil annotation attack. ISO 32000-2 table 171
var drawing = map[pdf.Name]bool{"FreeText": true, "Stamp": true, "Square": true, "Circle": true, "Polygon": true, "Line": true, "PolyLine": true,
	"Ink": true, "Redact": true, "Watermark": true, "PrinterMark": true, "TrapNet": true, "Screen": true, "3D": true, "RichMedia": true, "Projection": true}

// What an annotation that draws over the page can do to a reader.
const (
	canCover = "and can cover what is beneath"
	uncovers = "and what is beneath is seen"
)

// covers weighs an annotation that draws over the page. Where a signer says
// nothing, the standard forbids no notes, and viewers let people make them.
func (w *weigher) covers(at string, kind pdf.Name, did, effect string) {
	switch w.level {
	case withNotes:
		w.say(document.Allowed, at, "an annotation that draws over the page (%s) %s, %s; the signer allowed notes", kind, did, effect)
	case unsaid:
		w.say(document.Unknown, at, "an annotation that draws over the page (%s) %s, %s; the signer said nothing of notes", kind, did, effect)
	default:
		w.say(document.Visible, at, "an annotation that draws over the page (%s) %s, %s; the signer allowed no notes", kind, did, effect)
	}
}

// annotated weighs an annotation that was put on a page.
func (w *weigher) annotated(page int, at string, d *pdf.Dict, number int) {
	kind := w.now.Name(d.Get("Subtype"))
	old := w.then.Get(number)
	switch {
	case number != 0 && w.fresh[number] && kind == "Widget":
		w.freshWidget(page, at, d)
	case d == nil:
		w.say(document.Harmless, at, "an annotation that does not exist was put on the page")
	case ofSignature(w.now, d):
		w.sigWidget(page, at, d)
	case kind == "Widget":
		w.say(document.Visible, at, "a form field was put on the page")
	case number != 0 && old != nil && len(roles(w.then, number)) == 0:
		w.say(document.Hidden, at, "an annotation (%s) that stood unused in what was signed was put on the page", kind)
	case drawsOver(w.now, d):
		w.covers(at, kind, "was put on it", canCover)
		if w.level == withNotes && w.wide(page, numbersOf(w.now, d.Get("Rect"))) {
			w.say(document.Unknown, at, "it takes a large part of page %d", page)
		}
	default:
		w.note(at, "a note or link (%s) was put on the page", kind)
	}
}

func roles(v *pdf.View, number int) []pdf.Role {
	list, _ := v.Roles(number)
	return list
}
