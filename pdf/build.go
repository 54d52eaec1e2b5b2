package pdf

import (
	"maps"
	"slices"
)

// build makes the view of state n: from the one before, where that is at hand
// and n builds on it, else from the beginning.
func (f *File) build(n int) *View {
	r := f.revisions[n-1]
	v := &View{f: f, number: n, end: r.End, trailer: &Dict{}}
	var own []*section
	if r.Section < 0 {
		own = []*section{f.rebuilt}
	} else {
		var base *View
		if own, base = f.newer(r.Section, n-1); base != nil {
			v.table, v.trailer = maps.Clone(base.table), base.trailer
		}
	}
	if v.table == nil {
		v.table = map[int]entry{}
	}
	for _, s := range slices.Backward(own) {
		s.over(v.table)
		v.trailer = inherit(s.trailer, v.trailer)
	}
	return v
}

// newer gives the sections from the one at offset at down to the first that
// state n has too, with the view of that if it is at hand; else the whole chain.
func (f *File) newer(at, n int) (own []*section, base *View) {
	for _, v := range f.views {
		if v.number == n && n > 0 {
			base = v
		}
	}
	if _, whole := f.furthest(at); base == nil || !whole || f.revisions[n-1].Section < 0 {
		chain, _ := f.chain(at) // what is wrong with it was told when it was first followed
		return chain, nil
	}
	for at >= 0 {
		if at == f.revisions[n-1].Section {
			return own, base
		}
		s, err := f.section(at)
		if err != nil {
			break
		}
		own = append(own, s)
		f.visits++
		if at = s.prev; at >= 0 {
			at = f.place(at)
		}
	}
	return own, nil
}

// over lays the section's entries over those of older ones.
func (s *section) over(table map[int]entry) {
	for number := range s.entries {
		table[number], _ = s.lookup(number)
	}
	if s.beside != nil {
		for number := range s.beside.entries {
			table[number], _ = s.lookup(number)
		}
	}
}

// inherit gives a trailer the entries without which nothing can be read, from
// the one before, where it lacks them.
func inherit(trailer, before *Dict) *Dict {
	whole := trailer
	for _, key := range []Name{"Root", "Encrypt", "ID"} {
		e := before.Entry(key)
		if e == nil || trailer.Get(key) != nil {
			continue
		}
		if whole == trailer {
			whole = &Dict{}
			for _, own := range trailer.Entries {
				whole.add(own)
			}
		}
		whole.add(*e)
	}
	return whole
}
