package pdf

// Signatures lists the signature fields of this state, signed or not, in the
// order of the form; then widgets that are in no form; then signature
// dictionaries in the file that no field of this state leads to.
func (v *View) Signatures() []SignatureField {
	w := v.signatureFields()
	w.loose()
	return w.list
}

// signatureFields walks over the form and the pages.
func (v *View) signatureFields() *fieldWalk {
	w := &fieldWalk{v: v, seen: map[int]bool{}, values: map[*Dict]bool{}, perms: v.permissions()}
	for _, o := range v.Array(v.Dict(v.Root().Get("AcroForm")).Get("Fields")) {
		w.field(o, "", "", 0)
	}
	for _, p := range v.Pages() {
		for _, o := range v.Array(p.Dict.Get("Annots")) {
			if d := v.Dict(o); d != nil && v.Name(d.Get("FT")) == "Sig" {
				w.field(o, "", "", 0)
			}
		}
	}
	w.placed()
	v.f.visits += w.nodes
	return w
}

type fieldWalk struct {
	v      *View
	seen   map[int]bool
	values map[*Dict]bool
	perms  map[*Dict][]Name
	list   []SignatureField
	nodes  int
	kids   []*Dict // the widget of each of list
}

func (w *fieldWalk) field(o Object, above string, kind Name, depth int) {
	v := w.v
	ref, _ := o.(Ref)
	d := v.Dict(o)
	if d == nil || ref.Number != 0 && w.seen[ref.Number] {
		return
	}
	if w.nodes++; depth > maxFieldDepth || w.nodes > maxFields {
		v.f.trouble("the form is deeper than %d or has more than %d fields", maxFieldDepth, maxFields)
		return
	}
	w.seen[ref.Number] = true
	name := above
	if t := v.Text(d.Get("T")); t != "" {
		if name != "" {
			name += "."
		}
		name += t
	}
	if own := v.Name(d.Get("FT")); own != "" {
		kind = own
	}
	var widget *Dict
	for _, kid := range v.Array(d.Get("Kids")) {
		k := v.Dict(kid)
		if k != nil && k.Get("T") == nil && widget == nil {
			widget = k
		}
		w.field(kid, name, kind, depth+1)
	}
	if kind != "Sig" || d.Get("T") == nil && d.Get("V") == nil && depth > 0 {
		return
	}
	if widget == nil {
		widget = d
	}
	w.add(ref.Number, name, d, widget)
}

func (w *fieldWalk) add(number int, name string, d, widget *Dict) {
	s := SignatureField{Name: name, Field: number, ContentsFrom: -1, ContentsTo: -1}
	s.Lock = w.v.transform(d.Get("Lock"))
	s.widget(w.v, widget)
	holder := number
	if ref, ok := d.Get("V").(Ref); ok {
		s.Value, holder = ref.Number, ref.Number
	}
	if value := w.v.Dict(d.Get("V")); value != nil {
		w.values[value] = true
		s.fill(w.v, value, w.v.Get(holder))
		s.Permission = w.perms[value]
	}
	w.list, w.kids = append(w.list, s), append(w.kids, widget)
}

// placed finds the pages of the widgets, by the pages' own lists.
func (w *fieldWalk) placed() {
	pages := map[*Dict]int{}
	for _, p := range w.v.Pages() {
		for _, o := range w.v.Array(p.Dict.Get("Annots")) {
			if d := w.v.Dict(o); d != nil && pages[d] == 0 {
				pages[d] = p.Number
			}
		}
	}
	for i, d := range w.kids {
		w.list[i].Page = pages[d]
	}
}

// loose adds signature dictionaries that stand in the file before the end of
// this state, and that its fields do not lead to.
func (w *fieldWalk) loose() {
	known := map[int]bool{}
	for _, s := range w.list {
		if s.Dict != nil {
			known[s.From] = true
		}
	}
	for _, d := range w.v.f.scan() {
		if d.From >= w.v.end || known[d.From] {
			continue
		}
		dict, ok := w.v.complete(d, false).Value.(*Dict)
		if !ok || dict.Get("ByteRange") == nil || dict.Get("Contents") == nil || w.values[dict] {
			continue
		}
		s := SignatureField{Value: d.Ref.Number, Loose: true, ContentsFrom: -1, ContentsTo: -1, Permission: w.perms[dict]}
		s.fill(w.v, dict, d)
		w.list = append(w.list, s)
	}
}

// permissions are the signatures that the catalogue's /Perms leads to.
func (v *View) permissions() map[*Dict][]Name {
	m := map[*Dict][]Name{}
	if perms := v.Dict(v.Root().Get("Perms")); perms != nil {
		for _, e := range perms.Entries {
			if d := v.Dict(e.Value); d != nil {
				m[d] = append(m[d], e.Key)
			}
		}
	}
	return m
}
