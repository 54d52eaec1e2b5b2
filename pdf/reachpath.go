package pdf

import (
	"slices"
	"strconv"
	"strings"
)

// maxPath bounds the steps of a path that is told.
const maxPath = 16

// path tells how an object was first reached: "/Root/Pages/Kids[0]/Contents".
func (r *reach) path(number int) string {
	n, ok := r.first[number]
	if !ok {
		return ""
	}
	var parts []string
	for n.number() != 0 {
		if len(parts) == maxPath {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, r.stepTo(n))
		n = r.from[n]
	}
	slices.Reverse(parts)
	return strings.Join(parts, "")
}

// stepTo tells by which key n is reached from where it was first reached. The
// steps of all that hangs there are found at once, as a page tree may be wide.
func (r *reach) stepTo(n node) string {
	step, ok := r.steps[n]
	if ok {
		return step
	}
	from := r.from[n]
	if from.number() == 0 {
		r.spell(from, RoleTrailer, r.v.trailer, "")
	} else if d := r.v.Get(from.number()); d != nil {
		r.spell(from, from.role(), d.Value, "")
	}
	return r.steps[n]
}

// spell notes the steps to all that was first reached from a node; o stands in it
// at step.
func (r *reach) spell(from node, role Role, o Object, step string) {
	switch o := o.(type) {
	case Ref:
		d := r.v.Get(o.Number)
		if d == nil {
			return
		}
		role, ok := arrive(role, d)
		n := nodeOf(o.Number, role)
		if parent, known := r.from[n]; !ok || !known || parent != from {
			return
		}
		if _, told := r.steps[n]; !told {
			r.steps[n] = step
		}
	case Array:
		for i, e := range o {
			switch e.(type) {
			case Ref, Array, *Dict:
				r.spell(from, role, e, step+"["+strconv.Itoa(i)+"]")
			}
		}
	case *Dict:
		for _, e := range o.Entries {
			if next := role.next(e.Key); next != notFollowed && next != "" {
				r.spell(from, next, e.Value, step+"/"+string(e.Key))
			}
		}
	case *Stream:
		r.spell(from, role, o.Dict, step)
	}
}

// maxClimb bounds the steps from an object up to its page.
const maxClimb = 64

// pageOf is the number of the page through which an object was first reached,
// 0 if through none.
func (r *reach) pageOf(number int) int {
	if r.page == nil {
		r.page = map[int]int{}
		for _, p := range r.v.Pages() {
			if _, ok := r.page[p.Ref.Number]; !ok {
				r.page[p.Ref.Number] = p.Number
			}
		}
	}
	for n, i := r.first[number], 0; n.number() != 0 && i < maxClimb; i++ {
		if n.role() == RolePage {
			return r.page[n.number()]
		}
		n = r.from[n]
	}
	return 0
}
