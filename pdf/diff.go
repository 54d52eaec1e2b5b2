package pdf

import (
	"maps"
	"slices"
)

// ChangeKind says what happened to an object.
type ChangeKind string

// The kinds of changes.
const (
	Added     ChangeKind = "added"
	Changed   ChangeKind = "changed"
	Rewritten ChangeKind = "rewritten" // written down again, with equal content
	Freed     ChangeKind = "freed"
)

// ObjectChange is what happened to one object between two states.
type ObjectChange struct {
	Number        int // 0 for the trailer
	Kind          ChangeKind
	Before, After *Definition // nil where it was, or is, not there; both nil for the trailer
	// Roles are those it has in either state; none where nothing leads to it.
	Roles []Role
	// Path is how it is first reached in the later state, failing that in the
	// earlier: "/Root/Pages/Kids[0]/Contents"; empty where it is not.
	Path string
	// Page is the number of the page it is first reached through, or 0.
	Page int
	// Misplaced is true where the later state's cross-reference points beside
	// the object: After was found by scanning, and viewers may find another.
	Misplaced bool
	// Reverted is true where After is written down before an object of its number
	// that stood in the file when Before's state ended: the later state points
	// back at bytes that were passed over. Viewers that repair files show the
	// other one.
	Reverted bool
	// Ambiguous says why viewers may find another object in the later state, or
	// none, beside Misplaced and Reverted; empty where nothing speaks for it.
	Ambiguous string
	// Awaited are the roles, of an Added object, in which the earlier state already
	// named it: there its place was empty, and now something stands in it.
	Awaited []Role
	// Paths are the places inside the object that differ, of Changed ones:
	// "/Annots[2]", "(stream data)". At most 100.
	Paths []string
}

// Is says whether the object has role r.
func (c ObjectChange) Is(r Role) bool { return slices.Contains(c.Roles, r) }

// Only says whether the object has roles, and none but those given.
func (c ObjectChange) Only(roles ...Role) bool {
	for _, r := range c.Roles {
		if !slices.Contains(roles, r) {
			return false
		}
	}
	return len(c.Roles) > 0
}

// Diff compares two states, from and to, from 1: what happened to each object,
// by number, the trailer first.
func (f *File) Diff(from, to int) []ObjectChange {
	a, b := f.At(from), f.At(to)
	var changes []ObjectChange
	if c, ok := trailerChange(a, b); ok {
		changes = append(changes, c)
	}
	for _, number := range touched(a, b) {
		if c, ok := compare(a, b, number); ok {
			changes = append(changes, c)
		}
	}
	return changes
}

// touched lists the objects whose place differs between two states.
func touched(a, b *View) []int {
	set := map[int]bool{}
	for number, e := range a.table {
		if a.where(e) != b.where(b.table[number]) {
			set[number] = true
		}
	}
	for number, e := range b.table {
		if _, ok := a.table[number]; !ok && e.kind != free {
			set[number] = true
		}
	}
	a.f.visits += len(a.table) + len(b.table)
	return slices.Sorted(maps.Keys(set))
}

// where is the place of an entry: that of its object stream for packed ones.
// A free entry has none.
func (v *View) where(e entry) (place [3]int) {
	switch e.kind {
	case plain:
		return [3]int{1, e.offset}
	case packed:
		return [3]int{2, v.table[e.offset].offset, e.generation}
	}
	return place
}

func compare(a, b *View, number int) (ObjectChange, bool) {
	c := ObjectChange{Number: number, Before: a.Get(number), After: b.Get(number)}
	switch {
	case c.Before == nil && c.After == nil:
		return c, false
	case c.Before == nil:
		c.Kind = Added
		c.Awaited = a.reached().awaited[number].list()
	case c.After == nil:
		c.Kind = Freed
	case same(a, b, c.Before.Value, c.After.Value):
		c.Kind = Rewritten
	default:
		c.Kind = Changed
		p := &paths{a: a, b: b}
		p.compare("", c.Before.Value, c.After.Value)
		c.Paths = p.list
	}
	if e := b.table[number]; e.kind == plain {
		c.Misplaced = b.written(number, e) == nil
		c.Reverted = c.After != nil && c.After.From < a.end && c.After.From < a.f.latest(number, a.end)
	}
	c.Ambiguous = ambiguous(b, c.Before, c.After)
	before, after := a.reached(), b.reached()
	set := before.roles[number] | after.roles[number]
	if set == 0 && (a.plumbing(c.Before) || b.plumbing(c.After)) {
		set = set.with(RolePlumbing)
	}
	c.Roles = set.list()
	if c.Path, c.Page = after.path(number), after.pageOf(number); c.Path == "" {
		c.Path, c.Page = before.path(number), before.pageOf(number)
	}
	return c, true
}

// plumbing says whether d, which nothing leads to, is a part of how the file is
// written down: a cross-reference or object stream, the dictionary of a
// linearised file, or its hints. ISO 32000-2 annex F.
func (v *View) plumbing(d *Definition) bool {
	if d == nil {
		return false
	}
	switch o := d.Value.(type) {
	case *Dict:
		return o.Get("Linearized") != nil
	case *Stream:
		kind := o.Dict.Get("Type")
		return kind == Name("XRef") || kind == Name("ObjStm") || d.From == v.f.hintsAt()
	}
	return false
}

// hintsAt is where the hint stream of a linearised file stands, 0 if nowhere:
// what its first object says.
func (f *File) hintsAt() int {
	if f.hints == 0 {
		f.hints = -1
		if defs := f.scan(); len(defs) > 0 {
			o, _ := defs[0].Value.(*Dict)
			h, _ := o.Get("H").(Array)
			if at, ok := element(h, 0).(int64); ok && o.Get("Linearized") != nil {
				f.hints = f.place(int(at))
			}
		}
	}
	return f.hints
}

// trailerKeys are the entries of a trailer that lead somewhere, or name the file.
var trailerKeys = []Name{"Root", "Info", "Encrypt", "ID"}

func trailerChange(a, b *View) (ObjectChange, bool) {
	c := ObjectChange{Kind: Changed, Roles: []Role{RoleTrailer}, Path: "trailer"}
	p := &paths{a: a, b: b}
	for _, key := range trailerKeys {
		p.compare("/"+string(key), a.Trailer().Get(key), b.Trailer().Get(key))
	}
	c.Paths = p.list
	return c, len(p.list) > 0
}
