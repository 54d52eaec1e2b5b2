package pdf

import (
	"bytes"
	"fmt"
	"strings"

	"assay/document"
)

// notes adds the findings on the file's structure and on what it says.
func (f *File) notes(d *document.Document) {
	f.noteEncryption(d)
	f.noteEdges(d)
	f.noteStrays(d)
	f.noteAbandoned(d)
	f.noteTwinFields(d)
	f.noteDisagreement(d)
	if f.Now().Root() == nil {
		d.Unread("pdf/no-catalogue", "trailer /Root", "It has no document catalogue that could be read, so nothing is known of its pages. A file cut off or overwritten on its way is like this.")
	}
	if f.rebuilt != nil {
		d.Note("pdf/rebuilt", "the cross-reference", "The file's table of objects cannot be used; it was made again from the objects that stand there, as viewers do. Damage on the way does this, and so do careless writers and editors.")
	}
	if len(f.troubles) > 0 {
		text := strings.Join(f.troubles, "; ")
		if f.untold > 0 {
			text += fmt.Sprintf("; and %d more", f.untold)
		}
		d.Note("pdf/damaged", "the file's structure", fmt.Sprintf("Its structure is not as the standard has it: %s. Old or careless writers and transfers that change line ends do this; so do edits by hand.", document.Clip(text)))
	}
}

func (f *File) noteEncryption(d *document.Document) {
	c := f.crypt
	switch {
	case c == nil:
	case c.needs != "":
		where, what := "the whole file", "its texts, streams and metadata"
		if c.forStrings == identity && c.forStreams == identity {
			where, what = "its embedded files", "its embedded files; all else stands in clear"
		} else if !c.metadata {
			what = "its texts and streams; its XMP stands in clear"
		}
		d.Unread("pdf/encrypted", where, fmt.Sprintf("It is encrypted, and %s is needed to read %s.", c.needs, what))
	default:
		d.Note("pdf/permissions", "trailer /Encrypt", fmt.Sprintf("It is encrypted with the empty password, which forbids honest programmes some uses (/P %d) and hides nothing.", c.permissions))
	}
}

// noteEdges tells of bytes outside the file proper.
func (f *File) noteEdges(d *document.Document) {
	if f.header < 0 {
		d.Note("pdf/no-header", "byte 0", fmt.Sprintf("There is no %%PDF- header in its first %d bytes, though its objects are those of a PDF.", maxHeader))
	} else if f.header > 0 {
		d.Note("pdf/before-header", "byte 0", fmt.Sprintf("%d bytes stand before its header. Web servers and mail gateways prepend text by mistake; a file may also be made to be two formats at once.", f.header))
	}
	end := f.revisions[len(f.revisions)-1].End
	if rest := bytes.Trim(f.content[end:], "\x00\t\n\f\r \x1a"); len(rest) > 0 {
		d.Note("pdf/after-end", fmt.Sprintf("byte %d", end), fmt.Sprintf("%d bytes stand behind its last %%%%EOF, which no viewer shows. Gateways and copying programmes append such; so do people who hide something.", len(f.content)-end))
	}
}

func (f *File) noteStrays(d *document.Document) {
	var strays, twins []string
	for _, s := range f.Strays() {
		place := fmt.Sprintf("object %d at byte %d", s.Ref.Number, s.From)
		if s.Twin {
			twins = append(twins, place)
		} else {
			strays = append(strays, place)
		}
	}
	if len(strays) > 0 {
		d.Note("pdf/stray-objects", some(strays), fmt.Sprintf("%s in the file that its table of objects does not know: viewers pass it over. Writers that change their mind, and repairs, leave such; content to be shown later is hidden so too.", counted(len(strays), "object stands", "objects stand")))
	}
	if len(twins) > 0 {
		d.Note("pdf/twin-objects", some(twins), fmt.Sprintf("%s written down twice in one state of the file, and only one of the two counts. Viewers that repair files may show the other. Some writers do so by mistake; attacks on signatures do so too.", counted(len(twins), "object is", "objects are")))
	}
	var reverted []string
	for _, number := range f.Reverted() {
		reverted = append(reverted, fmt.Sprintf("object %d", number))
	}
	if len(reverted) > 0 {
		d.Note("pdf/reverted-objects", some(reverted), fmt.Sprintf("%s in use in an older form, though a later one stands in the file. Viewers that repair files show the later. Programmes that undo a change may do this; so do attacks that show something else after signing.", counted(len(reverted), "object is", "objects are")))
	}
	var orphans []string
	for _, number := range f.Now().Unreached() {
		orphans = append(orphans, fmt.Sprintf("object %d", number))
	}
	if len(orphans) > 0 {
		d.Note("pdf/orphans", some(orphans), fmt.Sprintf("%s in its table, and nothing leads there: it is not shown. Programmes that delete pages or replace pictures leave such, and they may hold what was there before.", counted(len(orphans), "object is", "objects are")))
	}
}

// counted says "1 object is" or "2 objects are".
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// some joins the first of a list of places.
func some(places []string) string {
	if len(places) > maxNumbers {
		return strings.Join(places[:maxNumbers], ", ") + fmt.Sprintf(", and %d more", len(places)-maxNumbers)
	}
	return strings.Join(places, ", ")
}

func (f *File) noteAbandoned(d *document.Document) {
	for _, r := range f.revisions {
		if r.Abandoned {
			d.Note("pdf/abandoned-revision", fmt.Sprintf("revision %d, byte %d", r.Number, r.End), "A complete former state stands in the file that the later ones do not build on. Programmes that write their changes anew behind a file do this; so does one who wants a state forgotten.")
		}
	}
}

// noteTwinFields tells of fields of one name with different values: viewers
// disagree which one counts.
func (f *File) noteTwinFields(d *document.Document) {
	v := f.Now()
	type seen struct {
		number int
		value  string
	}
	first := map[string]seen{}
	told := map[string]bool{}
	for _, p := range v.Pages() {
		for _, o := range v.Array(p.Dict.Get("Annots")) {
			w := v.Dict(o)
			ref, _ := o.(Ref)
			if w == nil || v.Name(w.Get("Subtype")) != "Widget" || w.Get("T") == nil || v.Name(w.Get("FT")) != "Tx" {
				continue
			}
			name, value := v.FieldName(w), v.fieldValue(w)
			old, ok := first[name]
			if !ok {
				first[name] = seen{ref.Number, value}
			} else if old.value != value && old.number != ref.Number && !told[name] {
				told[name] = true
				d.Note("pdf/twin-fields", fmt.Sprintf("field %q, objects %d and %d", name, old.number, ref.Number), fmt.Sprintf("Two form fields have one name and different values, %q and %q: which is shown depends on the viewer. Forms put together carelessly have such; attacks on signatures use them.", document.Clip(old.value), document.Clip(value)))
			}
		}
	}
}

// note tells of what the document does by itself.
func (in *inventory) note(d *document.Document) {
	v := in.v
	var parts []string
	for _, t := range actionTypes {
		if n := len(in.actions[t]); n > 0 && t != "URI" {
			parts = append(parts, fmt.Sprintf("%s in object %s", t, some(strings.Fields(strings.Trim(fmt.Sprint(in.actions[t]), "[]")))))
		}
	}
	if open := v.Resolve(v.Root().Get("OpenAction")); open != nil {
		if a, ok := open.(*Dict); ok && v.Name(a.Get("S")) != "GoTo" {
			parts = append(parts, fmt.Sprintf("an action when it is opened (%s)", v.Name(a.Get("S"))))
		}
	}
	if len(parts) > 0 {
		d.Note("pdf/active-content", "actions", fmt.Sprintf("It holds instructions that viewers carry out: %s. Forms need them; so do attacks. Nothing of it was run.", document.Clip(strings.Join(parts, "; "))))
	}
	if len(in.layers) > 0 {
		d.Note("pdf/layers", "catalogue /OCProperties", fmt.Sprintf("It has %s that can be shown or hidden. Drawings, maps and multilingual documents have such; what is hidden is part of the document.", counted(len(in.layers), "layer", "layers")))
	}
}
