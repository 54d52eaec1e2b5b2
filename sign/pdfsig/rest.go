package pdfsig

import (
	"strings"

	"assay/document"
	"assay/pdf"
)

// trailer tells of another catalogue or encryption. ISO 32000-2 §7.5.5
func (w *weigher) trailer(c *pdf.ObjectChange) {
	if c.Number != 0 {
		w.say(document.Unknown, place(c), "something that the trailer leads to, and that is not understood, was %s", c.Kind)
		return
	}
	for _, key := range keys(c.Paths) {
		switch key {
		case "ID", "Info":
			w.gather("the file's identifier or metadata", 0)
		case "Root":
			w.root()
		default:
			w.say(document.Unknown, "trailer /"+key, "an entry of the trailer changed")
		}
	}
}

// root weighs another catalogue.
func (w *weigher) root() {
	ref, _ := w.now.Trailer().Get("Root").(pdf.Ref)
	if d := w.now.Get(ref.Number); d != nil && d.From < w.end {
		w.say(document.Hidden, "trailer /Root", "a catalogue that stood unused in what was signed is in force now")
		return
	}
	w.say(document.Visible, "trailer /Root", "another catalogue is in force")
}

func (w *weigher) catalog(c *pdf.ObjectChange) {
	if c.Kind == pdf.Added {
		w.gather("a part of the catalogue that draws nothing", c.Number)
		return
	}
	paths := c.Paths
	if c.Path != "/Root" { // an object of its own under the catalogue
		w.rest(c, pdf.RoleCatalog)
		return
	}
	for _, key := range keys(paths) {
		switch {
		case key == "AcroForm":
			w.formKeys(c, under(paths, "/AcroForm"))
		case key == "Perms" && w.now.Root().Get("Perms") == nil:
			w.say(document.Unknown, place(c), "what the certification of the document rests on was taken away")
		case key == "Pages":
			w.visible(c, false, "the catalogue leads to other pages")
		case key == "OCProperties":
			w.say(document.Visible, place(c), "layers, which decide what is shown, changed")
		case silentCatalog[key]:
			w.gather("the catalogue has other notes for programmes", c.Number)
		default:
			w.say(document.Unknown, place(c), "the catalogue changed in its %s", key)
		}
	}
}

// lost tells of fields and annotations that were declared void.
func (w *weigher) lost(c *pdf.ObjectChange) {
	if c.Kind == pdf.Freed {
		w.say(document.Visible, place(c), "a field or note was declared void")
	}
}

// weights of roles that draw nothing on a page.
var weights = map[pdf.Role]struct {
	weight document.Weight
	what   string
}{
	pdf.RoleValidation: {document.Harmless, "validation data"},
	pdf.RoleMetadata:   {document.Harmless, "metadata"},
	pdf.RoleInfo:       {document.Harmless, "metadata"},
	pdf.RoleEncryption: {document.Unknown, "the encryption"},
	pdf.RoleStructure:  {document.Harmless, "tags, for reading aloud"},
	pdf.RoleSignature:  {document.Unknown, "what signatures lock and permit"},
	pdf.RoleLayer:      {document.Visible, "layers, which decide what is shown"},
	pdf.RoleFile:       {document.Visible, "embedded files"},
	pdf.RoleAction:     {document.Unknown, "actions"},
	pdf.RoleOutline:    {document.Unknown, "bookmarks or destinations"},
	pdf.RoleNames:      {document.Unknown, "the name dictionary"},
	pdf.RoleCatalog:    {document.Harmless, "extensions and other notes in the catalogue"},
}

func (w *weigher) rest(c *pdf.ObjectChange, r pdf.Role) {
	m, known := weights[r]
	switch {
	case c.Kind == pdf.Added && w.fresh[c.Number]:
		w.gather("belongs to a further signature", c.Number)
	case r == pdf.RoleValue && c.Kind == pdf.Changed:
		w.newValue(c)
	case r == pdf.RoleValue:
		w.gather("the value of a field", c.Number)
	case r == pdf.RoleOther && (strings.Contains(c.Path, "/PieceInfo") || strings.Contains(c.Path, "/Thumb")):
		w.gather("notes for programmes", c.Number)
	case r == pdf.RoleFile && c.Kind == pdf.Added && strings.Contains(c.Path, "/Annots["): // told of with its note
		w.gather("a part of a note", c.Number)
	case c.Kind == pdf.Added && r == pdf.RoleFile:
		w.say(document.Visible, place(c), "a file was embedded, or what leads to one")
	case c.Kind == pdf.Added: // told of with what leads to it
		w.gather("a part of something that changed", c.Number)
	case !known:
		w.say(document.Unknown, place(c), "something that is not understood was %s", c.Kind)
	case m.weight == document.Harmless:
		w.gather(m.what, c.Number)
	default:
		w.say(m.weight, place(c), "%s: %s", m.what, c.Kind)
	}
}

// newValue weighs the value of a field that is an object of its own.
func (w *weigher) newValue(c *pdf.ObjectChange) {
	_, isDict := c.After.Value.(*pdf.Dict)
	switch {
	case isDict:
		w.say(document.Unknown, place(c), "a signature that was made before was written anew with other content")
	case w.level == noChange:
		w.say(document.Visible, place(c), "the value of a form field was changed, and the signer allowed no change")
	default:
		w.say(document.Allowed, place(c), "the value of a form field was changed")
	}
}
