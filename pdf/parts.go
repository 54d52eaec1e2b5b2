package pdf

import (
	"fmt"

	"assay/document"
	"assay/xmp"
)

// maxPackets bounds the XMP packets of pictures and pages that are read.
const maxPackets = 200

// fillParts takes in the XMP of pictures, pages and other parts: a part may
// remember more than the whole. Whom and what such a packet names made the part
// and not the document, so names and titles are fields here.
func (f *File) fillParts(d *document.Document, v *View) {
	r, whole, count := v.reached(), v.metadata(), 0
	for _, number := range v.Numbers() {
		if !r.roles[number].has(RoleMetadata) {
			continue
		}
		s, ok := v.Resolve(Ref{Number: number}).(*Stream)
		if !ok || s == whole {
			continue
		}
		if count++; count > maxPackets {
			continue
		}
		where := fmt.Sprintf("XMP of a part (object %d, %s)", number, r.path(number))
		p, err := v.packet(s)
		if p == nil {
			if err != nil && f.crypt == nil {
				d.Unread("pdf/xmp", where, fmt.Sprintf("The XMP metadata of a part cannot be read: %v.", err))
			}
			continue
		}
		part := &document.Document{}
		xmp.Fill(part, p, where)
		asFields(part)
		join(d, part)
		d.Software = append(d.Software, part.Software...)
	}
	if count > maxPackets {
		d.Note("pdf/parts-cut", "XMP of parts", fmt.Sprintf("%d of its parts have XMP metadata of their own; those from number %d on were not read.", count, maxPackets+1))
	}
}

// asFields makes fields of what a part says of its own title and makers.
func asFields(d *document.Document) {
	for _, list := range []struct {
		name string
		said *[]document.Said
	}{{"title of a part", &d.Titles}, {"author of a part", &d.Authors}, {"editor of a part", &d.Editors}, {"organisation of a part", &d.Organisations}, {"language of a part", &d.Languages}} {
		for _, s := range *list.said {
			d.Fields = append(d.Fields, document.Field{Name: list.name, Value: s.Value, Where: s.Where})
		}
		*list.said = nil
	}
}
