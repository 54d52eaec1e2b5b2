package pdf

// SignatureField is a signature or document timestamp as it stands in the file,
// unjudged. ISO 32000-2 §12.7.5.5, §12.8.1.
type SignatureField struct {
	Name   string // the field's full name; empty where no field leads to the signature
	Field  int    // object number of the field, 0 where it is none of its own
	Page   int    // of its widget, 0 where it is on none
	Rect   [4]float64
	Hidden bool // its widget has no area, or flags that keep it from view
	Lock   *Transform

	// Dict is the signature dictionary; nil where the field is not yet signed.
	// All below is of it.
	Dict      *Dict
	Value     int // its object number; 0 where it stands in the field
	Type      Name
	Filter    Name
	SubFilter Name
	// ByteRange are pairs of offset and length, as they stand there.
	ByteRange []int
	// Contents is the decoded value, padding included. In the file it stands
	// at [ContentsFrom, ContentsTo), brackets included; -1 where it stands
	// nowhere in clear.
	Contents                  []byte
	ContentsFrom, ContentsTo  int
	Cert                      [][]byte // /Cert, of adbe.x509.rsa_sha1
	Signer, Reason, Location  string
	Contact, Claimed          string // /M as it stands there; see ParseDate
	References                []Transform
	Permission                []Name // the entries of the catalogue's /Perms that lead to it: DocMDP, UR3
	Loose                     bool   // no field of this state leads to it
	From, To                  int    // bounds of the object that holds the dictionary
	Software, SoftwareVersion string // /Prop_Build /App
}

// Transform says what a signature covers and lets be changed: DocMDP, FieldMDP,
// UR3, or a field's /Lock. ISO 32000-2 §12.8.2.
type Transform struct {
	Method Name
	P      int  // of DocMDP and locks: 1 nothing, 2 forms, 3 forms and notes; 0 where it says nothing
	Action Name // All, Include or Exclude
	Fields []string
	Digest Name // /DigestMethod
}

// Bounds on the form.
const (
	maxFields     = 100_000
	maxFieldDepth = 50
)

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

// Unpadded is Contents without the zeros behind its DER object; all of it where
// it does not begin like one.
func (s *SignatureField) Unpadded() []byte {
	b := s.Contents
	if len(b) < 2 || b[0] != 0x30 {
		return b
	}
	n, head := int(b[1]), 2
	if n == 0x80 {
		return b // BER of indefinite length, whose end is made of zeros too
	}
	if n > 0x80 {
		count := n - 0x80
		if count > 4 || len(b) < 2+count {
			return b
		}
		n = 0
		for _, c := range b[2 : 2+count] {
			n = n<<8 | int(c)
		}
		head += count
	}
	if n > len(b)-head {
		return b
	}
	return b[:head+n]
}
