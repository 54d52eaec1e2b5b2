package oletext

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"assay/document"
	"assay/ole"
	"assay/ole/locale"
	"assay/oletext/officeart"
)

// readEmbedded takes out the objects that a document embeds: files that were
// dropped into it, and documents of other programmes. It returns the entries
// that these took with them.
func readEmbedded(f *ole.File, page int, d *document.Document) (taken map[*ole.Entry]bool) {
	o := &objects{taken: map[*ole.Entry]bool{}, left: document.MaxEmbedded}
	for _, e := range f.Entries {
		switch {
		case e.Lost || e == f.Root:
		case e.Type == ole.Stream && e.Name == "\x01Ole10Native":
			readNative(f.Data(e), page, ole.Printable(e.Path), d)
		case e.Type == ole.Stream && e.Name == "Package":
			officeart.Add(d, "package", "zip", "application/zip", ole.Printable(e.Path), f.Data(e))
		case e.Type == ole.Stream && e.Name == "CONTENTS" && bytes.HasPrefix(f.Data(e), []byte("%PDF-")):
			officeart.Add(d, "contents", "pdf", "application/pdf", ole.Printable(e.Path), f.Data(e))
		case e.Type == ole.Storage && !o.taken[e]:
			o.read(f, e, d)
		}
	}
	macros := false
	for i := range d.Embedded {
		if e := &d.Embedded[i]; nameObject(e, d) == "vba-project" && !macros {
			macros = true
			readProject(e, d)
		}
	}
	return o.taken
}

// nameObject says what an embedded compound file is.
func nameObject(e *document.Embedded, d *document.Document) (format string) {
	if e.MIME != officeart.Storage || !ole.Is(e.Data) {
		return ""
	}
	f, err := ole.Open(e.Data)
	if err != nil {
		d.Unread("ole/object-damaged", e.Where, fmt.Sprintf("An embedded object is not read: %v.", err))
		return ""
	}
	s := sortOf(f)
	if s.format != "ole" {
		e.Name, e.MIME = strings.TrimSuffix(e.Name, "ole")+s.format, s.mime
	}
	return s.format
}

// readProject reads the macros of a presentation, which are kept as an object;
// those of its earlier saves are objects like it, and items of their own.
func readProject(e *document.Embedded, d *document.Document) {
	if f, err := ole.Open(e.Data); err == nil { // it was opened before
		readMacros(f, nil, d)
	}
}

// objects are the storages that were handed on.
type objects struct {
	taken map[*ole.Entry]bool
	left  int64 // bytes that may still be handed on
}

// take marks e and all below it, and counts their bytes.
func (o *objects) take(e *ole.Entry) (bytes int64) {
	o.taken[e] = true
	bytes = e.Length()
	for _, c := range e.Children {
		bytes += o.take(c)
	}
	return bytes
}

// read hands on a storage that is a document of its own, with all that is
// below it.
func (o *objects) read(f *ole.File, e *ole.Entry, d *document.Document) {
	for _, c := range e.Children {
		for _, m := range marks() {
			if m.reader == "" || m.entry != c.Name {
				continue
			}
			if o.left -= o.take(e); o.left < 0 {
				d.Unread("ole/object-damaged", ole.Printable(e.Path), fmt.Sprintf("An embedded object is not taken out: all of them together have more than %d bytes.", document.MaxEmbedded))
				return
			}
			where := ole.Printable(e.Path) + " (a storage of this file, written as a file of its own)"
			officeart.Add(d, "object", m.format, m.mime, where, f.Extract(e))
			return
		}
	}
}

// readNative takes a file out of a packager object, and tells the name and the
// paths that it had where it was dropped in: they name folders, and so people.
// Names are read in the code page of the metadata, which is a guess.
// [MS-OLEDS] §2.3.6; the layout of packages is not published.
func readNative(b []byte, page int, where string, d *document.Document) {
	if len(b) < 4 {
		return
	}
	size := int64(ole.U32(b, 0))
	b = b[4:]
	if size < int64(len(b)) {
		b = b[:size]
	}
	data, names, ok := unpackage(b, page)
	if !ok {
		officeart.Add(d, "native", "bin", "application/octet-stream", where, b)
		return
	}
	for i, name := range names {
		if name != "" {
			d.Fields = append(d.Fields, document.Field{Name: [3]string{"embedded file", "its original path", "its temporary path"}[i], Value: name, Where: where})
		}
	}
	ext := strings.TrimPrefix(path.Ext(strings.ReplaceAll(names[0], `\`, "/")), ".")
	if ext == "" || len(ext) > 8 {
		ext = "bin"
	}
	officeart.Add(d, "native", ext, "application/octet-stream", fmt.Sprintf("%s %q", where, names[0]), data)
}

// unpackage reads label, original path, temporary path and data.
func unpackage(b []byte, page int) (data []byte, names [3]string, ok bool) {
	if ole.U16(b, 0) != 2 {
		return nil, names, false
	}
	rest := b[2:]
	for i := range 2 {
		raw, after, found := bytes.Cut(rest, []byte{0})
		if !found {
			return nil, names, false
		}
		names[i], _ = locale.Text(page, raw)
		rest = after
	}
	if len(rest) < 8 { // two reserved words, then the temporary path with its length
		return nil, names, false
	}
	n := int64(ole.U32(rest, 4))
	if rest = rest[8:]; n+4 > int64(len(rest)) {
		return nil, names, false
	}
	names[2], _ = locale.Text(page, bytes.TrimRight(rest[:n], "\x00"))
	rest = rest[n:]
	size := int64(ole.U32(rest, 0))
	if rest = rest[4:]; size > int64(len(rest)) {
		return nil, names, false
	}
	return rest[:size], names, true
}
