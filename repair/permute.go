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

// orders tries orders of one field with several combinations of the others.
func (h *headerSearch) orders(at int, f mail.Field, boxes []string) bool {
	var lists [][2][]string // placed, and the rest
	for _, hint := range h.hints.Orders {
		placed, rest := place(boxes, hint)
		if len(rest) > 0 && len(rest) <= maxUnplaced && len(placed) >= 2 && len(lists) < maxOrders {
			lists = append(lists, [2][]string{placed, rest})
		}
	}
	lists = append(lists, sortedButOne(boxes)...)
	deep := h.effort == Thorough && len(boxes) > smallList && len(boxes) <= deepList
	most := h.budget.mostHeaders
	h.budget.mostHeaders += maxHeaderTries
	if deep {
		h.budget.mostHeaders += maxDeepTries
	}
	defer func() { h.budget.mostHeaders = most }()
	for _, others := range h.others(at) {
		try := h.orderTrier(at, f, others)
		for _, l := range lists {
			if !insertions(l[0], l[1], try.next) {
				return try.hit
			}
		}
		if deep && !permutations(boxes, try.next) {
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
	next func(order []string) bool
	hit  bool
}

func (h *headerSearch) orderTrier(at int, f mail.Field, others []int) *orderTrier {
	copy(h.taken, others)
	before := h.newHash()
	for i := range at {
		before.Write(h.slots[i].canon[others[i]])
	}
	var after []byte
	for i := at + 1; i < len(h.slots); i++ {
		after = append(after, h.slots[i].canon[others[i]]...)
	}
	after = append(after, h.tails[len(h.slots)]...)
	t := &orderTrier{}
	buf := make([]byte, 0, len(f.Raw)+len(after)+64)
	t.next = func(order []string) bool {
		if !h.budget.header() {
			return false
		}
		raw := appendList(buf[:0], f.Name(), order)
		canon := h.terms.Head.AppendField(raw, raw[:len(raw):len(raw)], h.ends)[len(raw):]
		sum := dkim.Clone(before)
		sum.Write(canon)
		sum.Write(crlfBytes)
		sum.Write(after)
		if !h.target.Met(sum.Sum(nil)) {
			return true
		}
		t.hit = true
		h.found(map[int]choice{at: {raw: append(slices.Clone(raw), eol(h.form.Message)...), id: "address-order"}})
		return false
	}
	return t
}

var crlfBytes = []byte("\r\n")

func appendList(dst []byte, name string, order []string) []byte {
	dst = append(append(dst, name...), ": "...)
	for i, box := range order {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = append(dst, box...)
	}
	return dst
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
func sortedButOne(boxes []string) (lists [][2][]string) {
	if len(boxes) <= smallList {
		return nil // every order is a choice already
	}
	sorted := slices.Clone(boxes)
	slices.SortStableFunc(sorted, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	for i, b := range sorted {
		rest := slices.Delete(slices.Clone(sorted), i, i+1)
		lists = append(lists, [2][]string{rest, {b}})
		if len(lists) == maxOrders {
			break
		}
	}
	return lists
}
