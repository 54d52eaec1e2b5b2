package pdf

// fill reads a signature dictionary; holder is the object it stands in.
// ISO 32000-2 §12.8.1, table 255.
func (s *SignatureField) fill(v *View, d *Dict, holder *Definition) {
	s.Dict, s.Type = d, v.Name(d.Get("Type"))
	s.Filter, s.SubFilter = v.Name(d.Get("Filter")), v.Name(d.Get("SubFilter"))
	for _, o := range v.Array(d.Get("ByteRange")) {
		n, ok := v.Resolve(o).(int64)
		if !ok {
			n = -1 // no number: never a place in the file
		}
		s.ByteRange = append(s.ByteRange, int(n))
	}
	if holder != nil {
		s.From, s.To = holder.From, holder.To
	}
	s.contents(v, d, holder)
	for _, o := range list(v.Resolve(d.Get("Cert"))) {
		if c, ok := v.Resolve(o).(String); ok {
			s.Cert = append(s.Cert, []byte(c))
		}
	}
	s.Signer, s.Reason, s.Location = v.Text(d.Get("Name")), v.Text(d.Get("Reason")), v.Text(d.Get("Location"))
	s.Contact, s.Claimed = v.Text(d.Get("ContactInfo")), v.Text(d.Get("M"))
	for _, o := range v.Array(d.Get("Reference")) {
		if r := v.Dict(o); r != nil {
			t := v.transform(r.Get("TransformParams"))
			if t == nil {
				t = &Transform{}
			}
			t.Method, t.Digest = v.Name(r.Get("TransformMethod")), v.Name(r.Get("DigestMethod"))
			s.References = append(s.References, *t)
		}
	}
	app := v.Dict(v.Dict(d.Get("Prop_Build")).Get("App"))
	s.Software, s.SoftwareVersion = v.Text(app.Get("Name")), v.Text(app.Get("REx"))
}

// contents reads /Contents and finds where it stands in the file.
func (s *SignatureField) contents(v *View, d *Dict, holder *Definition) {
	e := d.Entry("Contents")
	if e == nil {
		return
	}
	value, _ := v.Resolve(e.Value).(String)
	s.Contents = []byte(value)
	ref, indirect := e.Value.(Ref)
	switch {
	case indirect:
		if o := v.Get(ref.Number); o != nil && o.Container == 0 {
			p := &parser{lexer: lexer{b: v.f.content, pos: o.From}}
			p.whole()
			p.whole()
			p.gluedObj()
			p.skip()
			s.ContentsFrom = p.pos
			if _, err := p.object(0); err == nil {
				s.ContentsTo = p.pos
			} else {
				s.ContentsFrom = -1
			}
		}
	case holder != nil && holder.Container == 0:
		s.ContentsFrom, s.ContentsTo = e.From, e.To
	}
}

// transform reads the parameters of a transform, or a field's lock; nil if
// there are none.
func (v *View) transform(o Object) *Transform {
	d := v.Dict(o)
	if d == nil {
		return nil
	}
	t := &Transform{P: v.Int(d.Get("P")), Action: v.Name(d.Get("Action"))}
	for _, o := range v.Array(d.Get("Fields")) {
		t.Fields = append(t.Fields, v.Text(o))
	}
	return t
}

// The flags of an annotation that keep it from view. ISO 32000-2 §12.5.3.
const (
	flagHidden = 1 << 1
	flagNoView = 1 << 5
)

// widget reads where the field is drawn.
func (s *SignatureField) widget(v *View, d *Dict) {
	rect := v.Array(d.Get("Rect"))
	for i := 0; i < len(rect) && i < 4; i++ {
		s.Rect[i] = v.Float(rect[i])
	}
	flat := s.Rect[0] == s.Rect[2] || s.Rect[1] == s.Rect[3]
	s.Hidden = flat || v.Int(d.Get("F"))&(flagHidden|flagNoView) != 0
}

// Float resolves o and gives it where it is a number; else 0.
func (v *View) Float(o Object) float64 {
	switch n := v.Resolve(o).(type) {
	case int64:
		return float64(n)
	case float64:
		return n
	}
	return 0
}
