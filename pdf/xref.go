package pdf

import (
	"bytes"
	"errors"
	"fmt"
)

// entry says where an object stands. ISO 32000-2 §7.5.4, §7.5.8.
type entry struct {
	kind       entryKind
	offset     int // of a plain object; the object stream's number of a packed one
	generation int // the index in that stream of a packed one
}

type entryKind byte

const (
	free entryKind = iota
	plain
	packed
)

// section is one cross-reference section with its trailer.
type section struct {
	at, end int // bounds in the file
	stream  bool
	entries map[int]entry
	trailer *Dict
	prev    int // offset of the one before, -1 if none
	beside  *section
}

var errNoSection = errors.New("no cross-reference section stands there")

// section reads the cross-reference section at offset at, with the stream that
// a hybrid file has beside its table.
func (f *File) section(at int) (*section, error) {
	if s, ok := f.sections[at]; ok {
		if s == nil {
			return nil, errNoSection
		}
		return s, nil
	}
	s, err := f.readSection(at)
	if err != nil {
		f.sections[at] = nil
		return nil, err
	}
	f.sections[at] = s
	return s, nil
}

func (f *File) readSection(at int) (*section, error) {
	if at < 0 || at >= len(f.content) {
		return nil, fmt.Errorf("offset %d lies outside the file", at)
	}
	if f.overspent() {
		return nil, errSpent
	}
	p := &parser{lexer: lexer{b: f.content, pos: at}}
	defer func() { f.spent += p.pos - at }()
	p.skip()
	var s *section
	var err error
	if bytes.HasPrefix(f.content[p.pos:], []byte("xref")) {
		s, err = f.table(p)
	} else {
		s, err = f.xrefStream(p.pos)
	}
	if err != nil {
		return nil, err
	}
	s.prev = -1
	if n, ok := s.trailer.Get("Prev").(int64); ok && n > 0 {
		s.prev = int(n)
	} else if x, ok := s.trailer.Get("Prev").(float64); ok && x > 0 && x < float64(len(f.content)) {
		s.prev = int(x)
	}
	return s, nil
}

// table reads an xref table and its trailer; p stands on "xref".
func (f *File) table(p *parser) (*section, error) {
	s := &section{at: p.pos, entries: map[int]entry{}}
	p.pos += len("xref")
	for {
		start, ok := p.whole()
		if !ok {
			break
		}
		count, ok := p.whole()
		if !ok {
			return nil, fmt.Errorf("the xref table at offset %d has a broken subsection", s.at)
		}
		p.subsection(s.entries, start, count)
	}
	if !p.keyword("trailer") {
		p.skip()
		if !bytes.HasPrefix(p.b[p.pos:], []byte("trailer")) { // "trailer<<"
			return nil, fmt.Errorf("the xref table at offset %d has no trailer", s.at)
		}
		p.pos += len("trailer")
	}
	o, err := p.object(0)
	if err != nil {
		return nil, fmt.Errorf("trailer of the xref table at offset %d: %w", s.at, err)
	}
	trailer, ok := o.(*Dict)
	if !ok {
		return nil, fmt.Errorf("the trailer of the xref table at offset %d is no dictionary", s.at)
	}
	s.trailer, s.end = trailer, p.pos
	if at, ok := trailer.Get("XRefStm").(int64); ok {
		if beside, err := f.xrefStream(f.place(int(at))); err == nil {
			s.beside = beside
		} else {
			f.trouble("the cross-reference stream of a hybrid file at offset %d cannot be read: %v", at, err)
		}
	}
	return s, nil
}

// subsection reads entries as long as they look like some. A table that says
// it begins at 1 and has the head of the free list there begins at 0.
func (p *parser) subsection(into map[int]entry, start, count int) {
	for i := 0; i < count; i++ {
		at := p.pos
		offset, ok1 := p.whole()
		generation, ok2 := p.whole()
		p.skip()
		word := string(p.word())
		if !ok1 || !ok2 || word != "n" && word != "f" {
			p.pos = at
			return
		}
		if i == 0 && start == 1 && word == "f" && offset == 0 && generation == maxGeneration {
			start = 0
		}
		number := start + i
		if number > maxNumber {
			continue
		}
		e := entry{kind: free, offset: offset, generation: min(generation, maxGeneration)}
		if word == "n" && offset > 0 {
			e.kind = plain
		}
		into[number] = e
	}
}

// lookup finds the section's own entry of an object: the table's, and where it
// has none or calls it free, that of the stream beside. ISO 32000-2 §7.5.8.4.
func (s *section) lookup(number int) (entry, bool) {
	e, ok := s.entries[number]
	if s.beside != nil && (!ok || e.kind == free) {
		if b, found := s.beside.entries[number]; found {
			return b, true
		}
	}
	return e, ok
}
