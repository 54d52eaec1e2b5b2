package image

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
)

func isWebP(b []byte) bool {
	return len(b) >= 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP"
}

// webp reads a WebP file: RFC 9649 §2.
func (r *reader) webp() {
	end := int(min(8+uint64(binary.LittleEndian.Uint32(r.content[4:])), uint64(len(r.content))))
	if uint64(end) != 8+uint64(binary.LittleEndian.Uint32(r.content[4:])) {
		r.d.Note("image/cut-off", "WebP RIFF", "The file is shorter than it says. Innocent explanation: an interrupted transfer.")
	}
	var names []string
	at := 12
	for count := 0; at+8 <= end; count++ {
		if count == MaxSegments {
			r.unread("image/damaged", "WebP", fmt.Sprintf("It has more than %d chunks; the rest was not read.", MaxSegments))
			break
		}
		kind, n := string(r.content[at:at+4]), uint64(binary.LittleEndian.Uint32(r.content[at+4:]))
		if n > uint64(end-at-8) {
			r.unread("image/damaged", fmt.Sprintf("WebP, byte %d", at), fmt.Sprintf("The chunk %q is cut off.", kind))
			break
		}
		if count < MaxListed {
			names = append(names, strings.TrimSpace(kind))
		}
		r.webpChunk(kind, r.content[at+8:at+8+int(n)])
		at += 8 + int(n+n%2)
	}
	r.field("WebP chunks", strings.Join(names, ", "), "WebP")
	r.behind(end, "WebP")
}

func (r *reader) webpChunk(kind string, b []byte) {
	where := "WebP " + strings.TrimSpace(kind)
	switch {
	case kind == "VP8X" && len(b) >= 10:
		r.claimed.width = 1 + int(b[4]) + int(b[5])<<8 + int(b[6])<<16
		r.claimed.height = 1 + int(b[7]) + int(b[8])<<8 + int(b[9])<<16
		r.claimed.where, r.claimed.depth = where, 8
	case kind == "VP8 " && len(b) >= 10 && bytes.Equal(b[3:6], []byte{0x9d, 0x01, 0x2a}):
		r.field("compression", "lossy", where)
		r.frameOf(int(binary.LittleEndian.Uint16(b[6:])&0x3fff), int(binary.LittleEndian.Uint16(b[8:])&0x3fff), where)
	case kind == "VP8L" && len(b) >= 5 && b[0] == 0x2f:
		r.field("compression", "lossless", where)
		bits := binary.LittleEndian.Uint32(b[1:])
		r.frameOf(int(bits&0x3fff)+1, int(bits>>14&0x3fff)+1, where)
	case kind == "ANMF":
		r.claimed.frames++
	case kind == "EXIF":
		cut(&b, "Exif\x00\x00") // some writers keep the heading of JPEG
		r.exif(b, "EXIF")
	case kind == "XMP ":
		r.packet(b, "XMP")
	case kind == "ICCP":
		r.icc(b, where)
	case kind == "C2PA":
		r.field("C2PA manifest", "present", where)
	}
}

// frameOf notes the size of pixels, which may be another than that of the canvas.
func (r *reader) frameOf(width, height int, where string) {
	r.largest = max(r.largest, int64(width)*int64(height))
	if r.claimed.width == 0 {
		r.claimed = shape{width, height, 8, 1, where}
	}
}
