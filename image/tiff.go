package image

import (
	"fmt"
	"strings"
)

// tiff reads a TIFF file, which is built as EXIF data are: TIFF 6.0.
func (r *reader) tiff() {
	if b := string(r.content[2:4]); strings.Trim(b, "\x00") == "+" {
		r.unread("image/damaged", "TIFF", "It is a BigTIFF, which is not read here.")
		return
	}
	x := r.exif(r.content, "TIFF")
	if x == nil || len(x.pages) == 0 {
		return
	}
	first := x.pages[0]
	r.claimed = shape{
		width: x.t.integer(first[0x0100]), height: x.t.integer(first[0x0101]), depth: x.t.integer(first[0x0102]),
		frames: len(x.pages), where: "TIFF IFD0",
	}
	if len(x.pages) > 1 {
		r.d.Pages = len(x.pages)
	}
	for i, page := range x.pages {
		where := fmt.Sprintf(" of IFD%d", i)
		if e := page[0x02bc]; e.data != nil {
			r.packet(e.data, "XMP"+strings.TrimSuffix(where, " of IFD0"))
		}
		if e := page[0x83bb]; e.data != nil {
			r.iptc(e.data, "IPTC"+strings.TrimSuffix(where, " of IFD0"))
		}
		if e := page[0x8649]; e.data != nil {
			r.resources(e.data, "TIFF ImageResources"+where)
		}
		if e := page[0x8773]; e.data != nil {
			r.icc(e.data, "TIFF ICCProfile"+where)
		}
		if e := page[0xcd41]; e.data != nil { // C2PA specification, "Embedding manifests into TIFF"
			r.field("C2PA manifest", "present", "TIFF 0xcd41"+where)
		}
	}
}
