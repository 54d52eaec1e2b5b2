package repair

import (
	"slices"
	"strings"

	"assay/mail"
	"assay/sign/dkim"
)

// maxOthers is with how many combinations of the other fields every order of
// addresses is tried.
const maxOthers = 40

// permute tries orders of the addresses of Cc, or of To, that are too many to
// be choices of a field: those of a hint, with the addresses that it does not
// name in every place between, and, with Thorough effort, all of a list of up
// to deepList addresses.
func (h *headerSearch) permute() bool {
	if h.target.Verify != nil {
		return false
	}
	for _, name := range []string{"cc", "to"} {
		at := slices.IndexFunc(h.slots, func(sl slot) bool { return sl.name == name && sl.at >= 0 })
		if at < 0 {
			continue
		}
		f := h.form.Header[h.slots[at].at]
		if boxes := mailboxes(f.Unfolded()); len(boxes) > 1 && h.orders(at, f, boxes) {
			return true
		}
	}
	return false
}

// inserting is an order of addresses into which others are put at all places.
type inserting struct{ placed, rest []int }

// orders tries orders of one field with several combinations of the others.
func (h *headerSearch) orders(at int, f mail.Field, boxes []string) bool {
	addrs := lowered(boxes)
	var lists []inserting
	for _, hint := range h.hints.Orders[:min(len(h.hints.Orders), maxOrders)] {
		placed, rest := place(addrs, hint)
		if len(rest) > 0 && len(rest) <= maxUnplaced && len(placed) >= 2 {
			lists = append(lists, inserting{placed, rest})
		}
	}
	lists = append(lists, sortedButOne(boxes)...)
	deep := h.effort == Thorough && len(boxes) > smallList && len(boxes) <= deepList
	most := h.budget.mostHeaders
	h.budget.mostHeaders += headerTries(h.effort)
	if deep {
		h.budget.mostHeaders += maxDeepTries
	}
	defer func() { h.budget.mostHeaders = most }()
	for _, others := range h.others(at) {
		try := h.orderTrier(at, f, boxes, others)
		for _, l := range lists {
			if !insertions(l.placed, l.rest, try.next) {
				return try.hit
			}
		}
		if deep && !permutations(numbers(len(boxes)), try.next) {
			return try.hit
		}
	}
	return false
}

// others lists combinations of the choices of all slots but one, cheapest
// first.
func (h *headerSearch) others(but int) (list [][]int) {
	taken := make([]int, len(h.slots))
	var walk func(i, cost int)
	walk = func(i, cost int) {
		if len(list) == maxOthers {
			return
		}
		if i == len(h.slots) {
			if cost == 0 {
				list = append(list, slices.Clone(taken))
			}
			return
		}
		for n, c := range h.slots[i].choices {
			if c.cost > cost || i == but && n > 0 {
				break
			}
			taken[i] = n
			walk(i+1, cost-c.cost)
		}
		taken[i] = 0
	}
	for cost := 0; cost <= maxHeaderCost && len(list) < maxOthers; cost++ {
		walk(0, cost)
	}
	return list
}

// orderTrier tries one order after the other.
type orderTrier struct {
	next func(order []int) bool
	hit  bool
}

func (h *headerSearch) orderTrier(at int, f mail.Field, boxes []string, others []int) *orderTrier {
	copy(h.taken, others)
	before := h.newHash()
	for i := range at {
		before.Write(h.slots[i].canon[others[i]])
	}
	label := []byte(f.Name() + ": ")
	before.Write(h.terms.Head.AppendField(nil, label, h.ends))
	canon := make([][]byte, len(boxes))
	for i, b := range boxes {
		canon[i] = h.terms.Head.AppendField(nil, []byte("x:"+b), h.ends)[len("x:"):]
	}
	after := []byte("\r\n")
	for i := at + 1; i < len(h.slots); i++ {
		after = append(after, h.slots[i].canon[others[i]]...)
	}
	after = append(after, h.tails[len(h.slots)]...)
	size := len(f.Raw) + len(after)
	t := &orderTrier{}
	buf := make([]byte, 0, len(f.Raw)+2*len(boxes)+len(after)+64)
	t.next = func(order []int) bool {
		if !h.budget.header(size) {
			return false
		}
		buf = buf[:0]
		for i, n := range order {
			if i > 0 {
				buf = append(buf, ", "...)
			}
			buf = append(buf, canon[n]...)
		}
		sum := dkim.Clone(before)
		sum.Write(append(buf, after...))
		if !h.target.Met(sum.Sum(h.sum[:0])) {
			return true
		}
		raw := string(label) + strings.Join(pick(boxes, order), ", ") + eol(h.form.Message)
		t.hit = h.found(map[int]choice{at: {raw: []byte(raw), id: "address-order"}})
		return !t.hit
	}
	return t
}

// lowered are the addresses of mailboxes.
func lowered(boxes []string) []string {
	list := make([]string, len(boxes))
	for i, b := range boxes {
		list[i] = strings.Clone(addrOf(b))
	}
	return list
}

// sortedButOne is the alphabetical order, whatever the case, of all addresses
// but one, which may stand anywhere: that of one who was added by hand.
func sortedButOne(boxes []string) (lists []inserting) {
	if len(boxes) <= smallList {
		return nil // every order is a choice already
	}
	lower := make([]string, len(boxes))
	for i, b := range boxes {
		lower[i] = strings.ToLower(b)
	}
	sorted := sortedBy(numbers(len(boxes)), lower)
	for i, n := range sorted[:min(len(sorted), maxOrders)] {
		lists = append(lists, inserting{slices.Delete(slices.Clone(sorted), i, i+1), []int{n}})
	}
	return lists
}
