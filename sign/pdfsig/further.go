package pdfsig

import (
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
		w.fresh[s.Field], w.fresh[s.Value] = true, true
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

// freshen notes the widgets of a field for a signature made since.
func (w *weigher) freshen(o pdf.Object, depth int) {
	if ref, ok := o.(pdf.Ref); ok {
		if depth > 0 && w.fresh[ref.Number] || ref.Number == 0 {
			return
		}
		w.fresh[ref.Number] = true
	}
	if depth < maxParents {
		for _, kid := range w.now.Array(w.now.Dict(o).Get("Kids")) {
			w.freshen(kid, depth+1)
		}
	}
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
	case w.level == noChange:
		w.say(document.Unknown, where(s), "a further signature was added, and the signer allowed no change")
	case drawn:
		w.say(document.Allowed, where(s), "a further signature was added; what it draws stands on page %d", s.Page)
	default:
		w.say(document.Harmless, where(s), "a further signature was added")
	}
}
