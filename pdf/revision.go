package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// Revision is one state of the file. ISO 32000-2 §7.5.6.
type Revision struct {
	Number int // from 1, the oldest
	// EOF is the offset behind its %%EOF, and End behind the end of line after
	// that: the file as it was has End bytes. Signatures may cover either.
	EOF, End int
	// Section is the offset of its newest cross-reference section, -1 where the
	// objects had to be found by scanning.
	Section int
	// Abandoned is true where no later state builds on this one: it was cut off
	// from the file's history, though its bytes still stand there.
	Abandoned bool
}

// maxRevisions bounds the former states that are kept apart.
const maxRevisions = 999

// mark is "startxref N %%EOF".
type mark struct{ at, value, eof, end int }

// marks lists them in the order of the file.
func (f *File) marks() (list []mark) {
	for _, at := range places(f.content, "startxref") {
		l := lexer{b: f.content, pos: at + len("startxref")}
		for l.pos < len(l.b) && class[l.b[l.pos]] == blank {
			l.pos++
		}
		n, ok := digits(l.word())
		if !ok {
			continue
		}
		m := mark{at: at, value: n, eof: l.pos}
		for l.pos < len(l.b) && class[l.b[l.pos]] == blank {
			l.pos++
		}
		if bytes.HasPrefix(l.b[l.pos:], []byte("%%EOF")) {
			m.eof = l.pos + len("%%EOF")
		}
		m.end = afterLine(f.content, m.eof)
		list = append(list, m)
	}
	return list
}

// afterLine is the offset behind one end of line at at, if there is one.
func afterLine(b []byte, at int) int {
	if at < len(b) && b[at] == '\r' {
		at++
	}
	if at < len(b) && b[at] == '\n' {
		at++
	}
	return at
}

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

// findRevisions finds every state, the last of which is the file as it is now.
func (f *File) findRevisions() {
	marks := f.marks()
	if len(marks) == 0 {
		f.trouble("there is no startxref; the objects were found by scanning")
		f.rebuild()
		return
	}
	last := marks[len(marks)-1]
	f.findShift(last)
	now, section, err := f.state(last, marks)
	for _, m := range marks[:len(marks)-1] {
		if m.value == 0 || !f.completeAt(m) {
			continue // the first mark of a linearised file, or no state at all
		}
		at := f.place(m.value)
		f.revisions = append(f.revisions, Revision{EOF: m.eof, End: m.end, Section: at})
	}
	if over := len(f.revisions) - maxRevisions; over > 0 {
		f.trouble("the file has %d former states; the oldest %d were passed over", len(f.revisions), over)
		f.revisions = f.revisions[over:]
	}
	if err != nil {
		f.trouble("%v; the objects were found by scanning", err)
		f.rebuild()
		return
	}
	f.revisions = append(f.revisions, Revision{EOF: last.eof, End: last.end, Section: section})
	f.number(now)
	if !f.rooted() {
		f.trouble("the cross-reference leads to no document catalogue; the objects were found by scanning")
		f.revisions = f.revisions[:len(f.revisions)-1]
		f.rebuild()
	}
}

// findShift finds whether offsets count from the header or from the beginning.
func (f *File) findShift(m mark) {
	if f.header > 0 {
		f.shift = f.header
		if _, err := f.section(f.place(m.value)); err != nil {
			f.shift = 0
		}
		clear(f.sections)
	}
}

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

// number counts the revisions, and marks those that the last does not build on.
func (f *File) number(now []*section) {
	on := map[int]bool{}
	for _, s := range now {
		on[s.at] = true
	}
	for i := range f.revisions {
		r := &f.revisions[i]
		r.Number = i + 1
		s, err := f.section(max(r.Section, 0))
		r.Abandoned = r.Section >= 0 && err == nil && !on[s.at]
	}
}

// rooted says whether the newest state leads to a catalogue.
func (f *File) rooted() bool {
	v := f.At(len(f.revisions))
	return v.Root() != nil
}

// Revisions lists the states of the file, the oldest first; there is at least
// one. A linearised file is one revision.
func (f *File) Revisions() []Revision { return slices.Clone(f.revisions) }

// Revision gives the bytes of the file as it was in state n, from 1: a file
// that can be opened by itself; nil where there is no such state.
func (f *File) Revision(n int) []byte {
	if n < 1 || n > len(f.revisions) {
		return nil
	}
	end := f.revisions[n-1].End
	return f.content[:end:end]
}

// RevisionAt gives the number of the newest state whose %%EOF lies within the
// first end bytes, 0 if none does.
func (f *File) RevisionAt(end int) (number int) {
	for _, r := range f.revisions {
		if r.EOF <= end {
			number = r.Number
		}
	}
	return number
}
