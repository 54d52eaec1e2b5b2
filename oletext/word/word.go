// Package word reads the documents of Word 6 to 2003 ([MS-DOC]): the text that
// a reader sees, and what the file remembers beside it: former authors and
// paths, tracked changes, comments, hidden text, and text that fast saves left
// in the file though no page shows it.
//
// Of Word 6 and 95 text, dates, associated strings and tracked changes without
// their authors are read. Hidden text that a style hides, not the characters'
// own formatting, counts as seen.
package word

import (
	"fmt"
	"strings"

	"assay/document"
	"assay/finding"
	"assay/ole"
	"assay/oletext/carve"
	"assay/oletext/officeart"
)

// Read reads the document whose WordDocument stream stands in storage ("" for
// the root, else a path that ends in "/") into d.
func Read(f *ole.File, storage string, d *document.Document) {
	w, err := readFIB(f, storage)
	if err != nil {
		d.Unread("ole/word-damaged", "WordDocument", finding.Sentence(err.Error()))
		return
	}
	d.Version = versions[w.version]
	w.describe(d)
	if w.encrypted() {
		how := "encrypted"
		if w.flags&0x8000 != 0 {
			how = "hidden by XOR with a password"
		}
		d.Unread("ole/encrypted", "WordDocument", "Its text is "+how+" and was not read; names and dates outside of the text stay legible.")
		return
	}
	c := w.readChanges()
	t := w.readText(c)
	if len(t.problems) > 0 {
		d.Unread("ole/word-damaged", "WordDocument", fmt.Sprintf("Its text may be incomplete: %s.", summary(t)))
	}
	w.write(t, d)
	w.readProperties(d)
	authors := w.readNames(d)
	w.readComments(t, d)
	w.noteChanges(t, c, authors, d)
	w.noteUnseen(t, c, d)
	officeart.Drawings(w.part(dggInfo), w.main, f.Stream(storage+"Data"), d)
}

// describe gives what the file information block says of the writer.
func (w *fib) describe(d *document.Document) {
	field := func(name, value, where string) {
		d.Fields = append(d.Fields, document.Field{Name: name, Value: value, Where: "FIB " + where})
	}
	field("format version", fmt.Sprintf("%d (%s)", w.version, versions[w.version]), "nFib")
	if w.complex() || w.quickSaves() > 0 && w.version < 0xD9 { // later versions write 15 always
		field("fast saves", fmt.Sprintf("%d since the last full save", w.quickSaves()), "cQuickSaves")
	}
	if !w.old && !w.encrypted() {
		for at, name := range []string{"build date of the programme that created it, as month, day, year", "build date of the programme that saved it, as month, day, year"} {
			if v := ole.U32(w.main, 0x44+4*at); v != 0 && v != 0xFFFFFFFF {
				field(name, fmt.Sprint(v), [2]string{"lProductCreated", "lProductRevised"}[at])
			}
		}
	}
	if w.main[0x13]&1 != 0 {
		field("system", "Macintosh", "fMac")
	}
	if w.flags&1 != 0 {
		field("template", "the file is itself a template", "fDot")
	}
	if w.flags&0x800 != 0 {
		field("write reservation", "a password is asked for before it is changed", "fWriteReservation")
	}
	w.language(d)
}

// write puts the texts of the document one after the other.
func (w *fib) write(t *text, d *document.Document) {
	var out strings.Builder
	var codes []string
	seen := func(flags uint8) bool { return flags&(deleted|hidden) == 0 }
	cp := 0
	for i, n := range w.counts {
		end := min(cp+n, len(t.units))
		if i != macros && i != annotations && cp < end {
			r := w.render(t, cp, end, seen)
			codes = append(codes, r.codes...)
			out.WriteString(strings.TrimRight(r.out.String(), "\n"))
			out.WriteString("\n")
		}
		cp = end
	}
	d.Text += out.String()
	listed := map[string]bool{}
	for _, code := range codes {
		word, _, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(code)), " ")
		if references[word] && !listed[code] {
			listed[code] = true
			d.Fields = append(d.Fields, document.Field{Name: "field code", Value: code, Where: "text"})
		}
	}
}

// references are fields whose codes name files, addresses or people.
var references = map[string]bool{
	"HYPERLINK": true, "INCLUDETEXT": true, "INCLUDEPICTURE": true, "INCLUDE": true, "IMPORT": true, "LINK": true, "DDE": true,
	"DDEAUTO": true, "RD": true, "DATABASE": true, "TEMPLATE": true, "AUTHOR": true, "USERNAME": true, "DOCPROPERTY": true,
}

// noteUnseen tells of text in the stream that no piece of the document uses.
func (w *fib) noteUnseen(t *text, c *changes, d *document.Document) {
	count := 0
	for _, gap := range w.gaps(t, c.pages) {
		pieces, more := carve.Text(gap, w.page)
		for _, p := range pieces {
			d.Fields = append(d.Fields, document.Field{Name: "text that no page shows", Value: p, Where: "WordDocument, outside of the piece table"})
		}
		count += len(pieces) + more
	}
	if count > 0 {
		d.Note("ole/unseen-text", "WordDocument", fmt.Sprintf("The file still holds %d pieces of text that no page shows. Word's fast saves and undone edits leave such text without anyone's doing; it may belong to an earlier state of this document, or to another that was open.", count))
	}
}

// summary gives the first problem of a text and the number of the others.
func summary(t *text) string {
	if len(t.problems) == 1 {
		return t.problems[0]
	}
	return fmt.Sprintf("%s, and %d more", t.problems[0], len(t.problems)-1+t.more)
}
