package pdfsig

import (
	"slices"

	"assay/document"
	"assay/pdf"
)

// quiet are roles in which an object draws nothing and does nothing.
var quiet = []pdf.Role{pdf.RoleValidation, pdf.RoleMetadata, pdf.RoleInfo, pdf.RoleStructure, pdf.RoleTrailer}

// filled tells of an object that what was signed already named, and that did not
// exist then: who prepares a file can leave such places empty, have it signed,
// and fill them. A reference to nothing is null, ISO 32000-2 §7.3.10, so
// careless writers leave some behind; none is known to fill them.
func (w *weigher) filled(c *pdf.ObjectChange) bool {
	loud := slices.DeleteFunc(slices.Clone(c.Awaited), func(r pdf.Role) bool { return slices.Contains(quiet, r) })
	if c.Kind != pdf.Added || len(loud) == 0 || w.fresh[c.Number] {
		return false
	}
	const what = "what was signed leads to this object, and it did not exist then"
	draws := append([]pdf.Role{pdf.RoleFont}, drawn...)
	if slices.ContainsFunc(loud, func(r pdf.Role) bool { return slices.Contains(draws, r) }) {
		w.say(document.Hidden, place(c), "%s: the page draws by it now", what)
	} else {
		w.say(document.Unknown, place(c), what)
	}
	return true
}
