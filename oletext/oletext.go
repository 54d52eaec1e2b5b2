// Package oletext reads documents that are compound files: Word, Excel and
// PowerPoint 97–2003 and before, and of all others (Visio, Publisher, Outlook
// messages, Works, Project) their metadata and what they embed.
//
// Beside the text it gives what these formats remember: former authors and
// paths, property sets, macros, embedded files with the paths they came from,
// and text in parts of the file that nothing refers to any more. All of these
// are claims or remains, and each has innocent causes.
package oletext

import (
	"assay/document"
	"assay/ole"
	"assay/oletext/excel"
	"assay/oletext/slides"
	"assay/oletext/word"
)

// Read reads a compound file. It fails only where content is none.
func Read(content []byte) (*document.Document, error) {
	f, err := ole.Open(content)
	if err != nil {
		return nil, err
	}
	d := &document.Document{}
	s := sortOf(f)
	d.Kind, d.Format, d.MIME = s.kind, s.format, s.mime
	page := readProperties(f, d)
	switch s.reader {
	case "word":
		word.Read(f, "", d)
	case "excel":
		excel.Read(f, "", d)
	case "slides":
		slides.Read(f, d)
	case "encrypted":
		readEncrypted(f, d)
	}
	readMacros(f, readEmbedded(f, page, d), d)
	readContainer(f, page, d)
	d.Bound()
	return d, nil
}
