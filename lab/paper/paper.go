// Package paper makes the documents of the leaks that the lab makes up, version
// by version, as real programmes write them; and it alters finished files as
// forgers do.
//
// Everything depends on its arguments alone: two calls agree, byte for byte.
// Programmes and devices are real (software.tsv), with those habits that matter
// to forensics; persons, firms and serial numbers are the caller's, made up.
//
// What it cannot do: outlines of embedded fonts are those of the free Go fonts
// under the name of the font that the maker would have used; and pictures are
// compressed with the tables of ITU T.81 Annex K, as many phones and GIMP do
// and as Photoshop does not.
package paper

import (
	"maps"
	"time"
)

// Format is a format of documents.
type Format string

// The formats.
const (
	PDF  Format = "pdf"
	DOCX Format = "docx"
	XLSX Format = "xlsx"
	ODT  Format = "odt"
	JPEG Format = "jpeg"
	Text Format = "text" // a captured news article, plain
	HTML Format = "html"
)

// Paper is one version of a document, before it is written to a file.
type Paper struct {
	Format Format
	// Seed tells documents apart: the versions of one document share it, and
	// identifiers, rsids and pictures are drawn from it.
	Seed uint64

	Title   string
	Author  string // who made the first version
	Editor  string // who saved this one; empty: the author
	Company string // the firm that the software is registered to

	Created  time.Time
	Modified time.Time // zero: as created
	Zone     *time.Location
	Revision int // how often it was saved, from 1; 0 is taken as 1
	Minutes  int // total time of editing

	Software *Software // nil: the first of the format that was current when it was saved
	Lang     string    // BCP 47: en-GB, fr-FR

	Paragraphs []string
	Table      [][]string // rows; the first is the head. Cells of digits are numbers

	// rsids are the sessions of editing, oldest first; sessions says in which of
	// them a paragraph was written.
	rsids    []string
	sessions map[string]int
}

// Bytes is the finished file.
func (p *Paper) Bytes() []byte {
	q := *p
	q.complete()
	return q.write()
}

// Next is the next version, saved by editor at a later time with the same
// software; change alters its words and may alter Software; nil changes nothing.
func (p *Paper) Next(editor string, at time.Time, change func(*Paper)) *Paper {
	q := *p
	q.complete()
	q.Paragraphs, q.Table = cloneWords(q.Paragraphs, q.Table)
	q.Editor, q.Modified, q.Revision = editor, at, q.Revision+1
	q.sessions = maps.Clone(q.sessions)
	minutes := q.Minutes
	if change != nil {
		change(&q)
	}
	if q.Minutes == minutes {
		q.Minutes += 1 + int(mix(q.Seed, uint64(q.Revision))%40)
	}
	q.newSession()
	return &q
}
