package image

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// gif reads a GIF file: GIF89a, §17 to §27.
func (r *reader) gif() {
	b := r.content
	r.d.Version = string(b[3:6])
	if len(b) < 13 {
		r.gifCut(len(b))
		return
	}
	r.claimed = shape{int(binary.LittleEndian.Uint16(b[6:])), int(binary.LittleEndian.Uint16(b[8:])), int(b[10]>>4&7) + 1, 0, "GIF screen descriptor"}
	at := 13 + tableSize(b[10])
	for at < len(b) {
		switch b[at] {
		case 0x3b:
			r.behind(at+1, "GIF")
			return
		case 0x2c:
			if at+10 > len(b) {
				r.gifCut(at)
				return
			}
			r.claimed.frames++
			if at = skipBlocks(b, at+11+tableSize(b[at+9])); at < 0 {
				r.gifCut(len(b))
				return
			}
		case 0x21:
			end := -1
			if at+2 < len(b) {
				end = skipBlocks(b, at+2)
			}
			if end < 0 {
				r.gifCut(at)
				return
			}
			r.extension(b[at+1], b[at+2:end])
			at = end
		default:
			r.unread("image/damaged", fmt.Sprintf("GIF, byte %d", at), "No block begins where one should; the rest was not read.")
			return
		}
	}
	r.gifCut(len(b))
}

func (r *reader) gifCut(at int) {
	r.d.Note("image/cut-off", fmt.Sprintf("GIF, byte %d", at), "The file ends without the trailer of a GIF. Innocent explanations: an interrupted transfer, a writer that leaves it out.")
}

// tableSize is the size of a colour table in bytes, of its packed field.
func tableSize(packed byte) int {
	if packed&0x80 == 0 {
		return 0
	}
	return 3 << (packed&7 + 1)
}

// skipBlocks gives the place behind sub-blocks; below 0 where they are cut off.
func skipBlocks(b []byte, at int) int {
	for at < len(b) {
		n := int(b[at])
		if at += 1 + n; n == 0 {
			return at
		}
	}
	return -1
}

// extension reads comments and XMP, whose packet ignores the block lengths: XMP
// part 3, §1.1.2.
func (r *reader) extension(label byte, blocks []byte) {
	switch {
	case label == 0xfe:
		var all []byte
		for b := blocks; len(b) > 1 && b[0] > 0 && int(b[0]) < len(b); b = b[1+int(b[0]):] {
			all = append(all, b[1:1+int(b[0])]...)
		}
		r.field("comment", latin(all), "GIF comment")
		r.caption(latin(all))
	case label == 0xff && bytes.HasPrefix(blocks, []byte("\x0bXMP DataXMP")):
		packet := blocks[12:]
		if i := bytes.LastIndexByte(packet, '>'); i >= 0 {
			packet = packet[:i+1]
		}
		r.packet(packet, "XMP")
	case label == 0xff && len(blocks) > 12:
		name := text(blocks[1:12])
		r.field("application extension", name, "GIF")
		if bytes.HasPrefix(blocks[1:], []byte("C2PA_GIF")) {
			r.field("C2PA manifest", "present", "GIF C2PA_GIF")
		}
	}
}
