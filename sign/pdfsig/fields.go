package pdfsig

import (
	"slices"
	"strings"

	"assay/document"
	"assay/pdf"
)

// filling are the entries of a field or widget that filling in changes.
// ISO 32000-2 tables 166, 192, 227
var filling = map[string]bool{"V": true, "AP": true, "AS": true, "I": true, "RV": true, "DV": true}

// looks are the entries that say how a field is drawn and used; signing a
// document also locks its fields by one of them.
var looks = map[string]bool{"DA": true, "Q": true, "MK": true, "BS": true, "Ff": true, "H": true, "Border": true, "MaxLen": true, "F": true}

// silent are entries of fields and annotations that draw nothing.
var silent = map[string]bool{"M": true, "NM": true, "P": true, "StructParent": true, "TU": true, "TM": true, "ModDate": true, "Type": true}

// fields weighs fields and annotations that were there and changed.
func (w *weigher) fields() {
	for i := range w.objects {
		c := &w.objects[i]
		if c.Kind != pdf.Changed || !(c.Is(pdf.RoleField) || c.Is(pdf.RoleAnnotation)) {
			continue
		}
		before, after := dict(c.Before), dict(c.After)
		switch {
		case isList(c.Before) && isList(c.After): // what it leads to is told of
			w.gather("a list of fields or annotations changed", c.Number)
			w.inlined(c, c.Paths)
		case before == nil || after == nil:
			w.say(document.Unknown, place(c), "a field or note was replaced by another thing")
		case w.isFresh(c.Number, after):
			w.filledSignature(c, after)
		default:
			w.field(c, before, after)
		}
	}
}

func isList(d *pdf.Definition) bool {
	_, ok := d.Value.(pdf.Array)
	return ok
}

// inlined weighs annotations that are no objects of their own, by the paths of
// what differs in their list.
func (w *weigher) inlined(c *pdf.ObjectChange, paths []string) {
	for _, p := range paths {
		_, key, inside := strings.Cut(p, "]/")
		if !inside || silent[key] {
			continue
		}
		if w.level == noChange || w.level == formsOnly && !filling[key] {
			w.say(document.Visible, place(c), "a note or field that is written inside a list changed, which the signer did not allow")
		} else {
			w.say(document.Unknown, place(c), "a note or field that is written inside a list changed")
		}
		return
	}
}

// isFresh reports whether a field or widget, or the field above it, is one of a
// signature made since, and was no other field before.
func (w *weigher) isFresh(number int, d *pdf.Dict) bool {
	if old := w.then.Dict(pdf.Ref{Number: number}); old != nil && !ofSignature(w.then, old) {
		return false
	}
	for range maxParents {
		if w.fresh[number] {
			return true
		}
		ref, ok := d.Get("Parent").(pdf.Ref)
		if !ok {
			return false
		}
		number, d = ref.Number, w.now.Dict(ref)
	}
	return false
}

// filledSignature weighs a field for a signature that was signed: told of with
// the signature, but for entries that have nothing to do with it.
func (w *weigher) filledSignature(c *pdf.ObjectChange, after *pdf.Dict) {
	for _, key := range keys(c.Paths) {
		if !filling[key] && !silent[key] && key != "F" && key != "Lock" && key != "SV" && key != "MK" && key != "DA" && key != "DR" && key != "Rect" && key != "Border" && key != "Kids" && key != "Reference" {
			w.say(document.Unknown, place(c), "the field of a further signature changed in its %s", key)
		}
	}
	if w.locked(w.now.FieldName(after)) && w.level != unsaid {
		w.say(document.Unknown, place(c), "a field that the signer locked was signed")
	}
}

// field weighs a field or annotation.
func (w *weigher) field(c *pdf.ObjectChange, before, after *pdf.Dict) {
	changed := keys(c.Paths)
	loud := slices.DeleteFunc(slices.Clone(changed), func(k string) bool { return silent[k] })
	if len(loud) == 0 {
		w.gather("notes for programmes in a field or annotation changed", c.Number)
		return
	}
	w.told[c.Number] = true
	isField := c.Is(pdf.RoleField) || w.now.Name(after.Get("Subtype")) == "Widget"
	other := slices.DeleteFunc(slices.Clone(loud), func(k string) bool { return filling[k] })
	switch {
	case !isField:
		w.changedNote(c, after, loud)
	case ofSignature(w.then, before) && slices.Contains(loud, "AP"):
		w.say(document.Visible, place(c), "what a signature that was made before draws was replaced")
	case w.rect(c, before, after):
	case slices.Contains(other, "A") || slices.Contains(other, "AA"):
		w.say(document.Unknown, place(c), "what a form field does when it is used changed")
	default:
		if strange := slices.DeleteFunc(other, func(k string) bool { return looks[k] }); len(strange) > 0 {
			w.say(document.Unknown, place(c), "a form field changed in its %s", strings.Join(strange, ", "))
		}
		w.labelled(c, before, after)
		w.fill(place(c), before, after)
	}
}

// rect tells of a field that was moved, shown or hidden.
func (w *weigher) rect(c *pdf.ObjectChange, before, after *pdf.Dict) bool {
	const hidden, noView = 1 << 1, 1 << 5 // ISO 32000-2 §12.5.3
	flags := func(v *pdf.View, d *pdf.Dict) int { return v.Int(d.Get("F")) & (hidden | noView) }
	changed := keys(c.Paths)
	switch {
	case slices.Contains(changed, "Rect"):
		w.say(document.Visible, place(c), "a form field was moved or resized")
	case flags(w.then, before) != flags(w.now, after):
		w.say(document.Visible, place(c), "a form field was hidden, or one that was hidden is shown")
	default:
		return false
	}
	return true
}

// fill weighs a form field that was filled in, or drawn anew.
func (w *weigher) fill(at string, before, after *pdf.Dict) {
	name := w.now.FieldName(after)
	old, young := fieldValue(w.then, before), fieldValue(w.now, after)
	what := "a form field"
	if name != "" {
		what = "form field " + quote(name)
	}
	switch {
	case w.level == noChange:
		w.say(document.Visible, at, "%s was changed, and the signer allowed no change", what)
	case w.locked(name):
		w.say(document.Visible, at, "%s was changed, and the signer locked it", what)
	case old != young && w.unlike(before, after):
		w.say(document.Unknown, at, "%s said %s and says %s, and draws something else beside", what, quote(old), quote(young))
	case old != young:
		w.say(document.Allowed, at, "%s said %s and says %s", what, quote(old), quote(young))
	case !w.sameDrawing(before, after):
		w.redrawn(at, what, before, after)
	default:
		w.say(document.Allowed, at, "%s was written again, and says the same", what)
	}
}

// fieldValue is what a field says, as text: its own or that of the field above it.
func fieldValue(v *pdf.View, d *pdf.Dict) string {
	for range maxParents {
		if d == nil {
			break
		}
		switch o := v.Resolve(d.Get("V")).(type) {
		case nil:
		case pdf.Array:
			var parts []string
			for _, e := range o {
				parts = append(parts, v.Text(e))
			}
			return strings.Join(parts, "; ")
		case *pdf.Dict:
			return ""
		default:
			return v.Text(o)
		}
		if as := v.Name(d.Get("AS")); as != "" {
			return string(as)
		}
		d = v.Dict(d.Get("Parent"))
	}
	return ""
}

func quote(s string) string { return "\"" + document.Clip(s) + "\"" }
