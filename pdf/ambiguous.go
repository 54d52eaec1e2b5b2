package pdf

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
	case b.f.hybridTwice(b, number):
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

// hybridTwice reports whether the newest section of a state that has an entry of
// a number has another in the stream beside its table. ISO 32000-2 §7.5.8.4
func (f *File) hybridTwice(v *View, number int) bool {
	for at := f.revisions[v.number-1].Section; at >= 0; {
		s, err := f.section(at)
		if err != nil || !s.stream && s.beside == nil && s.prev >= s.at {
			return false
		}
		if s.beside != nil {
			e, in := s.entries[number]
			other, both := s.beside.entries[number]
			if in && both && e.kind == plain && other.kind != free && e != other {
				return true
			}
		}
		if _, own := s.entries[number]; own || s.prev < 0 || f.place(s.prev) >= at {
			return false
		}
		at = f.place(s.prev)
	}
	return false
}
