// Package ooxml reads Office Open XML: Word, Excel, PowerPoint and Visio, in
// the transitional and the strict form (ECMA-376, ISO/IEC 29500, [MS-OE376],
// [MS-DOCX], [MS-XLSX], [MS-PPTX], [MS-VSDX]).
//
// It finds parts by their relationships and content types, names by their
// namespaces. It lays out nothing and calculates nothing: cells hold the values
// that were last saved, numbers as stored, fields the words that were last
// shown. Macros, signatures and encrypted packages are only named. Nothing that
// a document points at is fetched. The numbers of lists are not counted out,
// numbers in cells have the digits that Excel keeps and dates one notation, and
// text that only a style hides is given as shown.
//
// Word writes the local time of tracked changes and comments with a Z that
// means no zone, unless w16du:dateUtc stands beside it.
package ooxml

import (
	"strings"

	"assay/document"
	"assay/office/claims"
	"assay/office/parcel"
)

// Format is the short name of the format of p, such as docx; empty where it is
// no OOXML.
func Format(p *parcel.Parcel) string {
	r := newReader(p, &document.Document{})
	f, _ := r.recognise()
	return f.Name
}

// Read reads p, whose Format is not empty.
func Read(p *parcel.Parcel) *document.Document {
	d := &document.Document{}
	r := newReader(p, d)
	f, main := r.recognise()
	d.Kind, d.Format, d.MIME = f.Kind, f.Name, f.MIME
	for _, rel := range r.relations("") {
		if rel.strict {
			d.Version = "strict"
		}
	}
	p.Describe(r.c)
	r.properties()
	r.shape(main)
	r.byKind(f, main)
	r.labels()
	r.external()
	r.contents()
	d.Text = r.text.String()
	r.c.Finish()
	return d
}

// byKind reads the parts of one application.
func (r *reader) byKind(f claims.Format, main string) {
	switch f.Kind {
	case document.Text:
		r.word(main)
	case document.Spreadsheet:
		r.excel(main, f.Name)
	case document.Presentation:
		r.powerpoint(main)
	case document.Drawing:
		r.visio(main)
	}
}

// reader reads one package.
type reader struct {
	p     *parcel.Parcel
	c     *claims.Claims
	text  claims.Lines
	types contentTypes
	rels  map[string][]relation
	bad   map[string]bool // parts of whose damage was spoken
	fonts claims.List
	ids   map[string]map[string]int // of relations, by part
}

func newReader(p *parcel.Parcel, d *document.Document) *reader {
	r := &reader{p: p, c: claims.Of(d), rels: map[string][]relation{}, ids: map[string]map[string]int{}, bad: map[string]bool{}}
	r.types = r.readTypes()
	return r
}

// walk steps through a part and says where it could not.
func (r *reader) walk(part string, on func(*parcel.Event)) {
	r.failed(part, r.p.Walk(part, on))
}

// leaves is walk for parts that hold a value an element.
func (r *reader) leaves(part string, each func(start *parcel.Event, text string)) {
	r.failed(part, r.p.Leaves(part, func(e *parcel.Event, text string) { each(e, strings.TrimSpace(text)) }))
}

// failed says, once a part, that it could not be read, or not to its end.
func (r *reader) failed(part string, err error) {
	if err != nil && !r.bad[part] {
		r.bad[part] = true
		parcel.Unread(r.c.D, part, "The document refers to this part, and the package has none of that name.", err)
	}
}
