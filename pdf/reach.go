package pdf

import "fmt"

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

// Roles gives the roles of an object in this state, none where nothing leads to
// it, and the path by which it was first reached.
func (v *View) Roles(number int) ([]Role, string) {
	r := v.reached()
	return r.roles[number].list(), r.path(number)
}

// Cut reports whether this state has more objects than are walked over: then
// roles are missing, and an object without one may still be shown.
func (v *View) Cut() bool { return v.reached().cut }
