package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// chain follows /Prev from the section at offset at: newest first.
func (f *File) chain(at int) (list []*section, err error) {
	seen := map[int]bool{}
	for at >= 0 {
		if seen[at] {
			return list, errLoop
		}
		seen[at] = true
		s, err := f.section(at)
		if err != nil {
			return list, err
		}
		list = append(list, s)
		if at = s.prev; at >= 0 {
			at = f.place(at)
		}
	}
	return list, nil
}

var errLoop = errors.New("the /Prev entries go round in a circle")

// state reads the cross-reference that mark m leads to. Where it points beside
// the section that stands before it, that section is taken.
func (f *File) state(m mark, marks []mark) ([]*section, int, error) {
	at := f.place(m.value)
	if s, err := f.section(at); err == nil {
		chain, err := f.chain(at)
		if err != nil && !errors.Is(err, errLoop) {
			return nil, 0, fmt.Errorf("the cross-reference chain from offset %d is broken: %w", s.at, err)
		}
		if err != nil {
			f.trouble("%v", err)
		}
		return chain, at, nil
	}
	from := 0
	if len(marks) > 1 {
		from = marks[len(marks)-2].eof
	}
	for _, near := range f.nearby(from, m.at) {
		if chain, err := f.chain(near); err == nil && f.sound(chain[0]) {
			f.trouble("startxref says %d, and the cross-reference stands at offset %d", m.value, near)
			return chain, near, nil
		}
	}
	return nil, 0, fmt.Errorf("startxref says %d, where no cross-reference stands", m.value)
}

// nearby gives the last places between two offsets where a cross-reference table
// and a cross-reference stream may begin.
func (f *File) nearby(from, to int) (list []int) {
	if i := bytes.LastIndex(f.content[from:to], []byte("xref")); i >= 0 {
		list = append(list, from+i)
	}
	if i := bytes.LastIndex(f.content[from:to], []byte(" obj")); i >= 0 {
		if at, ok := headBefore(f.content, from+i+1, from); ok {
			list = append(list, at)
		}
	}
	return list
}

// sound says whether all that a section's own entries point at is there. Where
// startxref is wrong and entries are too, viewers scan, and so do we.
func (f *File) sound(s *section) bool {
	for number, e := range s.entries {
		if e.kind == plain {
			if d, err := f.definition(f.place(e.offset)); err != nil || d.Ref.Number != number {
				return false
			}
		}
	}
	return true
}

// completeAt says whether the file, cut after m, was a whole file: every section
// of the chain stands before m.
func (f *File) completeAt(m mark) bool {
	at := f.place(m.value)
	if at >= m.at {
		return false
	}
	furthest, whole := f.furthest(at)
	return whole && furthest < m.at
}

// furthest is the greatest offset of the sections in the chain from at on, and
// whether the chain can be followed to its end. Each section is asked once,
// however many states share it.
func (f *File) furthest(at int) (int, bool) {
	const broken = -1
	var path []int
	reached := 0
	for at >= 0 {
		if known, ok := f.reach[at]; ok {
			reached = known
			break
		}
		f.reach[at] = broken // should it come round again
		path = append(path, at)
		s, err := f.section(at)
		if err != nil {
			reached = broken
			break
		}
		if at = s.prev; at >= 0 {
			at = f.place(at)
		}
	}
	for _, at := range slices.Backward(path) {
		if reached != broken {
			reached = max(reached, at)
		}
		f.reach[at] = reached
	}
	return reached, reached != broken
}
