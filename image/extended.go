package image

import (
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"

	"assay/xmp"
)

// extendedXMP gathers a packet that is too long for one segment: XMP part 3,
// §1.1.3.1. Each piece begins with the GUID of 32 letters, the length of the
// whole, and the piece's offset.
type extendedXMP struct {
	named  string // by the main packet
	pieces []xmpPiece
}

type xmpPiece struct {
	guid       string
	full, from uint32
	data       []byte
}

var extendedName = regexp.MustCompile(`HasExtendedXMP\s*(?:=\s*["']|>\s*)([0-9A-Fa-f]{32})`)

// main notes which extension the main packet names.
func (x *extendedXMP) main(packet []byte) {
	if m := extendedName.FindSubmatch(packet); m != nil && x.named == "" {
		x.named = string(m[1])
	}
}

func (x *extendedXMP) add(b []byte) {
	if len(b) >= 40 {
		x.pieces = append(x.pieces, xmpPiece{string(b[:32]), binary.BigEndian.Uint32(b[32:]), binary.BigEndian.Uint32(b[36:]), b[40:]})
	}
}

// join reads the pieces as one packet.
func (x *extendedXMP) join(r *reader) {
	if len(x.pieces) == 0 {
		return
	}
	slices.SortStableFunc(x.pieces, func(a, b xmpPiece) int { return int(int64(a.from) - int64(b.from)) })
	var whole []byte
	guid, lost := x.named, 0
	if guid == "" {
		guid = x.pieces[0].guid
	}
	for _, p := range x.pieces {
		if p.guid != guid || int(p.from) != len(whole) || len(whole)+len(p.data) > xmp.MaxPacket {
			lost++
			continue
		}
		whole = append(whole, p.data...)
	}
	if lost > 0 {
		r.unread("image/xmp-unread", "XMP extension", fmt.Sprintf("%d of %d pieces of its extended XMP packet do not fit together and were left out.", lost, len(x.pieces)))
	}
	if len(whole) > 0 {
		r.packet(whole, "XMP extension")
	}
}
