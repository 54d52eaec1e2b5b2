package pdf

import (
	"strings"

	"assay/document"
)

// formText is what stands in text and choice fields that nothing draws: viewers
// draw the value themselves, and a reader of the pages' drawings alone would
// miss it. One value a line. ISO 32000-2 §12.7.3, NeedAppearances, and §12.7.4.3.
func (v *View) formText() string {
	undrawn, _ := v.Resolve(v.Dict(v.Root().Get("AcroForm")).Get("NeedAppearances")).(bool)
	var text strings.Builder
	seen := map[*Dict]bool{}
	for _, p := range v.Pages() {
		for _, o := range v.Array(p.Dict.Get("Annots")) {
			w := v.Dict(o)
			if w == nil || v.Name(w.Get("Subtype")) != "Widget" || !undrawn && v.Dict(w.Get("AP")).Get("N") != nil {
				continue
			}
			field := v.fieldOf(w, "V")
			if field == nil || seen[field] {
				continue
			}
			seen[field] = true
			switch v.Name(v.fieldOf(w, "FT").Get("FT")) {
			case "Tx", "Ch":
				if value := v.fieldValue(field); value != "" && text.Len() <= document.MaxText { // beyond, Bound cuts it, and says so
					text.WriteString(value + "\n")
				}
			}
		}
	}
	return text.String()
}

// fieldOf is the nearest dictionary at or above a widget that has an entry,
// which fields inherit. ISO 32000-2 §12.7.4.1.
func (v *View) fieldOf(d *Dict, key Name) *Dict {
	for range maxFieldDepth {
		if d == nil || d.Get(key) != nil {
			return d
		}
		d = v.Dict(d.Get("Parent"))
	}
	return nil
}
