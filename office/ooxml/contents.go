package ooxml

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"mime"
	"path"
	"strings"
	"unicode/utf16"

	"assay/document"
)

// contents goes through all members: what is a file of its own is taken out,
// what tells something is named.
func (r *reader) contents() {
	for i := range r.p.Members {
		name := r.p.Members[i].Name
		lower := strings.ToLower(name)
		base := path.Base(lower)
		switch {
		case strings.HasPrefix(base, "vbaproject") && strings.HasSuffix(base, ".bin"):
			r.c.Field("macros", "present", name)
		case strings.HasPrefix(lower, "_xmlsignatures/") && strings.HasSuffix(lower, ".xml"):
			r.c.Field("digital signature", "present", name)
		case strings.Contains(lower, "printersettings"):
			r.printer(name)
		case strings.HasSuffix(lower, ".odttf"), strings.HasSuffix(lower, ".fntdata"):
			r.c.Field("embedded font", name, name)
		case r.isFile(lower):
			r.embed(name)
		}
	}
}

// isFile says whether a member is a file of its own, not a part of the format.
func (r *reader) isFile(name string) bool {
	switch path.Ext(name) {
	case ".xml", ".rels", ".vml", ".psmdcp", ".sigs":
		return strings.Contains(name, "/embeddings/") || r.types.of(name) == "application/xhtml+xml"
	case ".bin", ".dat":
		return strings.Contains(name, "/embeddings/") || strings.Contains(name, "oleobject") || strings.Contains(name, "/media/")
	}
	return name != "" && name != "mimetype"
}

// embed takes a member out.
func (r *reader) embed(name string) {
	data, ok, err := r.p.Take(name)
	r.failed(name, err)
	if !ok {
		return
	}
	typ := r.types.of(name)
	if typ == "" || typ == "application/octet-stream" {
		typ, _, _ = strings.Cut(byExtension[path.Ext(strings.ToLower(name))], ";")
	}
	if typ, _, err = mime.ParseMediaType(typ); err != nil {
		typ = ""
	}
	r.c.D.Embedded = append(r.c.D.Embedded, document.Embedded{Name: name, MIME: typ, Where: name, Data: data})
}

// byExtension are types of embedded files whose package states none. Go's own
// table would depend on the machine.
var byExtension = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
	".emf": "image/emf", ".wmf": "image/wmf", ".svg": "image/svg+xml", ".tif": "image/tiff", ".tiff": "image/tiff", ".bmp": "image/bmp",
}

// printer names the printer that a sheet was set up for: the first field of a
// DEVMODE, 32 characters of UTF-16.
func (r *reader) printer(name string) {
	data, err := r.p.Bytes(name)
	r.failed(name, err)
	if len(data) < 64 {
		return
	}
	units := make([]uint16, 0, 32)
	for i := 0; i < 64; i += 2 {
		u := binary.LittleEndian.Uint16(data[i:])
		if u == 0 {
			break
		}
		units = append(units, u)
	}
	if len(units) > 0 && !bytes.HasPrefix(data, []byte("<?xml")) {
		r.c.Field("printer", string(utf16.Decode(units)), name)
	}
}

// loads are relationships whose target a programme may load when the document
// is opened, without a click.
var loads = map[string]bool{"attachedTemplate": true, "oleObject": true, "image": true, "frame": true, "subDocument": true, "video": true, "audio": true, "media": true, "externalLinkPath": true, "externalLink": true, "aFChunk": true, "mailMergeSource": true, "webSettings": true, "slideMaster": true, "slideUpdateUrl": true, "package": true}

// external names what the document points at outside itself.
func (r *reader) external() {
	for i := range r.p.Members {
		name := r.p.Members[i].Name
		dir, base := path.Split(name)
		if !strings.HasSuffix(strings.ToLower(base), ".rels") || !strings.HasSuffix(dir, "_rels/") {
			continue
		}
		part := path.Join(strings.TrimSuffix(dir, "_rels/"), base[:len(base)-len(".rels")])
		for _, rel := range r.relations(part) {
			if !rel.external {
				continue
			}
			r.c.Field("external "+rel.kind, rel.target, name)
			if loads[rel.kind] && remote(rel.target) {
				r.c.D.Note("office/remote-target", name, fmt.Sprintf("Opening the document may load %q (%s) from another machine, which tells that machine who opens it and can change what a reader sees. Templates and pictures of a company's server look the same. Nothing was fetched.", document.Clip(rel.target), rel.kind))
			}
		}
	}
}

// remote says whether a target lies on another machine.
func remote(target string) bool {
	t := strings.ToLower(strings.TrimSpace(target))
	for _, p := range []string{"http:", "https:", "ftp:", `\\`, "//", `file:\\\\`, "file://///", "mhtml:", "smb:"} {
		if strings.HasPrefix(t, p) {
			return true
		}
	}
	return strings.HasPrefix(t, `file:///\\`)
}
