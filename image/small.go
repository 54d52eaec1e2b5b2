package image

import (
	"encoding/binary"
	"fmt"
)

func isBMP(b []byte) bool {
	return len(b) >= 26 && b[0] == 'B' && b[1] == 'M' && binary.LittleEndian.Uint32(b[14:]) < 256
}

// bmp reads the header of a Windows bitmap, which has no metadata of people.
func (r *reader) bmp() {
	b := r.content
	size := binary.LittleEndian.Uint32(b[14:])
	switch {
	case size == 12:
		r.claimed = shape{int(binary.LittleEndian.Uint16(b[18:])), int(binary.LittleEndian.Uint16(b[20:])), int(binary.LittleEndian.Uint16(b[24:])), 1, "BMP header"}
	case size >= 16 && len(b) >= 30:
		height := int(int32(binary.LittleEndian.Uint32(b[22:])))
		r.claimed = shape{int(int32(binary.LittleEndian.Uint32(b[18:]))), max(height, -height), int(binary.LittleEndian.Uint16(b[28:])), 1, "BMP header"}
	default:
		r.unread("image/damaged", "BMP header", fmt.Sprintf("Its header of %d bytes is of no known form.", size))
		return
	}
	if end := binary.LittleEndian.Uint32(b[2:]); end >= 26 && uint64(end) < uint64(len(b)) {
		r.behind(int(end), "BMP")
	}
}

// modes of colour: Adobe's Photoshop file format, "File Header Section".
var modes = map[uint16]string{0: "bitmap", 1: "grey", 2: "indexed", 3: "RGB", 4: "CMYK", 7: "multichannel", 8: "duotone", 9: "Lab"}

// psd reads header and resources of a Photoshop file, not its layers.
func (r *reader) psd() {
	b := r.content
	if len(b) < 34 {
		r.unread("image/damaged", "PSD header", "The file is cut off in its header.")
		return
	}
	r.d.Version = fmt.Sprint(binary.BigEndian.Uint16(b[4:]))
	r.claimed = shape{int(binary.BigEndian.Uint32(b[18:])), int(binary.BigEndian.Uint32(b[14:])), int(binary.BigEndian.Uint16(b[22:])), 1, "PSD header"}
	r.field("channels", fmt.Sprint(binary.BigEndian.Uint16(b[12:])), "PSD header")
	r.field("colour mode", modes[binary.BigEndian.Uint16(b[24:])], "PSD header")
	at := uint64(26) + 4 + uint64(binary.BigEndian.Uint32(b[26:]))
	if at+4 > uint64(len(b)) || at+4+uint64(binary.BigEndian.Uint32(b[at:])) > uint64(len(b)) {
		r.unread("image/damaged", "PSD resources", "The file is cut off before the end of its resources.")
		return
	}
	r.resources(b[at+4:at+4+uint64(binary.BigEndian.Uint32(b[at:]))], "PSD")
}
