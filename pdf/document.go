package pdf

import (
	"encoding/hex"
	"fmt"
	"strings"

	"assay/document"
)

// Read reads content as a document: Open and Document in one. The error is
// ErrFormat where content is no PDF at all.
func Read(content []byte) (*document.Document, error) {
	f, err := Open(content)
	if err != nil {
		return nil, err
	}
	return f.Document(), nil
}

// Document says what the file is and remembers. Signatures are left to others,
// and so is the text, but for values of form fields that nothing draws.
func (f *File) Document() *document.Document {
	v := f.Now()
	d := &document.Document{Kind: document.PDF, Format: "pdf", MIME: "application/pdf", Version: f.effective(v), Pages: len(v.Pages())}
	t := &taken{map[*Stream]bool{}, map[string]int{}}
	catalogue := &document.Document{}
	f.fillCatalogue(catalogue, v, t)
	f.fillStates(d, catalogue, t)
	join(d, catalogue)
	f.fillParts(d, v)
	f.notes(d)
	d.Text = v.formText()
	d.Bound()
	return d
}

// effective is the version that counts: the catalogue's where it is the later.
// ISO 32000-2 §7.7.2.
func (f *File) effective(v *View) string {
	return max(f.Version(), string(v.Name(v.Root().Get("Version"))))
}

// fillCatalogue takes in what the catalogue leads to: languages, identifiers,
// fonts, layers, files.
func (f *File) fillCatalogue(d *document.Document, v *View, t *taken) {
	field := func(name, value, where string) {
		if value != "" {
			d.Fields = append(d.Fields, document.Field{Name: name, Value: value, Where: where})
		}
	}
	field("version of the header", f.Version(), "header")
	field("binary mark", f.binaryMark(), "behind the header")
	field("version of the catalogue", string(v.Name(v.Root().Get("Version"))), "catalogue /Version")
	if lang := v.Text(v.Root().Get("Lang")); lang != "" {
		d.Languages = append(d.Languages, document.Said{Value: lang, Where: "catalogue /Lang"})
	}
	for i, o := range v.Array(v.Trailer().Get("ID")) {
		if id, ok := v.Resolve(o).(String); ok && i < 2 {
			field([]string{"permanent identifier", "changing identifier"}[i], hex.EncodeToString([]byte(id)), "trailer /ID")
		}
	}
	in := v.takeInventory()
	for _, number := range in.layers {
		field("layer", v.Text(v.Dict(Ref{Number: number}).Get("Name")), fmt.Sprintf("object %d", number))
	}
	f.newest(field)
	in.fillFonts(field)
	v.twinFonts(field)
	v.pageShapes(field)
	for _, l := range in.links { // last: there may be too many to keep
		field("link", l.uri, l.where)
	}
	in.embed(d, "", t)
	in.note(d)
}

// oldFiles takes out embedded files that state n had and the next changed.
func (f *File) oldFiles(d *document.Document, n int, objects []ObjectChange, t *taken) {
	for _, c := range objects {
		if c.Before == nil || c.Kind == Rewritten || !c.Is(RoleFile) && !c.Is(RoleAnnotation) {
			continue
		}
		old := &inventory{v: f.At(n), actions: map[Name][]int{}, seen: map[string]bool{}}
		old.object(c.Number, c.Before.Value, 0)
		old.embed(d, fmt.Sprintf("revision %d ", n), t)
	}
}

// fillFonts names the fonts, each once.
func (in *inventory) fillFonts(field func(name, value, where string)) {
	told := map[string]bool{}
	for _, u := range in.fonts {
		text := in.describe(u.dict)
		if text != "" && !told[text] {
			told[text] = true
			field("font", text, fmt.Sprintf("object %d", u.number))
		}
	}
}

// describe says "ABCDEF+Name, TrueType, embedded in part".
func (in *inventory) describe(d *Dict) string {
	v := in.v
	name, subtype := v.Text(d.Get("BaseFont")), v.Name(d.Get("Subtype"))
	if subtype == "Type3" {
		return "Type3, drawn by the file itself"
	}
	descriptor := v.Dict(d.Get("FontDescriptor"))
	if subtype == "Type0" {
		if kids := v.Array(d.Get("DescendantFonts")); len(kids) > 0 {
			descriptor = v.Dict(v.Dict(kids[0]).Get("FontDescriptor"))
		}
	}
	state := "not embedded"
	for _, key := range []Name{"FontFile", "FontFile2", "FontFile3"} {
		if v.Dict(descriptor.Get(key)) != nil {
			state = "embedded"
			if len(name) > 7 && name[6] == '+' && strings.ToUpper(name[:6]) == name[:6] {
				state = "embedded in part"
			}
		}
	}
	if name == "" {
		return ""
	}
	return fmt.Sprintf("%s, %s, %s", name, subtype, state)
}
