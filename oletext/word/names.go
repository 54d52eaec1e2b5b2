package word

import (
	"bytes"
	"fmt"
	"strings"

	"assay/document"
	"assay/ole"
	"assay/ole/locale"
)

// language adds the language of the programme that wrote the document.
func (w *fib) language(d *document.Document) {
	if tag := locale.Language(w.lid); tag != "" {
		d.Languages = append(d.Languages, document.Said{Value: tag, Where: "FIB lid"})
	}
}

// readProperties reads dates and counts from the document properties. Its
// times are those of the writer's clock, without a zone. [MS-DOC] §2.7.2
func (w *fib) readProperties(d *document.Document) {
	b := w.part(dop)
	if len(b) < 52 {
		return
	}
	for i, what := range []string{document.Created, document.Modified, document.Printed} {
		at := dttm(ole.U32(b, 20+4*i))
		if at == "" {
			continue
		}
		d.Times = append(d.Times, document.Time{What: what, At: at, Where: "DOP " + [3]string{"dttmCreated", "dttmRevised", "dttmLastPrint"}[i]})
	}
	for _, f := range []struct {
		name, where string
		value       uint32
	}{
		{"revision number", "DOP nRevision", uint32(ole.U16(b, 32))},
		{"minutes of editing", "DOP tmEdited", ole.U32(b, 34)},
	} {
		d.Fields = append(d.Fields, document.Field{Name: f.name, Value: fmt.Sprint(f.value), Where: f.where})
	}
}

// dttm writes a date of minutes; empty where it is none. [MS-DOC] §2.9.60
func dttm(v uint32) string {
	minute, hour, day, month, year := v&63, v>>6&31, v>>11&31, v>>16&15, v>>20&511+1900
	if v == 0 || minute > 59 || hour > 23 || day == 0 || month == 0 || month > 12 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:00", year, month, day, hour, minute)
}

// stringTable reads a table of strings. [MS-DOC] §2.2.4
func (w *fib) stringTable(b []byte) (list []string) {
	if len(b) < 6 {
		return nil
	}
	if w.old {
		for b = b[2:]; len(b) > 0 && 1+int(b[0]) <= len(b); b = b[1+int(b[0]):] {
			text, _ := locale.Text(w.page, b[1:1+int(b[0])])
			list = append(list, text)
		}
		return list
	}
	if ole.U16(b, 0) != 0xFFFF {
		return nil
	}
	count, extra := int(ole.U16(b, 2)), int(ole.U16(b, 4))
	for b = b[6:]; count > 0 && len(b) >= 2; count-- {
		size := 2 + 2*int(ole.U16(b, 0))
		if size > len(b) {
			break
		}
		list = append(list, strings.TrimRight(locale.UTF16Text(b[2:size]), "\x00"))
		b = b[min(size+extra, len(b)):]
	}
	return list
}

// associated names the strings of SttbfAssoc that have a meaning. [MS-DOC] §2.9.279
var associated = map[int]string{1: "template", 2: "title", 3: "subject", 4: "keywords", 6: "author", 7: "last saved by", 8: "mail merge data", 9: "mail merge headers"}

// readNames reads who and where: authors of revisions, the last who saved, and
// the associated strings. It returns the authors of revisions.
func (w *fib) readNames(d *document.Document) (authors []string) {
	for i, value := range w.stringTable(w.part(assoc)) {
		if name := associated[i]; name != "" && strings.Trim(value, " \x00") != "" {
			w.associate(name, value, d)
		}
	}
	if w.old {
		return nil
	}
	if saved := w.stringTable(w.part(savedBy)); len(saved) > 1 {
		for i := 0; i+1 < len(saved); i += 2 {
			where := fmt.Sprintf("SttbSavedBy %d of %d", i/2+1, len(saved)/2)
			d.Editors = append(d.Editors, document.Said{Value: saved[i], Where: where})
			d.Fields = append(d.Fields, document.Field{Name: "saved by", Value: strings.TrimSuffix(saved[i]+": "+saved[i+1], ": "), Where: where})
		}
	}
	authors = w.stringTable(w.part(rmark))
	for i, name := range authors {
		if i > 0 && strings.TrimSpace(name) != "" { // the first is always "Unknown"
			d.Editors = append(d.Editors, document.Said{Value: name, Where: fmt.Sprintf("SttbfRMark %d", i)})
		}
	}
	w.readRsids(d)
	w.readPrinter(d)
	return authors
}

// readPrinter names the printer that the document was laid out for, its port
// and its driver. [MS-DOC] §2.9.209
func (w *fib) readPrinter(d *document.Document) {
	parts := bytes.SplitN(w.part(printer), []byte{0}, 4)
	var list []string
	for _, p := range parts[:min(3, len(parts))] {
		if text, _ := locale.Text(w.page, p); text != "" {
			list = append(list, text)
		}
	}
	if len(list) > 0 {
		d.Fields = append(d.Fields, document.Field{Name: "printer", Value: strings.Join(list, ", "), Where: "PrDrvr"})
	}
}

// associate puts one associated string where it belongs in d.
func (w *fib) associate(name, value string, d *document.Document) {
	sort, where := name, "SttbfAssoc "+name
	if name == "last saved by" {
		sort = "editor"
	}
	if list := d.SaidOf(sort); list != nil {
		*list = append(*list, document.Said{Value: value, Where: where})
		return
	}
	d.Fields = append(d.Fields, document.Field{Name: name, Value: value, Where: where})
}
