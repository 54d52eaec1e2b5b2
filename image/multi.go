package image

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
)

// multi takes out the further pictures of a multi-picture file: CIPA DC-007
// §5.2. It gives the end of what is explained: that of the last of them, where
// nothing but padding stands between.
func (r *reader) multi(s segment, end int) int {
	if s.data == nil {
		return end
	}
	t, first, err := openTIFF(s.data)
	if err != nil {
		r.unread("image/mpf-unread", "JPEG APP2 MPF", fmt.Sprintf("Its list of further pictures could not be read: %v.", err))
		return end
	}
	list, _, _ := t.directory(first) // what is cut off is not in list
	type part struct{ at, size int }
	var parts []part
	for _, e := range list {
		if e.tag != 0xb002 {
			continue
		}
		for b := e.data; len(b) >= 16 && len(parts) < maxShown; b = b[16:] {
			if offset := int(t.order.Uint32(b[8:])); offset > 0 {
				parts = append(parts, part{s.at + offset, int(t.order.Uint32(b[4:]))})
			}
		}
	}
	r.field("further pictures", fmt.Sprint(len(parts)), "JPEG APP2 MPF")
	slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(a.at, b.at) })
	for _, p := range parts {
		if p.at < end || p.at+p.size > len(r.content) || !bytes.HasPrefix(r.content[p.at:], []byte("\xff\xd8\xff")) {
			r.d.Note("image/mpf-missing", "JPEG APP2 MPF", fmt.Sprintf("It lists a further picture of %d bytes at byte %d, which is not there. Innocent explanations: messengers and editors cut files behind the first picture and leave the list.", p.size, p.at))
			continue
		}
		if len(bytes.Trim(r.content[end:p.at], "\x00")) > 0 {
			return end // other bytes stand between: behind reports them
		}
		end = p.at + p.size
		r.embed("further-picture", r.content[p.at:end], fmt.Sprintf("JPEG MPF, byte %d", p.at))
	}
	return end
}
