package pdfsig

import (
	"slices"
	"strings"

	"assay/document"
	"assay/pdf"
)

// silentPage are entries of a page that draw nothing, or whose change is told
// of elsewhere.
var silentPage = map[string]bool{"Annots": true, "LastModified": true, "Tabs": true, "StructParents": true, "PieceInfo": true, "Metadata": true, "Thumb": true, "ID": true, "B": true}

// silentCatalog are the same of the catalogue.
var silentCatalog = map[string]bool{"AcroForm": true, "DSS": true, "Extensions": true, "Version": true, "Metadata": true, "Perms": true, "MarkInfo": true, "PieceInfo": true, "Lang": true, "Type": true, "StructTreeRoot": true, "PageMode": true, "PageLayout": true, "ViewerPreferences": true}

// object weighs one changed object by all its roles; the worst counts.
func (w *weigher) object(c *pdf.ObjectChange) {
	if len(c.Paths) >= maxPaths {
		w.say(document.Unknown, place(c), "more differs in an object than is looked at")
	}
	if c.After != nil && len(c.Roles) > 0 && twice(c.After.Value, 0) {
		w.say(document.Unknown, place(c), "an object that was written since has an entry twice: viewers disagree which one counts")
	}
	w.disagree(c)
	switch {
	case c.Kind == pdf.Rewritten:
		w.gather("written down again with equal content", c.Number)
	case len(c.Roles) == 0:
		w.gather("nothing leads to it: it is not shown", c.Number)
	case c.Only(pdf.RolePlumbing):
	case w.filled(c):
	default:
		shared := w.shared(c)
		for _, r := range c.Roles {
			w.role(c, r, shared)
		}
	}
}

// disagree tells of an object that other viewers may not find, or find another
// for: then what it says here is not what all readers see.
func (w *weigher) disagree(c *pdf.ObjectChange) {
	switch {
	case len(c.Roles) == 0 || c.Only(pdf.RolePlumbing):
	case c.Misplaced:
		w.say(document.Unknown, place(c), "the cross-reference points beside an object: viewers may find another")
	case c.Reverted:
		w.say(document.Unknown, place(c), "the cross-reference points back at an older writing of an object: viewers may show another")
	case c.Ambiguous != "":
		w.say(document.Unknown, place(c), "viewers may find another object, or none: %s", c.Ambiguous)
	}
}

// maxPaths is how many differences package pdf tells of one object.
const maxPaths = 100

// twice reports whether a dictionary in o has an entry twice.
func twice(o pdf.Object, depth int) bool {
	const maxDepth = 20
	var d *pdf.Dict
	switch o := o.(type) {
	case pdf.Array:
		return depth < maxDepth && slices.ContainsFunc(o, func(e pdf.Object) bool { return twice(e, depth+1) })
	case *pdf.Dict:
		d = o
	case *pdf.Stream:
		d = o.Dict
	default:
		return false
	}
	seen := map[pdf.Name]bool{}
	for _, e := range d.Entries {
		if seen[e.Key] || depth < maxDepth && twice(e.Value, depth+1) {
			return true
		}
		seen[e.Key] = true
	}
	return false
}

// drawn are the roles of what a page draws itself.
var drawn = []pdf.Role{pdf.RoleContent, pdf.RolePages, pdf.RolePage}

// shared reports whether an object that later changes may touch is also used
// where they may not: what draws a field and the page as well.
func (w *weigher) shared(c *pdf.ObjectChange) bool {
	is := func(r pdf.Role) bool { return c.Is(r) }
	return slices.ContainsFunc(drawn, is) &&
		slices.ContainsFunc([]pdf.Role{pdf.RoleAppearance, pdf.RoleField, pdf.RoleForm, pdf.RoleValue, pdf.RoleValidation, pdf.RoleMetadata, pdf.RoleInfo}, is)
}

// role weighs what a change means in one role.
func (w *weigher) role(c *pdf.ObjectChange, r pdf.Role, shared bool) {
	switch r {
	case pdf.RoleTrailer:
		w.trailer(c)
	case pdf.RoleCatalog:
		w.catalog(c)
	case pdf.RolePages:
		if c.Kind != pdf.Added {
			w.visible(c, shared, "the tree of pages was changed")
		}
	case pdf.RolePage:
		w.page(c, shared)
	case pdf.RoleContent:
		w.content(c, shared)
	case pdf.RoleFont:
		w.font(c, shared)
	case pdf.RoleForm:
		w.form(c)
	case pdf.RoleAnnotation, pdf.RoleField:
		w.lost(c)
	case pdf.RoleAppearance:
		w.appearances(c, shared)
	default:
		w.rest(c, r)
	}
}

// visible tells of what a reader may see; it is hidden where it was done in a
// way that validators were known to pass over.
func (w *weigher) visible(c *pdf.ObjectChange, shared bool, what string) {
	switch {
	case c.Kind == pdf.Changed && c.After.From < w.end && c.Before.From != c.After.From:
		w.say(document.Hidden, place(c), "%s: a writing of the object that stood unused in what was signed is in force now", what)
	case shared:
		w.say(document.Hidden, place(c), "%s, by way of an object that is also part of a form or note", what)
	default:
		w.say(document.Visible, place(c), "%s", what)
	}
}

func (w *weigher) page(c *pdf.ObjectChange, shared bool) {
	if c.Kind != pdf.Changed {
		return // told of with the list of pages
	}
	w.inlined(c, under(c.Paths, "/Annots"))
	loud := slices.DeleteFunc(keys(c.Paths), func(k string) bool { return silentPage[k] })
	if len(loud) == 0 {
		w.gather("a page has another list of annotations, or other notes for programmes", c.Number)
		return
	}
	if fonts(under(c.Paths, "/Resources")) && len(loud) == 1 && loud[0] == "Resources" {
		w.say(document.Hidden, place(c), "the font that a page uses was replaced: letters can be drawn as others")
		return
	}
	w.visible(c, shared, "a page changed in its "+strings.Join(loud, ", "))
}

func (w *weigher) content(c *pdf.ObjectChange, shared bool) {
	switch c.Kind {
	case pdf.Added: // told of with what leads to it
		w.gather("a part that something which changed draws", c.Number)
	case pdf.Freed:
		w.say(document.Hidden, place(c), "what a page draws was declared void, and what lies beneath is seen")
	default:
		if fonts(c.Paths) {
			w.say(document.Hidden, place(c), "the font that a page uses was replaced: letters can be drawn as others")
			return
		}
		w.visible(c, shared, "what a page draws was replaced")
	}
}

// fonts reports whether all that differs are fonts among resources.
func fonts(paths []string) bool {
	return len(paths) > 0 && !slices.ContainsFunc(paths, func(p string) bool {
		return !strings.HasPrefix(p, "/Font/") && !strings.Contains(p, "/Resources/Font/")
	})
}

// font weighs fonts: those of pages and those that only forms use.
func (w *weigher) font(c *pdf.ObjectChange, shared bool) {
	ofForm := (strings.Contains(c.Path, "/AP") || strings.HasPrefix(c.Path, "/Root/AcroForm")) && !w.onPage(c.Number)
	switch {
	case c.Kind == pdf.Added:
		w.gather("a font that something which changed uses", c.Number)
	case ofForm && !shared:
		w.say(document.Unknown, place(c), "a font of form fields was replaced")
	default:
		w.say(document.Hidden, place(c), "the font that a page uses was replaced: letters can be drawn as others")
	}
}

// appearances weighs what annotations draw: it is told of with its field, if
// that changed or was added; alone it is weighed here.
func (w *weigher) appearances(c *pdf.ObjectChange, shared bool) {
	switch {
	case shared: // told of as content
	case c.Kind == pdf.Added:
		w.gather("a part that something which changed draws", c.Number)
	case c.Kind == pdf.Freed:
		w.say(document.Visible, place(c), "what a field or note drew was declared void")
	default:
		w.drawnAgain(c)
	}
}
