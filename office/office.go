// Package office reads documents of office programmes that are packages or
// text: Office Open XML, OpenDocument and RTF. It recognises the format and
// leaves the reading to a package for each, whose comments say what it follows
// and what it does not show. Documents under a password are not opened.
package office

import (
	"bytes"
	"errors"

	"assay/document"
	"assay/office/odf"
	"assay/office/ooxml"
	"assay/office/parcel"
	"assay/office/rtf"
)

// ErrFormat says that content is of none of these formats.
var ErrFormat = errors.New("no document in Office Open XML, OpenDocument or RTF")

// Recognise is the short name of the format of content: docx, xlsx, odt, fodt,
// rtf and so on; empty where it is none of these, as for an EPUB.
func Recognise(content []byte) string {
	name, _ := open(content)
	return name
}

// Read reads a document; the error is ErrFormat. What of a document cannot be
// read is a finding of it.
func Read(content []byte) (*document.Document, error) {
	name, read := open(content)
	if name == "" {
		return nil, ErrFormat
	}
	return read(), nil
}

// open recognises the format and says how to read it.
func open(content []byte) (name string, read func() *document.Document) {
	if rtf.Recognise(content) {
		return "rtf", func() *document.Document { return rtf.Read(content) }
	}
	if name = odf.FlatFormat(content); name != "" {
		return name, func() *document.Document { return odf.ReadFlat(content) }
	}
	if !bytes.Contains(content[:min(len(content), prefix)], []byte("PK")) {
		return "", nil
	}
	p, err := parcel.Open(content)
	if err != nil {
		return "", nil
	}
	if name = odf.Format(p); name != "" {
		return name, func() *document.Document { return odf.Read(p) }
	}
	return ooxml.Format(p), func() *document.Document { return ooxml.Read(p) }
}

// prefix is how far into the file a package may begin.
const prefix = 64 << 10
