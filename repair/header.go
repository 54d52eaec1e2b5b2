package repair

import (
	"bytes"
	"hash"
	"slices"

	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

// maxHeaderCost bounds how many things are undone in a header at once: the sum
// of their costs, a field's later choices costing more.
const maxHeaderCost = 9

// choice is what a signed field may have been.
type choice struct {
	raw  []byte // the field; nil: it was not there
	id   string // of the rewrite; empty: as it is
	cost int
}

// slot is a field that the signature names, in the place that h= gives it.
type slot struct {
	name    string
	at      int // in the header of the form; -1 where no field is there
	choices []choice
	canon   [][]byte // of each choice, with its line end
}

// headerSearch looks for the header that was signed.
type headerSearch struct {
	*search
	form  *form
	ends  dkim.Ends
	slots []slot
	tails [][]byte // canonical bytes from a slot to the end, all as they are
	most  []int    // greatest cost from a slot to the end
	taken []int    // choices under way
}

// headers tries the headers that a form may have had; it reports whether one
// was signed, and then s.out holds the message.
func (s *search) headers(f *form) bool {
	field, ok := s.signatureField(f.Message)
	if !ok {
		return false
	}
	h := &headerSearch{search: s, form: f, ends: dkim.EndsOf(f.Message)}
	if s.budget.header(0) && h.found(nil) { // all as it is
		return true
	}
	if h.size() > maxHeader {
		s.budget.spent = true
		return false
	}
	h.fill(field)
	if h.enumerate() {
		return true
	}
	return h.permute()
}

// size is the bytes of the fields that are signed.
func (h *headerSearch) size() (n int) {
	for _, at := range dkim.NewReader(h.form.Message).Slots(h.terms.Names) {
		if at >= 0 {
			n += len(h.form.Header[at].Raw)
		}
	}
	return n
}

// fill lists the choices of every slot.
func (h *headerSearch) fill(field mail.Field) {
	r := dkim.NewReader(h.form.Message)
	context := newContext(h.form.Message, h.hints)
	for i, f := range r.Slots(h.terms.Names) {
		sl := slot{name: h.terms.Names[i], at: f}
		if f >= 0 {
			sl.choices = []choice{{raw: h.form.Header[f].Raw}}
		} else {
			sl.choices = []choice{{}}
		}
		sl.choices = append(sl.choices, context.choices(sl.name, f)...)
		h.canonical(&sl)
		h.slots = append(h.slots, sl)
	}
	h.own(r, context, field)
	h.tails, h.most = make([][]byte, len(h.slots)+1), make([]int, len(h.slots)+1)
	var all []byte
	for _, sl := range h.slots {
		all = append(all, sl.canon[0]...)
	}
	for i, at := len(h.slots), len(all); ; i-- {
		h.tails[i] = all[at:]
		if i == 0 {
			break
		}
		at -= len(h.slots[i-1].canon[0])
	}
	for i := len(h.slots) - 1; i >= 0; i-- {
		sl := &h.slots[i]
		dearest := 0
		for _, c := range sl.choices {
			dearest = max(dearest, c.cost)
		}
		h.most[i] = h.most[i+1] + dearest
	}
	h.taken = make([]int, len(h.slots))
}

// own is the last slot: the signature's own field, which is hashed without its
// value and without a line end. RFC 6376 §3.7
func (h *headerSearch) own(r *dkim.Reader, c *context, field mail.Field) {
	sl := slot{at: slices.IndexFunc(h.form.Header, func(f mail.Field) bool { return f.Offset == field.Offset })}
	terms, _ := r.Terms(field, h.kind)
	sl.choices = []choice{{raw: field.Raw}}
	sl.canon = [][]byte{h.terms.Head.AppendField(nil, terms.Bare, h.ends)}
	for _, ch := range c.signatures(sl.at, h.terms.Head == dkim.Simple) {
		terms, ok := r.Terms(mail.Parse(ch.raw).Header[0], h.kind)
		if !ok {
			continue
		}
		canon := h.terms.Head.AppendField(nil, terms.Bare, h.ends)
		if !slices.ContainsFunc(sl.canon, func(b []byte) bool { return bytes.Equal(b, canon) }) {
			sl.choices, sl.canon = append(sl.choices, ch), append(sl.canon, canon)
		}
	}
	h.slots = append(h.slots, sl)
}

// canonical brings the choices into the order of their costs, and drops those
// that hash as others do.
func (h *headerSearch) canonical(sl *slot) {
	slices.SortStableFunc(sl.choices[1:], func(a, b choice) int { return a.cost - b.cost })
	var kept []choice
	seen := map[string]bool{}
	for _, c := range sl.choices {
		canon := h.canon(c.raw)
		if seen[string(canon)] {
			continue
		}
		seen[string(canon)] = true
		kept, sl.canon = append(kept, c), append(sl.canon, canon)
	}
	sl.choices = kept
}

// canon is a field as it is hashed; nothing where it was not there.
func (h *headerSearch) canon(raw []byte) []byte {
	if raw == nil {
		return nil
	}
	return append(h.terms.Head.AppendField(nil, raw, h.ends), '\r', '\n')
}

// enumerate tries combinations of choices in the order of their costs.
func (h *headerSearch) enumerate() bool {
	for cost := 0; cost <= min(maxHeaderCost, h.most[0]); cost++ {
		if h.descend(0, h.newHash(), cost) {
			return true
		}
		if h.budget.headersSpent() {
			return false
		}
	}
	return false
}

// descend tries the choices from a slot on that come to exactly that cost.
func (h *headerSearch) descend(i int, seen hash.Hash, cost int) bool {
	if cost == 0 { // all further ones as they are
		for k := i; k < len(h.slots); k++ {
			h.taken[k] = 0
		}
		return h.try(seen, h.tails[i])
	}
	if i == len(h.slots) || h.most[i] < cost {
		return false
	}
	for n, c := range h.slots[i].choices {
		if c.cost > cost {
			break
		}
		h.taken[i] = n
		next := dkim.Clone(seen)
		next.Write(h.slots[i].canon[n])
		if h.descend(i+1, next, cost-c.cost) {
			return true
		}
		if h.budget.headersSpent() {
			return false
		}
	}
	return false
}

// try hashes what is left and compares.
func (h *headerSearch) try(seen hash.Hash, rest []byte) bool {
	if !h.budget.header(len(rest)) {
		return false
	}
	seen.Write(rest) // nobody needs it afterwards
	if !h.target.Met(seen.Sum(h.sum[:0])) {
		return false
	}
	return h.found(nil)
}

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
