// Package document is the one shape that every document has, whatever its
// format: what it is, what it claims about itself, and where each claim was
// read. Readers of formats fill it; what people see is drawn from it.
//
// All of it is claims: metadata is text that anyone can write. Nothing here
// says that a document is authentic, or that it is not.
package document

import (
	"assay/finding"
	"assay/item"
)

// Kind says what sort of document it is for a person.
type Kind string

// The kinds of documents.
const (
	PDF          Kind = "pdf"
	Text         Kind = "text"         // plain, RTF and word processing
	Spreadsheet  Kind = "spreadsheet"  // of tables
	Presentation Kind = "presentation" // of slides
	Drawing      Kind = "drawing"      // of shapes
	Image        Kind = "image"        // of pixels
	Page         Kind = "page"         // HTML
	Other        Kind = "other"        // nothing here reads it
)

// Document is what was read off one document.
type Document struct {
	Kind    Kind   `json:"kind"`
	Format  string `json:"format"`            // short and lower case: pdf, docx, doc, odt, rtf, jpeg, html, plain
	MIME    string `json:"mime"`              // registered type of that format
	Version string `json:"version,omitempty"` // of the format, as the file says: 1.7

	Titles        []Said     `json:"titles,omitempty"`
	Authors       []Said     `json:"authors,omitempty"`       // who claims to have made it
	Editors       []Said     `json:"editors,omitempty"`       // who is said to have changed it: last saved by, reviewers
	Organisations []Said     `json:"organisations,omitempty"` // company, manager's firm
	Software      []Software `json:"software,omitempty"`
	Times         []Time     `json:"times,omitempty"`
	Languages     []Said     `json:"languages,omitempty"` // BCP 47

	// Fields is all else that was read, in the order of the file.
	Fields []Field `json:"fields,omitempty"`

	Pages     int         `json:"pages,omitempty"` // pages, sheets or slides; 0 where not known
	Embedded  []Embedded  `json:"embedded,omitempty"`
	Revisions []Revision  `json:"revisions,omitempty"`
	Signed    []Signature `json:"signatures,omitempty"`

	// Text is what a reader sees, for search; its lines are those of the
	// document as far as these are known.
	Text string `json:"-"`

	// Findings are what is wrong or odd; examine hands them on.
	Findings []finding.Finding `json:"-"`
}

// Author is who the document first claims to be made by; empty where it does
// not say.
func (d *Document) Author() string {
	if len(d.Authors) == 0 {
		return ""
	}
	return d.Authors[0].Value
}

// Made is the time at which the document claims to have been made; empty where
// it does not say.
func (d *Document) Made() string {
	for _, what := range []string{Taken, Created} {
		for _, t := range d.Times {
			if t.What == what && t.At != "" {
				return t.At
			}
		}
	}
	return ""
}

// Said is one claim and where it stands.
type Said struct {
	Value string `json:"value"`
	Where string `json:"where"` // in the document's own terms: "Info /Author", "docProps/core.xml dc:creator"
}

// SaidOf is the list of one sort: "title", "author", "editor", "organisation"
// or "language"; nil for any other.
func (d *Document) SaidOf(sort string) *[]Said {
	switch sort {
	case "title":
		return &d.Titles
	case "author":
		return &d.Authors
	case "editor":
		return &d.Editors
	case "organisation":
		return &d.Organisations
	case "language":
		return &d.Languages
	}
	return nil
}

// Software is a programme that is said to have had a hand in the document.
type Software struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	Role    string `json:"role"` // creator (wrote the content), producer (wrote the file), editor, device (camera, scanner)
	Where   string `json:"where"`
}

// Field is one thing read that has no place of its own.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Where string `json:"where"`
}

// Embedded is a file inside the document: an item of its own.
type Embedded struct {
	Name string `json:"name"` // unique in the document: a package's member name, else an invented one
	MIME string `json:"mime,omitempty"`
	// Item is the digest of Data, filled in by examine.
	Item  string `json:"item,omitempty"`
	Where string `json:"where"`
	Data  []byte `json:"-"`
}

// Revision is one state of a file that keeps its former states: a PDF that was
// added to. The first is the oldest.
type Revision struct {
	Number int         `json:"number"` // from 1
	Length int64       `json:"length"` // bytes of the file up to the end of this state
	Item   item.Digest `json:"-"`
	Times  []Time      `json:"times,omitempty"`
	// Changes say what this revision did to the one before; nil in the first.
	Changes []Change `json:"changes,omitempty"`
}

// Weight says what a change after a signature, or from one revision to the
// next, means to a reader.
type Weight string

// The weights of changes.
const (
	Harmless Weight = "harmless" // nothing a reader sees: a further signature, validation data, a rewritten object of equal content
	Allowed  Weight = "allowed"  // what the signer allowed: form fields, notes
	Visible  Weight = "visible"  // a reader sees something else, and the signer did not allow it
	Hidden   Weight = "hidden"   // a reader sees something else, done in a way that hides it from validators: a known attack
	Unknown  Weight = "unknown"  // not understood
)

// Change is one difference.
type Change struct {
	Weight Weight `json:"weight"`
	What   string `json:"what"`  // plain words, lower case, no full stop
	Where  string `json:"where"` // object, page, part
}
