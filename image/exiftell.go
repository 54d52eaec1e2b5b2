package image

import (
	"encoding/binary"
	"fmt"
	"strings"

	"assay/document"
	"assay/xmp"
)

// tell puts what was read into the document.
func (x *exifReader) tell() {
	if name := xmp.Device(x.t.String(x.get("IFD0", 0x010f)), x.t.String(x.get("IFD0", 0x0110))); name != "" {
		x.d.Software = append(x.d.Software, document.Software{Name: name, Role: "device", Where: x.where + " IFD0 Make, Model"})
	}
	for _, k := range x.order {
		x.tellEntry(k, x.tags[k])
	}
	x.position()
	x.thumbnail()
	if e := x.get("ExifIFD", 0x927c); e.data != nil {
		x.makerNote(e)
	}
}

// tellEntry puts one entry where it belongs.
func (x *exifReader) tellEntry(k tagKey, e entry) {
	value := x.t.String(e)
	switch k.tag {
	case 0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f: // XP entries are UTF-16 in little endian
		value = wide(e.data, binary.LittleEndian)
	case 0x9286:
		value = x.comment(e)
	case 0x001b, 0x001c: // of GPS: method and area
		if k.group != "GPS" {
			break
		}
		value = x.comment(e)
	}
	if value == "" {
		return
	}
	where, claim := x.at(k), said(value, x.at(k))
	if x.tellTime(k, value) {
		return
	}
	switch name := tagName(k); name {
	case "Artist", "XPAuthor", "Photographer":
		x.d.Authors = append(x.d.Authors, claim)
	case "ImageEditor":
		x.d.Editors = append(x.d.Editors, claim)
	case "XPTitle", "DocumentName", "ImageTitle":
		x.d.Titles = append(x.d.Titles, claim)
		x.caption(value)
	case "Software":
		x.software(value, "producer", where)
	case "ProcessingSoftware", "RAWDevelopingSoftware", "ImageEditingSoftware", "MetadataEditingSoftware":
		x.software(value, "editor", where)
	case "ImageDescription", "UserComment", "XPComment", "XPSubject", "XPKeywords":
		x.caption(value)
		x.field(name, value, where)
	case "ApplicationNotes", "IPTC", "ICCProfile", "ImageResources", "StripOffsets", "StripByteCounts", "TileOffsets", "TileByteCounts", "MakerNote": // told elsewhere, or of no meaning
	default:
		x.field(name, value, where)
	}
}

// comment is text with its charset before it: CIPA DC-008 §4.6.5, UserComment.
func (x *exifReader) comment(e entry) string {
	if len(e.data) < 8 || e.kind != 7 {
		return x.t.String(e)
	}
	body := e.data[8:]
	switch charset := strings.TrimRight(string(e.data[:8]), "\x00 "); {
	case charset == "UNICODE" && len(body) > 1 && body[0] == 0xfe && body[1] == 0xff:
		return wide(body[2:], binary.BigEndian)
	case charset == "UNICODE":
		return wide(body, x.t.order)
	case charset == "" || charset == "ASCII":
		return text(body)
	case charset == "JIS":
		return fmt.Sprintf("(%d bytes of JIS)", len(body))
	}
	return text(e.data) // without the charset that belongs there
}
