package pdf

// Page is one page of a state.
type Page struct {
	Number int // from 1
	Ref    Ref // zero where the page is no indirect object
	Dict   *Dict
	// Resources is what it has or inherits, unresolved.
	Resources Object
	MediaBox  Object
}

// Bounds on the page tree.
const (
	maxPages     = 1_000_000
	maxPageDepth = 100
)

// Pages lists the pages in reading order; a node that is met twice on the way
// down is not followed again. ISO 32000-2 §7.7.3.
func (v *View) Pages() []Page {
	if v.pages == nil {
		w := pageWalk{v: v, above: map[Ref]bool{}, pages: []Page{}}
		w.node(v.Root().Get("Pages"), nil, nil, 0)
		v.pages = w.pages
		v.f.visits += w.nodes
	}
	return v.pages
}

type pageWalk struct {
	v     *View
	above map[Ref]bool // the nodes that lead to the present one
	nodes int
	pages []Page
}

func (w *pageWalk) node(o, resources, box Object, depth int) {
	d := w.v.Dict(o)
	if d == nil {
		return
	}
	if w.nodes++; depth > maxPageDepth || w.nodes > maxPages || w.v.f.visits+w.nodes > 2*maxVisits {
		w.v.f.trouble("the page tree is deeper than %d or has more than %d nodes, and was not followed further", maxPageDepth, maxPages)
		return
	}
	ref, isRef := o.(Ref)
	if isRef {
		if w.above[ref] {
			w.v.f.trouble("the page tree goes round in a circle at object %d", ref.Number)
			return
		}
		w.above[ref] = true
		defer delete(w.above, ref)
	}
	if own := d.Get("Resources"); own != nil {
		resources = own
	}
	if own := d.Get("MediaBox"); own != nil {
		box = own
	}
	kids, inner := w.v.Resolve(d.Get("Kids")).(Array)
	if !inner || w.v.Name(d.Get("Type")) == "Page" {
		w.pages = append(w.pages, Page{len(w.pages) + 1, ref, d, resources, box})
		return
	}
	for _, kid := range kids {
		w.node(kid, resources, box, depth+1)
	}
}
