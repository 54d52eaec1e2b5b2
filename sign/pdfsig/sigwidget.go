package pdfsig

import (
	"assay/document"
	"assay/pdf"
)

// freshWidget tells of what a signature made since draws: a field may have
// several widgets, of which only one is told of with it.
func (w *weigher) freshWidget(page int, at string, d *pdf.Dict) {
	switch {
	case !hasAppearance(w.now, d):
	case w.level == noChange:
		w.say(document.Visible, at, "a further signature draws on page %d, and the signer allowed no change", page)
	case w.wide(page, numbersOf(w.now, d.Get("Rect"))):
		w.say(document.Unknown, at, "a further signature draws over a large part of page %d, and can cover what is beneath", page)
	default:
		w.say(document.Allowed, at, "a further signature draws on page %d, and can cover what is beneath", page)
	}
}

// sigWidget weighs the place of a signature that was put on a page: that of a
// signature made since is told of with it.
func (w *weigher) sigWidget(page int, at string, d *pdf.Dict) {
	value := d.Get("V")
	for o, i := d, 0; value == nil && o != nil && i < maxParents; i++ {
		o = w.now.Dict(o.Get("Parent"))
		value = o.Get("V")
	}
	switch {
	case w.now.Dict(value) != nil: // another place of a signature
		w.freshWidget(page, at, d)
	case hasAppearance(w.now, d):
		w.say(document.Visible, at, "the place of a signature that is not made was put on the page, and draws something")
	default:
		w.say(document.Harmless, at, "an empty place for a signature was put on the page")
	}
	if w.level == noChange && w.now.Dict(value) == nil {
		w.say(document.Unknown, at, "a place for a signature was added, and the signer allowed no change")
	}
}

// hasAppearance reports whether an annotation draws anything.
func hasAppearance(v *pdf.View, d *pdf.Dict) bool {
	rect := v.Array(d.Get("Rect"))
	if len(rect) == 4 && (v.Float(rect[0]) == v.Float(rect[2]) || v.Float(rect[1]) == v.Float(rect[3])) {
		return false
	}
	return v.Dict(v.Dict(d.Get("AP")).Get("N")) != nil
}
