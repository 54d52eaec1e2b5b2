package pdfsig

import (
	"fmt"
	"strings"

	"assay/finding"
)

// maxOther bounds the fields that are told of.
const maxOther = 20

// noteDrawings tells of text fields that draw other words than their value: a
// viewer that draws them anew then shows the value. The shadow attack by overlay
// prepares such a field before a signer sees the file.
func (e *examiner) noteDrawings() {
	told := 0
	for _, p := range e.now.Pages() {
		for _, o := range e.now.Array(p.Dict.Get("Annots")) {
			d := e.now.Dict(o)
			if d == nil || e.now.Name(d.Get("Subtype")) != "Widget" || e.now.Name(inherited(e.now, d, "FT")) != "Tx" || formatted(e.now, d) {
				continue
			}
			drawn, value := shown(e.now, appearance(e.now, d)), fieldValue(e.now, d)
			if !differ(drawn, value) {
				continue
			}
			if told++; told > maxOther {
				return
			}
			e.findings = append(e.findings, finding.Finding{ID: "pdf/field-draws-other", Outcome: finding.Found, Says: finding.Neutral,
				Where:   fmt.Sprintf("page %d, field %s", p.Number, quote(e.now.FieldName(d))),
				Why:     fmt.Sprintf("A form field draws %s, and its value is %s: which is seen depends on the viewer, and on whether somebody clicks on it. Programmes that fill in forms without drawing them anew leave this; so does one who prepares a change that signatures survive.", quote(drawn), quote(value)),
				Recheck: "pdftotext FILE - ; and look at the form fields in a viewer"})
		}
	}
}

// differ reports whether plain words that are drawn are certainly others than
// the value: glyph numbers, and text that is cut or spread, are not judged.
func differ(drawn, value string) bool {
	a, b := squeeze(drawn), squeeze(value)
	if a == "" || b == "" || strings.Contains(a, "<") {
		return false
	}
	for _, r := range a + b {
		if r < ' ' || r > '~' {
			return false // encodings of fonts differ beyond ASCII
		}
	}
	return !strings.Contains(a, b) && !strings.Contains(b, a)
}
