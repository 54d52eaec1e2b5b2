package odf

import (
	"fmt"
	"path"
	"strings"

	"assay/document"
	"assay/office/parcel"
)

const manifestPart = "META-INF/manifest.xml"

// manifest reads the list of entries and which of them are encrypted
// (ODF 1.3-2 §4).
func (r *reader) manifest() {
	if !r.p.Has(manifestPart) {
		r.c.D.Unread("office/part-missing", manifestPart, "The package has no manifest: what its entries are is not known.")
		return
	}
	if r.p.Members[0].Name != "mimetype" {
		r.c.Field("mimetype entry", "not the first: a programme that does not know the format packed it", "mimetype")
	}
	entry, key := "", ""
	err := r.p.Walk(manifestPart, func(e *parcel.Event) {
		if e.Kind != parcel.Start {
			return
		}
		switch e.Name {
		case "manifest:file-entry":
			entry = e.Attr("manifest:full-path")
			r.media[entry] = e.Attr("manifest:media-type")
			if v := e.Attr("manifest:version"); entry == "/" && v != "" {
				r.c.D.Version = document.Clip(v)
			}
		case "manifest:encryption-data":
			r.encrypted[entry] = true
		case "manifest:key-derivation":
			key = e.Attr("manifest:key-derivation-name")
		}
	})
	r.failed(manifestPart, err)
	if n := len(r.encrypted); n > 0 {
		r.c.D.Unread("office/encrypted", manifestPart, fmt.Sprintf("%d entries of the package are encrypted: they cannot be read without the password.", n))
		r.c.Field("encrypted entries", fmt.Sprint(n), manifestPart)
		r.c.Field("key derivation", key, manifestPart)
	}
}

// contents goes through all entries: files are taken out, objects read for
// their text, macros and signatures named.
func (r *reader) contents() {
	for i := range r.p.Members {
		name := r.p.Members[i].Name
		dir, base := path.Split(name)
		switch {
		case r.encrypted[name]:
		case dir == "META-INF/":
			if strings.HasSuffix(base, "signatures.xml") {
				r.c.Field("digital signature", "present", name)
			}
		case strings.HasPrefix(dir, "Basic/"), strings.HasPrefix(dir, "Scripts/"):
			r.c.Field("macros", "present", name)
		case dir == "" && partOfFormat[base], strings.HasPrefix(dir, "Configurations2/"):
		case base == "content.xml":
			r.c.Field("embedded object", r.media[dir], name)
			r.part(name)
		case partOfFormat[base]:
		default:
			r.embed(name)
		}
	}
}

// partOfFormat are entries that are no files of their own.
var partOfFormat = map[string]bool{"mimetype": true, "content.xml": true, "styles.xml": true, "meta.xml": true, "settings.xml": true, "manifest.rdf": true, "layout-cache": true}

// embed takes an entry out.
func (r *reader) embed(name string) {
	data, ok, err := r.p.Take(name)
	r.failed(name, err)
	if ok {
		r.c.D.Embedded = append(r.c.D.Embedded, document.Embedded{Name: name, MIME: r.media[name], Where: name, Data: data})
	}
}
