package pdfsig

import (
	"fmt"

	"assay/document"
	"assay/pdf"
)

// owner is an annotation or widget, and the page that it lies on.
type owner struct {
	number int
	page   int
	top    bool // the object is its appearance itself, not a part of it
}

// Bounds on looking for what annotations draw.
const (
	maxOwned      = 400_000 // objects that are looked at in all
	maxOwnedDepth = 20
)

// findOwners notes of every object which annotations of the signed state draw it.
func (w *weigher) findOwners() {
	w.owners = map[int][]owner{}
	budget := maxOwned
	for _, p := range w.then.Pages() {
		for _, o := range w.then.Array(p.Dict.Get("Annots")) {
			ref, _ := o.(pdf.Ref)
			d := w.then.Dict(o)
			if d == nil {
				continue
			}
			top := appearance(w.then, d)
			walk(w.then, d.Get("AP"), map[int]bool{}, &budget, 0, func(number int, value pdf.Object) {
				s, _ := value.(*pdf.Stream)
				w.owners[number] = append(w.owners[number], owner{ref.Number, p.Number, s != nil && s == top})
			})
		}
	}
}

// allPaged stands for all objects, where there are too many to look at.
const allPaged = -1

// onPage reports whether an object is used by what a page of the signed state
// draws itself, not only by annotations.
func (w *weigher) onPage(number int) bool {
	if w.paged == nil {
		w.paged = map[int]bool{}
		budget := maxOwned
		for _, p := range w.then.Pages() {
			walk(w.then, p.Resources, w.paged, &budget, 0, func(int, pdf.Object) {})
		}
		w.paged[allPaged] = budget < 0
	}
	return w.paged[number] || w.paged[allPaged]
}

// walk visits the objects that o leads to, each once, but for ways back up.
func walk(v *pdf.View, o pdf.Object, seen map[int]bool, budget *int, depth int, visit func(number int, value pdf.Object)) {
	if *budget--; *budget < 0 || depth > maxOwnedDepth {
		return
	}
	switch o := o.(type) {
	case pdf.Ref:
		if seen[o.Number] {
			return
		}
		seen[o.Number] = true
		value := v.Resolve(o)
		visit(o.Number, value)
		walk(v, value, seen, budget, depth+1, visit)
	case pdf.Array:
		for _, e := range o {
			walk(v, e, seen, budget, depth+1, visit)
		}
	case *pdf.Stream:
		walk(v, o.Dict, seen, budget, depth, visit)
	case *pdf.Dict:
		for _, e := range o.Entries {
			if e.Key != "Parent" && e.Key != "StructParent" {
				walk(v, e.Value, seen, budget, depth+1, visit)
			}
		}
	}
}

// drawnAgain weighs an appearance that was replaced, by those that draw it.
func (w *weigher) drawnAgain(c *pdf.ObjectChange) {
	if w.owners == nil {
		w.findOwners()
	}
	if len(w.owners[c.Number]) == 0 {
		w.say(document.Visible, place(c), "what a field or note draws was replaced")
	}
	for _, o := range w.owners[c.Number] {
		w.ownerDraws(c, o)
	}
}

func (w *weigher) ownerDraws(c *pdf.ObjectChange, o owner) {
	ref := pdf.Ref{Number: o.number}
	before, after := w.then.Dict(ref), w.now.Dict(ref)
	at := fmt.Sprintf("page %d, object %d, drawn by object %d", o.page, c.Number, o.number)
	kind := w.then.Name(before.Get("Subtype"))
	switch {
	case w.isFresh(o.number, after):
		w.gather("belongs to a further signature", c.Number)
	case w.told[o.number]: // with its field
		w.gather("what a field or note that changed draws", c.Number)
	case before == nil || after == nil:
		w.say(document.Visible, at, "what a note draws was replaced")
	case ofSignature(w.then, before):
		w.say(document.Visible, at, "what a signature that was made before draws was replaced")
	case kind != "Widget" && drawsOver(w.now, after):
		w.covers(at, kind, "was drawn anew", canCover)
	case kind != "Widget":
		w.note(at, "what a note (%s) draws was replaced", kind)
	case w.level == noChange || w.locked(w.now.FieldName(after)) || o.top:
		w.fill(at, before, after)
	default:
		w.say(document.Visible, at, "a part of what form field %s draws was replaced", quote(w.now.FieldName(after)))
	}
}
