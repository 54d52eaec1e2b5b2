package pdf

import "slices"

// ambiguous says why viewers may find another object than after in state b.
func ambiguous(b *View, before, after *Definition) string {
	if after == nil {
		return ""
	}
	number := after.Ref.Number
	e := b.table[number]
	switch {
	case e.kind == packed && b.packedTwice(e.offset, number):
		return "its object stream holds two of this number"
	case before != nil && before.Ref.Generation != after.Ref.Generation,
		e.kind == plain && e.generation != after.Ref.Generation:
		return "it has another generation, and references may miss it" // ISO 32000-2 §7.3.10
	case b.hybridTwice(number):
		return "the table and the cross-reference stream beside it lead to two of this number"
	}
	s, ok := after.Value.(*Stream)
	old, _ := asStream(before)
	if ok && s.WrongLength && (old == nil || !old.WrongLength) {
		return "its data are longer or shorter than it says"
	}
	return ""
}

func asStream(d *Definition) (*Stream, bool) {
	if d == nil {
		return nil, false
	}
	s, ok := d.Value.(*Stream)
	return s, ok
}

// packedTwice reports whether an object stream holds two objects of a number.
func (v *View) packedTwice(stream, number int) bool {
	d := v.Get(stream)
	if d == nil {
		return false
	}
	p := v.open(d)
	return p != nil && p.twice[number]
}

// hybridTwice reports whether the table that has a number's entry in a state has
// a stream beside it that has another. ISO 32000-2 §7.5.8.4
func (v *View) hybridTwice(number int) bool {
	if v.hybrid == nil {
		v.hybrid = map[int]bool{}
		chain, _ := v.f.chain(v.f.revisions[v.number-1].Section) // what is wrong with it was told
		for i, s := range chain {
			if s.beside != nil {
				v.besides(chain[:i], s)
			}
		}
	}
	return v.hybrid[number]
}

// maxHybrids bounds the newer sections that one is held against.
const maxHybrids = 1000

// besides notes the numbers of which s has two entries, and no newer section one.
func (v *View) besides(newer []*section, s *section) {
	for number, other := range s.beside.entries {
		e, both := s.entries[number]
		if !both || e.kind != plain || other.kind == free || e == other {
			continue
		}
		over := slices.ContainsFunc(newer[max(0, len(newer)-maxHybrids):], func(n *section) bool { _, ok := n.lookup(number); return ok })
		v.hybrid[number] = v.hybrid[number] || !over
	}
}
