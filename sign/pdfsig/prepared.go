package pdfsig

import (
	"fmt"
	"slices"

	"assay/document"
	"assay/pdf"
)

// prepared looks for objects that stood unused in what was signed and are shown
// now: the shadow attack by hiding and replacing.
func (m *comparison) prepared() (list []document.Change) {
	for _, number := range m.then.Numbers() {
		if len(roles(m.then, number)) > 0 {
			continue
		}
		now, path := m.now.Roles(number)
		c := document.Change{Where: fmt.Sprintf("object %d (%s)", number, path)}
		switch {
		case slices.Contains(now, pdf.RoleContent):
			c.Weight, c.What = document.Hidden, "a part of a page that stood unused in what was signed is shown now"
		case slices.Contains(now, pdf.RoleAppearance):
			c.Weight, c.What = document.Unknown, "a drawing that stood unused in what was signed is drawn by a field or note now"
		default:
			continue
		}
		list = append(list, c)
	}
	return list
}

// stacked looks for fields of one name and place with different values that
// were written again, unchanged: some viewers then draw another of them on top.
// It is the shadow attack by hiding a form under a form.
func (w *weigher) stacked() {
	again := map[int]bool{}
	for i := range w.objects {
		c := &w.objects[i]
		if c.Kind == pdf.Rewritten && (c.Is(pdf.RoleAnnotation) || c.Is(pdf.RoleField)) {
			again[c.Number] = true
		}
	}
	if len(again) == 0 {
		return
	}
	type spot struct{ name, rect string }
	for _, p := range w.now.Pages() {
		first := map[spot]string{}
		numbers := map[spot]int{}
		for _, o := range w.now.Array(p.Dict.Get("Annots")) {
			d := w.now.Dict(o)
			ref, _ := o.(pdf.Ref)
			if w.now.Name(d.Get("Subtype")) != "Widget" {
				continue
			}
			key := spot{w.now.FieldName(d), fmt.Sprint(w.now.Resolve(d.Get("Rect")))}
			value := fieldValue(w.now, d)
			old, ok := first[key]
			if !ok {
				first[key], numbers[key] = value, ref.Number
			} else if old != value && (again[ref.Number] || again[numbers[key]]) {
				w.say(document.Unknown, fmt.Sprintf("page %d, objects %d and %d", p.Number, numbers[key], ref.Number),
					"two fields %s with different values, %s and %s, lie over each other and were written again: which one is seen depends on the viewer", quote(key.name), quote(old), quote(value))
			}
		}
	}
}
