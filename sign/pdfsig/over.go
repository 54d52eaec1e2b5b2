package pdfsig

import (
	"slices"

	"assay/pdf"
)

// The operators that show text and pictures, and those that fill. ISO 32000-2
// annex A
var (
	showing = []string{"Tj", "TJ", "'", "\"", "BI", "sh"}
	areas   = []string{"f", "F", "f*", "B", "B*", "b", "b*"}
)

// Bounds on what an annotation draws by way of others.
const (
	maxNested  = 10
	maxDrawers = 200
)

// maxIcon is the side of the largest square, in points, that a filled icon may
// cover: notes and attached files show themselves by one.
const maxIcon = 40

// drawsOver reports whether an annotation shows words or pictures of its own, or
// fills an area so that what is beneath is hidden. A highlight multiplies, and
// lines leave words legible.
func drawsOver(v *pdf.View, d *pdf.Dict) bool {
	if drawing[v.Name(d.Get("Subtype"))] {
		return true
	}
	o := &over{v: v, left: maxDrawers}
	o.stream(appearance(v, d), false, 0)
	return o.shows || o.fills && !icon(v, d)
}

type over struct {
	v            *pdf.View
	left         int
	shows, fills bool
}

func (o *over) stream(s *pdf.Stream, multiplied bool, depth int) {
	if s == nil {
		return
	}
	if o.left--; o.left < 0 || depth > maxNested {
		o.shows = true // it may draw anything
		return
	}
	has := operators(o.v, s)
	any := func(list []string) bool { return slices.ContainsFunc(list, func(op string) bool { return has[op] }) }
	resources := o.v.Dict(s.Dict.Get("Resources"))
	multiplied = multiplied || has["gs"] && o.multiplies(resources)
	o.shows = o.shows || any(showing)
	o.fills = o.fills || any(areas) && !multiplied
	if !has["Do"] {
		return
	}
	for _, e := range entries(o.v.Dict(resources.Get("XObject"))) {
		inner, _ := o.v.Resolve(e.Value).(*pdf.Stream)
		if inner == nil || o.v.Name(inner.Dict.Get("Subtype")) != "Form" {
			o.shows = true
			return
		}
		o.stream(inner, multiplied, depth+1)
	}
}

// multiplies reports whether all graphics states of resources leave what is
// beneath visible. ISO 32000-2 §11.3.5
func (o *over) multiplies(resources *pdf.Dict) bool {
	list := entries(o.v.Dict(resources.Get("ExtGState")))
	return len(list) > 0 && !slices.ContainsFunc(list, func(e pdf.Entry) bool {
		mode := o.v.Resolve(o.v.Dict(e.Value).Get("BM"))
		if a, ok := mode.(pdf.Array); ok && len(a) > 0 {
			mode = o.v.Resolve(a[0])
		}
		return mode != pdf.Name("Multiply") && mode != pdf.Name("Darken")
	})
}

// icon reports whether an annotation is no larger than a sign for itself.
func icon(v *pdf.View, d *pdf.Dict) bool {
	r := v.Array(d.Get("Rect"))
	if len(r) != 4 {
		return false
	}
	width, height := v.Float(r[2])-v.Float(r[0]), v.Float(r[3])-v.Float(r[1])
	return width <= maxIcon && width >= -maxIcon && height <= maxIcon && height >= -maxIcon
}
