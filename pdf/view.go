package pdf

import (
	"maps"
	"slices"
)

// View is the file as it stands in one of its states.
type View struct {
	f       *File
	number  int
	table   map[int]entry
	trailer *Dict
	end     int
	pages   []Page
	walked  *reach
}

// keptViews is how many views are kept built.
const keptViews = 3

// At gives the view of state n, from 1; of the last where there is no such.
func (f *File) At(n int) *View {
	if n < 1 || n > len(f.revisions) {
		n = len(f.revisions)
	}
	for i, v := range f.views {
		if v.number == n {
			f.views = append(slices.Delete(f.views, i, i+1), v)
			return v
		}
	}
	v := f.build(n)
	f.views = append(f.views, v)
	if len(f.views) > keptViews {
		f.views = slices.Delete(f.views, 0, 1)
	}
	return v
}

// Now is the view of the file as it is.
func (f *File) Now() *View { return f.At(len(f.revisions)) }

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

// File is the file that it is a view of.
func (v *View) File() *File { return v.f }

// Number is that of its revision.
func (v *View) Number() int { return v.number }

// Trailer is the newest trailer, or the dictionary of the newest
// cross-reference stream, with /Root, /Encrypt and /ID of older ones where it
// lacks them; never nil.
func (v *View) Trailer() *Dict { return v.trailer }

// Root is the document catalogue, or nil.
func (v *View) Root() *Dict { return v.Dict(v.trailer.Get("Root")) }

// Numbers lists the numbers of the objects that are in use, in order.
func (v *View) Numbers() []int {
	list := make([]int, 0, len(v.table))
	for _, number := range slices.Sorted(maps.Keys(v.table)) {
		if v.table[number].kind != free {
			list = append(list, number)
		}
	}
	return list
}

// maxHops bounds references that point at references.
const maxHops = 32

// Resolve follows references; null for those that lead nowhere.
func (v *View) Resolve(o Object) Object {
	for range maxHops {
		ref, ok := o.(Ref)
		if !ok {
			return o
		}
		d := v.Get(ref.Number)
		if d == nil {
			return nil
		}
		o = d.Value
	}
	return nil
}

// Dict resolves o and gives it where it is a dictionary, or the dictionary of a
// stream; else nil.
func (v *View) Dict(o Object) *Dict { return dictOf(v.Resolve(o)) }

// Array resolves o and gives it where it is an array; else nil.
func (v *View) Array(o Object) Array {
	a, _ := v.Resolve(o).(Array)
	return a
}

// Name resolves o and gives it where it is a name; else "".
func (v *View) Name(o Object) Name {
	n, _ := v.Resolve(o).(Name)
	return n
}

// Int resolves o and gives it where it is a whole number; else 0.
func (v *View) Int(o Object) int {
	switch n := v.Resolve(o).(type) {
	case int64:
		return int(n)
	case float64:
		if n == float64(int(n)) {
			return int(n)
		}
	}
	return 0
}

// Decode undoes the encryption and the filters of a stream. What could be read
// comes with the error; ErrFilter where pictures' coding is in the way.
func (v *View) Decode(s *Stream) ([]byte, error) {
	raw, err := v.f.decryptStream(v, s)
	if err != nil {
		return nil, err
	}
	return v.f.filtered(s.Dict, raw, v.Resolve)
}
