package paper

import (
	"bytes"
	"unicode/utf8"
)

// maxFile is the largest file that is edited: what is larger is not worth the
// forger's trouble.
const maxFile = 32 << 20

// formatOf finds the format of a finished file by its bytes; empty where it is
// none of those that can be edited.
func formatOf(content []byte) Format {
	head := bytes.ToLower(bytes.TrimSpace(content[:min(len(content), 512)]))
	switch {
	case len(content) > maxFile || len(head) == 0:
		return ""
	case bytes.Contains(content[:min(len(content), 1024)], []byte("%PDF-")):
		return PDF
	case bytes.HasPrefix(content, []byte("\xff\xd8\xff")):
		return JPEG
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return formatOfParcel(content)
	case bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html")):
		return HTML
	case utf8.Valid(content) && !bytes.ContainsRune(content, 0):
		return Text
	}
	return ""
}

func formatOfParcel(content []byte) Format {
	c, ok := openParcel(content)
	if !ok {
		return ""
	}
	switch {
	case c.part("word/document.xml") != nil:
		return DOCX
	case c.part("xl/workbook.xml") != nil && c.part("xl/sharedStrings.xml") != nil:
		return XLSX
	case c.part("content.xml") != nil && c.part("meta.xml") != nil && bytes.Contains(c.part("mimetype").bytes(), []byte("opendocument.text")):
		return ODT
	}
	return ""
}
