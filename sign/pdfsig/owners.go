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
			seen := map[int]bool{}
			top := appearance(w.then, d)
			var walk func(o pdf.Object, depth int)
			walk = func(o pdf.Object, depth int) {
				if budget--; budget < 0 || depth > maxOwnedDepth {
					return
				}
				switch o := o.(type) {
				case pdf.Ref:
					if seen[o.Number] {
						return
					}
					seen[o.Number] = true
					value := w.then.Resolve(o)
					s, _ := value.(*pdf.Stream)
					w.owners[o.Number] = append(w.owners[o.Number], owner{ref.Number, p.Number, s != nil && s == top})
					walk(value, depth+1)
				case pdf.Array:
					for _, e := range o {
						walk(e, depth+1)
					}
				case *pdf.Stream:
					walk(o.Dict, depth)
				case *pdf.Dict:
					for _, e := range o.Entries {
						if e.Key != "Parent" && e.Key != "StructParent" {
							walk(e.Value, depth+1)
						}
					}
				}
			}
			walk(d.Get("AP"), 0)
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
	case kind != "Widget" && drawing[kind] && w.level != withNotes:
		w.say(document.Visible, at, "what an annotation that draws over the page (%s) draws was replaced", kind)
	case kind != "Widget":
		w.note(at, "what a note (%s) draws was replaced", kind)
	case w.level == noChange || w.locked(fullName(w.now, after)) || o.top:
		w.fill(at, before, after)
	default:
		w.say(document.Visible, at, "a part of what form field %s draws was replaced", quote(fullName(w.now, after)))
	}
}
