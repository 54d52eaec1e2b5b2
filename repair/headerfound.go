package repair

import (
	"slices"

	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

// found keeps the message with the choices under way; instead, where it is not
// nil, replaces the choice of one slot. It is false where the signature does
// not hold over the whole that comes of them.
func (h *headerSearch) found(instead map[int]choice) bool {
	edits := map[int]choice{} // by field of the header
	var added []choice
	rewrites := slices.Clone(h.form.trail)
	for i, sl := range h.slots {
		c := sl.choices[h.taken[i]]
		if other, ok := instead[i]; ok {
			c = other
		}
		if c.id == "" {
			continue
		}
		if !slices.Contains(rewrites, c.id) {
			rewrites = append(rewrites, c.id)
		}
		if sl.at >= 0 {
			edits[sl.at] = c
		} else {
			added = append(added, c)
		}
	}
	m := mail.Parse(edited(h.form.Message, edits, added))
	if !h.holds(m) {
		return false
	}
	h.out.Raw, h.out.Rewrites, h.out.Order = m.Raw, rewrites, People(m)
	return true
}

// holds reads a message that was found as every other is read. What the search
// takes for the signed message must be that for all who read it afterwards.
func (h *headerSearch) holds(m *mail.Message) bool {
	f, ok := h.signatureField(m)
	if !ok {
		return false
	}
	ev := dkim.NewReader(m).Evidence(f, h.kind)
	return ev.BodyHash == sign.Matches && h.target.Met(ev.Digest)
}

// edited is a message with some fields replaced or, where a choice has no
// bytes, taken away, and others put in.
func edited(m *mail.Message, edits map[int]choice, added []choice) []byte {
	var raw []byte
	start := 0
	if len(m.Header) > 0 {
		start = m.Header[0].Offset
	}
	raw = append(raw, m.Raw[:start]...)
	end := start
	for i, f := range m.Header {
		end = f.Offset + len(f.Raw)
		if c, ok := edits[i]; ok {
			raw = append(raw, c.raw...)
			continue
		}
		raw = append(raw, f.Raw...)
	}
	for _, c := range added {
		raw = append(raw, c.raw...)
	}
	return append(raw, m.Raw[end:]...)
}
