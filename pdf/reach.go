package pdf

import (
	"fmt"
	"slices"
	"strings"
)

// maxVisits bounds the objects that all walks over one file look at together.
const maxVisits = 8_000_000

var tooMany = fmt.Sprintf("its states hold more than %d objects together, and not all were compared", maxVisits)

// node is an object in one role; the same object in two roles is two.
type node struct {
	number int
	role   Role
}

// came says from where a node was first reached, and by which step.
type came struct {
	from node
	step string
}

// reach is what a state's trailer leads to.
type reach struct {
	v     *View
	roles map[int]roleSet
	first map[int]Role // in which an object was reached first
	from  map[node]came
	queue []node
	cut   bool // the bound was met; roles are missing
	page  map[int]int
}

// reached walks from the trailer over all that this state leads to.
func (v *View) reached() *reach {
	if v.walked != nil {
		return v.walked
	}
	r := &reach{v: v, roles: map[int]roleSet{}, first: map[int]Role{}, from: map[node]came{}}
	v.walked = r
	start := node{0, RoleTrailer}
	r.object(start, RoleTrailer, v.trailer, "", 0)
	for len(r.queue) > 0 {
		n := r.queue[0]
		r.queue = r.queue[1:]
		if v.f.visits++; v.f.visits > maxVisits {
			r.cut = true
			v.f.trouble("%s", tooMany)
			break
		}
		if d := v.Get(n.number); d != nil {
			r.object(n, n.role, d.Value, "", 0)
		}
	}
	return r
}

// object goes over what n holds directly, and notes the references.
func (r *reach) object(n node, role Role, o Object, step string, depth int) {
	switch o := o.(type) {
	case Ref:
		r.visit(n, role, o.Number, step)
	case Array:
		for i, e := range o {
			switch e.(type) {
			case Ref, Array, *Dict:
				r.object(n, role, e, fmt.Sprintf("%s[%d]", step, i), depth+1)
			}
		}
	case *Dict:
		for _, e := range o.Entries {
			switch e.Value.(type) {
			case Ref, Array, *Dict:
				if next := role.next(e.Key); next != notFollowed && next != "" {
					r.object(n, next, e.Value, step+"/"+string(e.Key), depth+1)
				}
			}
		}
	case *Stream:
		r.object(n, role, o.Dict, step, depth+1)
	}
}

// visit notes that object number is reached in a role. What is a page among the
// kids of the page tree is seen by looking.
func (r *reach) visit(from node, role Role, number int, step string) {
	d := r.v.Get(number)
	if d == nil {
		return
	}
	kind := dictOf(d.Value).Get("Type")
	switch {
	case role == RolePages:
		if dictOf(d.Value).Get("Kids") == nil || kind == Name("Page") {
			role = RolePage
		}
	case role == RoleContent || role == RoleAppearance || role == RoleFont:
		// drawn whatever it calls itself
	case kind == Name("Page") || kind == Name("Pages") || kind == Name("Catalog") && role != RoleCatalog:
		return // a link to a page is no part of it
	}
	if _, isArray := d.Value.(Array); isArray && role == RolePage {
		role = RolePages // the list of kids as an object of its own
	}
	n := node{number, role}
	if _, seen := r.from[n]; seen {
		return
	}
	r.from[n] = came{from, step}
	if _, seen := r.first[number]; !seen {
		r.first[number] = role
	}
	r.roles[number] = r.roles[number].with(role)
	r.queue = append(r.queue, n)
}

// maxPath bounds the steps of a path that is told.
const maxPath = 16

// path tells how an object was first reached: "/Root/Pages/Kids[0]/Contents".
func (r *reach) path(number int) string {
	role, ok := r.first[number]
	if !ok {
		return ""
	}
	var parts []string
	for n := (node{number, role}); n.number != 0; {
		c := r.from[n]
		if len(parts) == maxPath {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, c.step)
		n = c.from
	}
	slices.Reverse(parts)
	return strings.Join(parts, "")
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
	role := r.first[number]
	for n, i := (node{number, role}), 0; n.number != 0 && i < maxClimb; i++ {
		if n.role == RolePage {
			return r.page[n.number]
		}
		n = r.from[n].from
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
