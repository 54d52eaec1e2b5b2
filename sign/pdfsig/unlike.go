package pdfsig

import (
	"math"
	"slices"

	"assay/pdf"
)

// unlike reports whether a field that was filled in draws other than its value,
// or more.
func (w *weigher) unlike(before, after *pdf.Dict) bool {
	const password = 1 << 13 // ISO 32000-2 table 231
	switch w.now.Name(inherited(w.now, after, "FT")) {
	case "Btn": // each state has had its drawing from the start
		a, b := state(w.then, before, w.now.Name(after.Get("AS"))), appearance(w.now, after)
		return a != nil && b != nil && !pdf.Same(w.then, w.now, a, b) || a == nil && b != nil
	case "Tx":
		if !w.sameDrawing(before, after) && !formatted(w.now, after) && w.now.Int(inherited(w.now, after, "Ff"))&password == 0 &&
			differ(shown(w.now, appearance(w.now, after)), fieldValue(w.now, after)) {
			return true
		}
	}
	return w.moved(before, after) || w.paints(before, after)
}

// moved reports whether an appearance lies otherwise in its field than before,
// and otherwise than one that just fills it.
func (w *weigher) moved(before, after *pdf.Dict) bool {
	a, b := appearance(w.then, before), appearance(w.now, after)
	if a == nil || b == nil || fills(w.now, b, after) {
		return false
	}
	return !slices.Equal(numbersOf(w.then, a.Dict.Get("BBox")), numbersOf(w.now, b.Dict.Get("BBox"))) ||
		!slices.Equal(matrix(w.then, a), matrix(w.now, b))
}

// fills reports whether an appearance is as large as its field, and not turned.
func fills(v *pdf.View, s *pdf.Stream, d *pdf.Dict) bool {
	const slack = 2 // points
	box, rect := numbersOf(v, s.Dict.Get("BBox")), numbersOf(v, d.Get("Rect"))
	if len(box) != 4 || len(rect) != 4 || !slices.Equal(matrix(v, s), []float64{1, 0, 0, 1, 0, 0}) {
		return false
	}
	side := func(r []float64, i int) float64 { return math.Abs(r[i+2] - r[i]) }
	return math.Abs(side(box, 0)-side(rect, 0)) <= slack && math.Abs(side(box, 1)-side(rect, 1)) <= slack
}

// matrix is how an appearance is turned; as it is where nothing is said.
func matrix(v *pdf.View, s *pdf.Stream) []float64 {
	if m := numbersOf(v, s.Dict.Get("Matrix")); len(m) == 6 {
		return m
	}
	return []float64{1, 0, 0, 1, 0, 0}
}

func numbersOf(v *pdf.View, o pdf.Object) (list []float64) {
	for _, n := range v.Array(o) {
		list = append(list, v.Float(n))
	}
	return list
}
