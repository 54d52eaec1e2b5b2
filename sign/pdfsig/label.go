package pdfsig

import (
	"slices"
	"strings"

	"assay/document"
	"assay/pdf"
)

// labelled tells of what a viewer draws of a field without being given it.
func (w *weigher) labelled(c *pdf.ObjectChange, before, after *pdf.Dict) {
	old, young := w.then.Dict(before.Get("MK")), w.now.Dict(after.Get("MK"))
	for _, key := range []pdf.Name{"CA", "RC", "AC", "I", "RI", "IX", "TP"} { // ISO 32000-2 table 192
		if !pdf.Same(w.then, w.now, w.then.Resolve(old.Get(key)), w.now.Resolve(young.Get(key))) {
			w.say(document.Unknown, place(c), "what a button says or shows changed")
			return
		}
	}
	if slices.Contains(keys(c.Paths), "DA") && appearance(w.now, after) == nil {
		w.say(document.Unknown, place(c), "how a viewer is to draw a form field changed")
	}
}

// changedNote weighs an annotation that is no field.
func (w *weigher) changedNote(c *pdf.ObjectChange, after *pdf.Dict, loud []string) {
	kind := w.now.Name(after.Get("Subtype"))
	if drawsOver(w.now, after) {
		w.covers(place(c), kind, "changed in its "+strings.Join(loud, ", "), canCover)
		return
	}
	w.note(place(c), "a note or link (%s) changed in its %s", kind, strings.Join(loud, ", "))
}
