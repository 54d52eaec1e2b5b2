package image

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// icc reports a colour profile: ISO 15076-1 §7.2. Its date is that of the
// profile, which is older than the picture.
func (r *reader) icc(b []byte, where string) {
	if len(b) == 0 || !r.afford(len(b), where) {
		return
	}
	if len(b) < 132 || string(b[36:40]) != "acsp" {
		r.unread("image/icc-unread", where, fmt.Sprintf("Its colour profile of %d bytes could not be read.", len(b)))
		return
	}
	r.field("ICC profile", iccText(b, "desc"), where)
	r.field("ICC copyright", iccText(b, "cprt"), where)
	var d [6]uint16
	for i := range d {
		d[i] = binary.BigEndian.Uint16(b[24+2*i:])
	}
	if d[0] > 0 {
		r.field("ICC date", fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02d", d[0], d[1], d[2], d[3], d[4], d[5]), where)
	}
	r.field("ICC version", fmt.Sprintf("%d.%d", b[8], b[9]>>4), where)
	for _, f := range []struct {
		name string
		at   int
	}{{"ICC colour management module", 4}, {"ICC platform", 40}, {"ICC device manufacturer", 48}, {"ICC device model", 52}, {"ICC profile creator", 80}} {
		if code := b[f.at : f.at+4]; printable(code) {
			r.field(f.name, strings.TrimSpace(text(code)), where)
		}
	}
}

// iccText reads a tag of the types desc (of version 2), text or mluc: ISO
// 15076-1 §10.15. Of several languages it gives the first.
func iccText(b []byte, signature string) string {
	count := int(min(binary.BigEndian.Uint32(b[128:]), 200))
	for i := 0; i < count && 132+12*i+12 <= len(b); i++ {
		e := b[132+12*i:]
		at, size := uint64(binary.BigEndian.Uint32(e[4:])), uint64(binary.BigEndian.Uint32(e[8:]))
		if string(e[:4]) != signature || at+size > uint64(len(b)) || size < 12 {
			continue
		}
		body := b[at : at+size]
		switch string(body[:4]) {
		case "text":
			return text(body[8:])
		case "desc":
			n := uint64(binary.BigEndian.Uint32(body[8:]))
			return text(body[12:min(12+n, size)])
		case "mluc":
			if size < 28 {
				return ""
			}
			n, from := uint64(binary.BigEndian.Uint32(body[20:])), uint64(binary.BigEndian.Uint32(body[24:]))
			if from+n <= size {
				return wide(body[from:from+n], binary.BigEndian)
			}
		}
	}
	return ""
}
