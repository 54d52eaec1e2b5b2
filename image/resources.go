package image

import (
	"crypto/md5" // of Adobe's choosing; it protects nothing here
	"encoding/binary"
	"fmt"
)

// resources reads image resource blocks: Adobe's Photoshop file format, "Image
// Resources Section".
func (r *reader) resources(b []byte, where string) {
	if !r.afford(len(b), where) {
		return
	}
	var iptc, digest []byte
	for count := 0; len(b) >= 12; count++ {
		kind, id := string(b[:4]), binary.BigEndian.Uint16(b[4:])
		name := 1 + int(b[6])
		name += name % 2
		if kind != "8BIM" && kind != "MeSa" && kind != "AgHg" && kind != "PHUT" && kind != "DCSR" || 6+name+4 > len(b) || count == MaxSegments {
			r.unread("image/resources-unread", where, fmt.Sprintf("Its Photoshop resources could be read only in part: %d bytes are left.", len(b)))
			break
		}
		b = b[6+name:]
		size := uint64(binary.BigEndian.Uint32(b))
		b = b[4:]
		if size > uint64(len(b)) {
			r.unread("image/resources-unread", where, fmt.Sprintf("Photoshop resource %d is cut off: %d of %d bytes.", id, len(b), size))
			size = uint64(len(b))
		}
		data := b[:size]
		b = b[min(size+size%2, uint64(len(b))):]
		switch id {
		case 0x0404:
			iptc = data
			r.iptc(data, "IPTC")
		case 0x0425:
			digest = data
		default:
			r.resource(id, data, where)
		}
	}
	if len(digest) == 16 && iptc != nil {
		value := "is that of the IPTC data"
		if md5.Sum(iptc) != [16]byte(digest) {
			value = "is another than that of the IPTC data: something that does not renew it wrote them later"
		}
		r.field("IPTC digest", value, where)
	}
}

// resource reads one block.
func (r *reader) resource(id uint16, data []byte, where string) {
	switch id {
	case 0x040c, 0x0409: // thumbnails: a header of 28 bytes, then JPEG
		if len(data) > 28 && binary.BigEndian.Uint32(data) == 1 {
			r.addThumbnail(data[28:], where+" thumbnail resource", id == 0x0409)
		}
	case 0x040f:
		r.icc(data, where+" ICC resource")
	case 0x0422, 0x0423:
		r.exif(data, where+" EXIF resource")
	case 0x0424:
		r.packet(data, where+" XMP resource")
	case 0x040b:
		r.field("URL", latin(data), where)
	case 0x040a:
		if len(data) == 1 && data[0] == 1 {
			r.field("copyright flag", "set", where)
		}
	case 0x0421:
		r.versionInfo(data, where)
	}
}

// versionInfo names what wrote the file: version (4), flag (1), the writer's and
// the reader's name as lengths and UTF-16, then the file's version.
func (r *reader) versionInfo(data []byte, where string) {
	if len(data) < 5 {
		return
	}
	b := data[5:]
	for _, name := range []string{"writer", "reader"} {
		if len(b) < 4 || uint64(binary.BigEndian.Uint32(b))*2 > uint64(len(b)-4) {
			return
		}
		n := int(binary.BigEndian.Uint32(b)) * 2
		said := wide(b[4:4+n], binary.BigEndian)
		b = b[4+n:]
		if name == "writer" {
			r.software(said, "producer", where+" version info")
		} else {
			r.field("written for", said, where+" version info")
		}
	}
}
