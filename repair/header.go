package repair

import (
	"bytes"
	"hash"
	"slices"

	"assay/mail"
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
