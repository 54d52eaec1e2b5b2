package pdf

import (
	"bytes"
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
