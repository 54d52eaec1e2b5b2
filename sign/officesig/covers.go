package officesig

import (
	"fmt"
	"slices"
	"strings"

	"assay/document"
	"assay/sign/xmlsig"
)

// coverage is which parts a signature covers, and which it leaves out.
type coverage struct {
	signed  map[string]bool // parts that a reference names, whether or not they are still as signed
	visible []string        // not signed, and a reader may see them
	aside   []string        // not signed, by custom: properties and the like
}

// cover collects the parts that references name, and what has become of them.
func (r *reading) cover(s *xmlsig.Signature, d *document.Signature) coverage {
	c := coverage{signed: map[string]bool{}}
	for _, ref := range s.References {
		if strings.HasPrefix(ref.URI, "#") {
			continue
		}
		name, err := r.pack.named(ref.URI)
		if err != nil {
			continue // its Problem says so
		}
		c.signed[name] = true
		switch {
		case ref.Missing:
			d.Changes = append(d.Changes, document.Change{Weight: document.Unknown, What: "was signed, and is no longer there", Where: document.Clip(name)})
		case !ref.Match && ref.Problem == "":
			d.Changes = append(d.Changes, document.Change{Weight: weigh(name), What: "is not as it was signed", Where: document.Clip(name)})
		}
	}
	for _, name := range r.pack.differ {
		d.Changes = append(d.Changes, document.Change{Weight: document.Unknown, What: "stands in the package twice with different bytes, and programmes differ in which they show", Where: document.Clip(name)})
	}
	return c
}

// weigh is what a change of a part means. That bytes differ does not say that
// words do; only pictures of the first page are surely beside the point.
func weigh(name string) document.Weight {
	if strings.HasPrefix(name, "Thumbnails/") || strings.HasPrefix(name, "docProps/thumbnail.") {
		return document.Harmless
	}
	return document.Unknown
}

// in says in plain words what is covered: all, as that is called here, or how
// many of the parts, which of names.
func (c coverage) in(all, of string) string {
	number := fmt.Sprintf("%d %ss", len(c.signed), of)
	if len(c.signed) == 1 {
		number = "1 " + of
	}
	var b strings.Builder
	switch {
	case len(c.signed) == 0:
		b.WriteString("nothing of the package")
	case len(c.visible) == 0:
		fmt.Fprintf(&b, "%s (%s)", all, number)
	default:
		fmt.Fprintf(&b, "%s; not signed, though a reader may see it: %s", number, some(c.visible))
	}
	if len(c.aside) > 0 {
		fmt.Fprintf(&b, "; not signed, as is the custom: %s", some(c.aside))
	}
	return document.Clip(b.String())
}

// sorted sorts names and drops doubles.
func sorted(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}
