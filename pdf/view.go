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
	hybrid  map[int]bool // numbers of which a hybrid section has two entries; nil before it was asked
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
