package pdf

import (
	"bytes"
	"slices"
)

// scan finds every object that is written down in the file, whether a
// cross-reference knows it or not, in the order of the file. What looks like an
// object inside the data of another's stream is none.
func (f *File) scan() []*Definition {
	if f.scanned || f.scanning {
		return f.defs
	}
	f.scanning = true
	resume := 0
	for at := 0; at < len(f.content); {
		i := bytes.Index(f.content[at:], []byte("obj"))
		if i < 0 {
			break
		}
		at += i + len("obj")
		from, ok := headBefore(f.content, at-len("obj"), resume)
		if !ok {
			continue
		}
		d, err := f.definition(from)
		if err != nil {
			continue
		}
		f.measure(d)
		f.defs = append(f.defs, d)
		resume = max(at, d.To)
		at = resume
	}
	f.scanned, f.scanning = true, false
	return f.defs
}

// headBefore finds where "12 0 " begins that stands before "obj" at offset at,
// not before offset floor.
func headBefore(b []byte, at, floor int) (int, bool) {
	back := func(want func(byte) bool) int {
		n := 0
		for at > floor && n < maxGap && want(b[at-1]) {
			at--
			n++
		}
		return n
	}
	isBlank := func(c byte) bool { return class[c] == blank }
	isDigit := func(c byte) bool { return '0' <= c && c <= '9' }
	back(isBlank)
	if back(isDigit) == 0 || back(isBlank) == 0 || back(isDigit) == 0 {
		return 0, false
	}
	return at, true
}

// measure finds the end of a stream that no view has completed yet.
func (f *File) measure(d *Definition) {
	s, ok := d.Value.(*Stream)
	if !ok || s.Raw != nil {
		return
	}
	length := -1
	if n, ok := s.Dict.Get("Length").(int64); ok && n >= 0 && n < 1<<40 {
		length = int(n)
	} else if ref, ok := s.Dict.Get("Length").(Ref); ok && len(f.revisions) > 0 {
		length = f.Now().length(ref, true)
	}
	to, _ := f.extent(s.From, length)
	d.To = f.endOfObject(to)
}

// found gives the last definition of number that ends before offset end, by
// scanning; nil if there is none.
func (f *File) found(number, end int) *Definition {
	if f.scanning {
		return nil
	}
	f.scan()
	if f.byNumber == nil {
		f.byNumber = map[int][]*Definition{}
		for _, d := range f.defs {
			f.byNumber[d.Ref.Number] = append(f.byNumber[d.Ref.Number], d)
		}
	}
	for _, d := range slices.Backward(f.byNumber[number]) {
		if d.From < end {
			return d
		}
	}
	return nil
}

// latest is the offset of the last definition of number before offset end, -1 if
// there is none.
func (f *File) latest(number, end int) int {
	if d := f.found(number, end); d != nil {
		return d.From
	}
	return -1
}

// Definitions lists every place where an object is written down outside object
// streams, in the order of the file, whether a cross-reference knows it or not.
func (f *File) Definitions() []*Definition { return slices.Clone(f.scan()) }
