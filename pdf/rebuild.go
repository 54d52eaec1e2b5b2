package pdf

// rebuild makes a state of all that a scan finds: the last definition of a
// number counts, as in viewers.
func (f *File) rebuild() {
	f.rebuilt = &section{at: -1, entries: map[int]entry{}, trailer: &Dict{}, prev: -1}
	f.shift = 0
	f.revisions = append(f.revisions, Revision{EOF: len(f.content), End: len(f.content), Section: -1})
	f.views = nil
	f.number(nil)
	for i := range f.revisions {
		f.revisions[i].Abandoned = false // what is built on is not known
	}
	for _, d := range f.scan() {
		f.rebuilt.entries[d.Ref.Number] = entry{kind: plain, offset: d.From, generation: d.Ref.Generation}
	}
	f.findTrailer()
	f.unlock(f.Now())
	f.unpackFound()
	f.findCatalogue()
	f.views = nil
}

// unpackFound adds what stands in object streams, unless it was written down
// plainly after its stream.
func (f *File) unpackFound() {
	v := f.Now()
	for _, d := range f.scan() {
		s, ok := d.Value.(*Stream)
		if !ok || s.Dict.Get("Type") != Name("ObjStm") || v.table[d.Ref.Number].offset != d.From {
			continue
		}
		p := v.open(d)
		if p == nil {
			continue
		}
		for i, o := range p.objects {
			old, ok := f.rebuilt.entries[o.Ref.Number]
			if !ok || old.kind == packed || old.kind == plain && old.offset < d.From {
				f.rebuilt.entries[o.Ref.Number] = entry{kind: packed, offset: d.Ref.Number, generation: i}
			}
		}
	}
	f.views = nil
}

// findTrailer takes the entries of the last trailer that has a /Root, or of the
// last cross-reference stream that has one.
func (f *File) findTrailer() {
	best := -1
	for _, at := range places(f.content, "trailer") {
		if f.overspent() {
			return
		}
		p := &parser{lexer: lexer{b: f.content, pos: at + len("trailer")}}
		o, err := p.object(0)
		f.spent += p.pos - at
		if d, ok := o.(*Dict); ok && err == nil && d.Get("Root") != nil {
			f.rebuilt.trailer, best = d, at
		}
	}
	for _, d := range f.scan() {
		s, ok := d.Value.(*Stream)
		if ok && d.From > best && s.Dict.Get("Type") == Name("XRef") && s.Dict.Get("Root") != nil {
			f.rebuilt.trailer, best = s.Dict, d.From
		}
	}
}

// findCatalogue looks for a catalogue by its type where no trailer leads to one.
func (f *File) findCatalogue() {
	v := f.Now()
	if v.Root() != nil {
		return
	}
	for _, number := range v.Numbers() {
		d := v.Get(number)
		if d == nil {
			continue
		}
		if dict, ok := d.Value.(*Dict); ok && dict.Get("Type") == Name("Catalog") {
			trailer := &Dict{}
			for _, e := range f.rebuilt.trailer.Entries {
				if e.Key != "Root" {
					trailer.add(e)
				}
			}
			trailer.add(Entry{Key: "Root", Value: d.Ref})
			f.rebuilt.trailer = trailer
		}
	}
}
