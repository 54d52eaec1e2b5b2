package pdf

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// maxVisits bounds the objects that all walks over one file look at together.
const maxVisits = 8_000_000

var tooMany = fmt.Sprintf("its states hold more than %d objects together, and not all were compared", maxVisits)

// node is an object in one role, number and role in one word; the same object in
// two roles is two. Node 0 is the trailer.
type node uint32

// roleBits hold a role's number in a node: maxNumber needs 23 bits more.
const roleBits = 5

func nodeOf(number int, r Role) node { return node(number<<roleBits | roleNumber[r]) }
func (n node) number() int           { return int(n >> roleBits) }
func (n node) role() Role            { return roleOrder[n&(1<<roleBits-1)] }

// reach is what a state's trailer leads to.
type reach struct {
	v     *View
	roles map[int]roleSet
	// awaited are the roles in which objects that are not there are named.
	awaited map[int]roleSet
	first   map[int]node  // in which role an object was reached first
	from    map[node]node // whence
	steps   map[node]string
	queue   []node
	cut     bool // the bound was met; roles are missing
	page    map[int]int
}

// reached walks from the trailer over all that this state leads to.
func (v *View) reached() *reach {
	if v.walked != nil {
		return v.walked
	}
	r := &reach{v: v, roles: map[int]roleSet{}, awaited: map[int]roleSet{}, first: map[int]node{}, from: map[node]node{}, steps: map[node]string{}}
	v.walked = r
	r.object(nodeOf(0, RoleTrailer), RoleTrailer, v.trailer)
	for head := 0; head < len(r.queue); head++ {
		n := r.queue[head]
		if v.f.visits++; v.f.visits > maxVisits {
			r.cut = true
			v.f.trouble("%s", tooMany)
			break
		}
		if d := v.Get(n.number()); d != nil {
			r.object(n, n.role(), d.Value)
		}
	}
	r.queue = nil
	return r
}

// object goes over what n holds directly, and notes the references.
func (r *reach) object(n node, role Role, o Object) {
	switch o := o.(type) {
	case Ref:
		r.visit(n, role, o.Number)
	case Array:
		for _, e := range o {
			switch e.(type) {
			case Ref, Array, *Dict:
				r.object(n, role, e)
			}
		}
	case *Dict:
		for i := range o.Entries {
			e := &o.Entries[i]
			switch e.Value.(type) {
			case Ref, Array, *Dict:
				if next := role.next(e.Key); next != notFollowed && next != "" {
					r.object(n, next, e.Value)
				}
			}
		}
	case *Stream:
		r.object(n, role, o.Dict)
	}
}

// arrive is the role that object d takes on where it is reached in a role; ok is
// false where it is no part of what leads there. What is a page among the kids
// of the page tree is seen by looking.
func arrive(role Role, d *Definition) (Role, bool) {
	dict := dictOf(d.Value)
	kind := dict.Get("Type")
	if role == RolePages {
		if _, list := d.Value.(Array); !list && (dict.Get("Kids") == nil || kind == Name("Page")) {
			return RolePage, true
		}
		return role, true // a list of kids may be an object of its own
	}
	if role == RoleContent || role == RoleAppearance || role == RoleFont {
		return role, true // drawn whatever it calls itself
	}
	link := kind == Name("Page") || kind == Name("Pages") || kind == Name("Catalog") && role != RoleCatalog
	return role, !link
}

// visit notes that object number is reached in a role.
func (r *reach) visit(from node, role Role, number int) {
	d := r.v.Get(number)
	if d == nil {
		r.awaited[number] = r.awaited[number].with(role)
		return
	}
	role, ok := arrive(role, d)
	if !ok {
		return
	}
	n := nodeOf(number, role)
	if _, seen := r.from[n]; seen {
		return
	}
	r.from[n] = from
	if r.roles[number] == 0 {
		r.first[number] = n
	}
	r.roles[number] = r.roles[number].with(role)
	r.queue = append(r.queue, n)
}

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

// Roles gives the roles of an object in this state, none where nothing leads to
// it, and the path by which it was first reached.
func (v *View) Roles(number int) ([]Role, string) {
	r := v.reached()
	return r.roles[number].list(), r.path(number)
}

// Cut reports whether this state has more objects than are walked over: then
// roles are missing, and an object without one may still be shown.
func (v *View) Cut() bool { return v.reached().cut }
