// Package odf reads OpenDocument (ISO/IEC 26300, ODF 1.3), as a package or as
// one flat XML file, and its predecessor of OpenOffice.org 1.
//
// It lays out nothing: text comes in the order of the file, a repeated cell
// once. Macros, signatures and encrypted entries are only named. Nothing that a
// document points at is fetched.
package odf

import (
	"bytes"
	_ "embed"
	"strings"

	"assay/document"
	"assay/office/claims"
	"assay/office/parcel"
)

//go:embed formats.tsv
var formatTable string

// formatOf finds the format by its MIME type.
func formatOf(mime string) claims.Format { return claims.FormatIn(formatTable, mime) }

// Format is the short name of the format of p, such as odt; empty where it is
// no ODF.
func Format(p *parcel.Parcel) string { return recognise(p).Name }

// recognise goes by the entry "mimetype" (ODF 1.3-2 §3.3), else by the
// manifest.
func recognise(p *parcel.Parcel) claims.Format {
	if content, _ := p.Bytes("mimetype"); len(content) > 0 {
		if f := formatOf(strings.TrimSpace(string(content))); f.Name != "" {
			return f
		}
	}
	mime := ""
	if p.Has(manifestPart) { // what cannot be read is said when it is read for its own sake
		_ = p.Walk(manifestPart, func(e *parcel.Event) {
			if e.Kind == parcel.Start && e.Name == "manifest:file-entry" && e.Attr("manifest:full-path") == "/" {
				mime = e.Attr("manifest:media-type")
			}
		})
	}
	return formatOf(mime)
}

// Read reads p, whose Format is not empty.
func Read(p *parcel.Parcel) *document.Document {
	f := recognise(p)
	d := &document.Document{Kind: f.Kind, Format: f.Name, MIME: f.MIME}
	r := newReader(p, d)
	p.Describe(r.c)
	r.manifest()
	r.part("meta.xml")
	r.part("content.xml")
	r.part("styles.xml")
	r.part("settings.xml")
	r.contents()
	r.finish()
	return d
}

// flatRoot is how a flat document begins; its name may have another prefix.
const flatRoot = ":document"

// FlatFormat is the short name of a flat document's format, such as fodt;
// empty where content is none.
func FlatFormat(content []byte) string { return flat(content).Name }

func flat(content []byte) (f claims.Format) {
	head := content[:min(len(content), 1<<12)]
	if !bytes.Contains(bytes.ReplaceAll(head, []byte{0}, nil), []byte(flatRoot)) {
		return f
	}
	// The head is cut off: the error says nothing.
	_ = parcel.WalkXML(content[:min(len(content), 1<<16)], func(e *parcel.Event) {
		if e.Depth == 1 && e.Kind == parcel.Start && e.Name == "office:document" {
			f = formatOf(e.Attr("office:mimetype"))
		}
	})
	if strings.HasPrefix(f.Name, "od") || strings.HasPrefix(f.Name, "ot") {
		f.Name = "fod" + f.Name[2:]
	}
	return f
}

// ReadFlat reads a flat document, whose FlatFormat is not empty.
func ReadFlat(content []byte) *document.Document {
	f := flat(content)
	d := &document.Document{Kind: f.Kind, Format: f.Name, MIME: f.MIME}
	r := newReader(nil, d)
	w := newWalker(r, "document")
	r.failed("document", parcel.WalkXML(content, w.step))
	w.end()
	r.finish()
	return d
}

// reader reads one document.
type reader struct {
	p         *parcel.Parcel
	c         *claims.Claims
	text      claims.Lines
	encrypted map[string]bool
	media     map[string]string // types of entries, by the manifest
	fonts     claims.List
	rsids     claims.List
	deleted   claims.Removed
	hidden    claims.Removed
}

func newReader(p *parcel.Parcel, d *document.Document) *reader {
	return &reader{p: p, c: claims.Of(d), encrypted: map[string]bool{}, media: map[string]string{}}
}

// part reads one XML part of the package.
func (r *reader) part(name string) {
	if r.encrypted[name] || !r.p.Has(name) {
		if name == "content.xml" && len(r.encrypted) == 0 {
			r.failed(name, parcel.ErrMissing)
		}
		return
	}
	w := newWalker(r, name)
	r.failed(name, r.p.Walk(name, w.step))
	w.end()
}

// failed says that a part could not be read, or not to its end.
func (r *reader) failed(part string, err error) {
	parcel.Unread(r.c.D, part, "The package has no such part, and needs it.", err)
}

// finish adds what was gathered on the way.
func (r *reader) finish() {
	d := r.c.D
	r.c.List("font", &r.fonts, "; ", "office:font-face-decls")
	r.c.List("rsids", &r.rsids, " ", "officeooo:rsid")
	r.c.Removed("deleted text", &r.deleted, "text:tracked-changes")
	r.c.Removed("hidden text", &r.hidden, "text:hidden-text")
	d.Text = r.text.String()
	r.c.Finish()
}
