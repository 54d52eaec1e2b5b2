package pdf

// Get gives the definition of object number as this state has it, streams with
// their data; nil where there is none. Where the cross-reference points beside
// the object, the last definition of that number in the file is taken, as
// viewers do.
func (v *View) Get(number int) *Definition {
	e, ok := v.table[number]
	if !ok || e.kind == free {
		return nil
	}
	if e.kind == packed {
		return v.packed(number, e)
	}
	d := v.written(number, e)
	if d == nil {
		d = v.f.found(number, v.end)
		if d == nil {
			v.f.trouble("object %d is not where the cross-reference says (offset %d), and nowhere else", number, e.offset)
			return nil
		}
		if !isXRef(d) { // which nobody asks for by number
			v.f.trouble("object %d is not where the cross-reference says (offset %d); the one at offset %d was taken", number, e.offset, d.From)
		}
		v.f.adopted[d.From] = true
	}
	return v.complete(d, false)
}

// written gives the object at its stated offset, or nil.
func (v *View) written(number int, e entry) *Definition {
	d, err := v.f.definition(v.f.place(e.offset))
	if err != nil || d.Ref.Number != number {
		return nil
	}
	return d
}

// complete gives a stream its data, and decrypts strings. inPack is true while
// an object stream is opened: then a length that stands in one is not asked.
func (v *View) complete(d *Definition, inPack bool) *Definition {
	f := v.f
	if f.crypt != nil && !d.decrypted && d.Container == 0 {
		d.decrypted = true
		f.crypt.strings(d)
	}
	s, ok := d.Value.(*Stream)
	if !ok {
		return d
	}
	to, wrong := f.extent(s.From, v.length(s.Dict.Get("Length"), inPack))
	if s.Raw != nil && len(s.Raw) == to-s.From && s.WrongLength == wrong {
		return d
	}
	if s.Raw != nil { // another state has another length for it
		copied, stream := *d, *s
		copied.Value, d, s = &stream, &copied, &stream
	}
	s.Raw, s.WrongLength = f.content[s.From:to:to], wrong
	if wrong {
		f.trouble("the stream of object %d has another length than it says", d.Ref.Number)
	}
	d.To = f.endOfObject(to)
	return d
}

// length resolves a /Length without completing anything; -1 if that fails.
func (v *View) length(o Object, inPack bool) int {
	if ref, ok := o.(Ref); ok {
		o = nil
		e := v.table[ref.Number]
		switch {
		case e.kind == plain:
			if d := v.written(ref.Number, e); d != nil {
				o = d.Value
			}
		case e.kind == packed && !inPack:
			if d := v.packed(ref.Number, e); d != nil {
				o = d.Value
			}
		}
	}
	if n, ok := o.(int64); ok && n >= 0 && n < 1<<40 {
		return int(n)
	}
	return -1
}

// endOfObject is the offset behind endstream and endobj after data that end at.
func (f *File) endOfObject(at int) int {
	l := lexer{b: f.content, pos: at}
	for _, word := range []string{"endstream", "endobj"} {
		if !l.keyword(word) {
			break
		}
	}
	return l.pos
}
