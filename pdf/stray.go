package pdf

import "sort"

// Stray is an object that is written down in the file, and that no state of it
// uses: no cross-reference points there.
type Stray struct {
	*Definition
	// Revision is the state in whose bytes it stands; one more than there are
	// where it stands behind the last.
	Revision int
	// Twin is true where another object of the same number in the same state's
	// bytes is used: viewers that scan may show this one.
	Twin bool
}

// Strays lists them in the order of the file. Writers that change their mind,
// and repairs, leave such behind; so do attacks that prepare content to be
// shown after signing. A rebuilt file has none: there is no cross-reference to
// stand outside of.
func (f *File) Strays() (list []Stray) {
	if f.rebuilt != nil {
		return nil
	}
	used, twins := f.usedPlaces()
	for _, d := range f.scan() {
		if used[d.From] || f.adopted[d.From] || isXRef(d) {
			continue
		}
		r := f.holds(d.From)
		list = append(list, Stray{Definition: d, Revision: r, Twin: twins[[2]int{r, d.Ref.Number}]})
	}
	return list
}

// usedPlaces are the offsets that any cross-reference points at, and the
// objects that the bytes of each state hold in use.
func (f *File) usedPlaces() (used map[int]bool, twins map[[2]int]bool) {
	used, twins = map[int]bool{}, map[[2]int]bool{}
	for _, s := range f.sections {
		for s := s; s != nil; s = s.beside {
			for number, e := range s.entries {
				if e.kind != plain {
					continue
				}
				d, err := f.definition(f.place(e.offset))
				if err != nil || d.Ref.Number != number {
					continue
				}
				used[d.start(f)] = true
				twins[[2]int{f.holds(e.offset), number}] = true
			}
		}
	}
	return used, twins
}

// start is where the object's number stands: an offset may point at blanks
// before it.
func (d *Definition) start(f *File) int {
	l := lexer{b: f.content, pos: d.From}
	l.skip()
	return l.pos
}

func isXRef(d *Definition) bool {
	s, ok := d.Value.(*Stream)
	return ok && s.Dict.Get("Type") == Name("XRef")
}

// holds is the number of the state in whose bytes offset at stands.
func (f *File) holds(at int) int {
	return 1 + sort.Search(len(f.revisions), func(i int) bool { return at < f.revisions[i].End })
}

// Reverted lists the objects of the newest state, by number, of which a later
// definition stands in the file: its cross-reference points back at one that
// former states had replaced or passed over. None of a rebuilt file.
func (f *File) Reverted() (list []int) {
	if f.rebuilt != nil {
		return nil
	}
	v := f.Now()
	for _, number := range v.Numbers() {
		e := v.table[number]
		if e.kind != plain {
			continue
		}
		if d := v.written(number, e); d != nil && d.start(f) < f.latest(number, v.end) {
			list = append(list, number)
		}
	}
	return list
}

// Unreached lists the objects of a state, by number, that are in its
// cross-reference and that nothing leads to: neither drawn nor
// named. None where too little could be read to say so.
func (v *View) Unreached() (list []int) {
	r := v.reached()
	if r.cut || v.f.partial {
		return nil
	}
	for _, number := range v.Numbers() {
		if r.roles[number] == 0 {
			if d := v.Get(number); d != nil && d.Value != nil && !v.plumbing(d) && !v.isLength(d) {
				list = append(list, number)
			}
		}
	}
	return list
}

// isLength says whether d is a bare number: the /Length of an object stream, or
// of a stream that was replaced.
func (v *View) isLength(d *Definition) bool {
	_, ok := d.Value.(int64)
	return ok
}
