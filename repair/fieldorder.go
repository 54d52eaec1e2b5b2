package repair

import (
	"slices"
	"strings"

	"assay/mail"
)

// Bounds on orders of addresses that are tried beside those of hints.
const (
	maxUnplaced = 3  // addresses that no hint places: all places are tried
	maxOrders   = 24 // hints that are used
	smallList   = 5  // addresses of which every order is tried at any time
	deepList    = 9  // likewise, with Thorough effort
)

// undoAddressOrder gives To and Cc in the orders that other mail suggests, and
// in alphabetical order; short lists in every order. Mailman 2 keeps the
// addresses of Cc in a table while it removes doubles, and writes them back in
// the order of the table.
func undoAddressOrder(c *context, name string, at int, add func([]byte, int)) {
	f, value, ok := c.field(at)
	if !ok || name != "cc" && name != "to" {
		return
	}
	boxes := mailboxes(value)
	if len(boxes) < 2 {
		return
	}
	put := func(order []string, further int) {
		if !slices.Equal(order, boxes) {
			add(c.made(f.Name(), strings.Join(order, ", ")), further)
		}
	}
	sorted := slices.Clone(boxes)
	slices.Sort(sorted)
	put(sorted, 0)
	byAddr := slices.Clone(boxes)
	slices.SortStableFunc(byAddr, func(a, b string) int { return strings.Compare(addrOf(a), addrOf(b)) })
	put(byAddr, 0)
	for _, hint := range c.orders(boxes) {
		put(hint, 0)
	}
	if len(boxes) <= smallList {
		permutations(boxes, func(order []string) bool {
			put(order, 1)
			return true
		})
	}
}

// orders are the orders of boxes that hints place every address of.
func (c *context) orders(boxes []string) (list [][]string) {
	for _, hint := range c.hints.Orders {
		placed, unplaced := place(boxes, hint)
		if len(unplaced) == 0 {
			list = append(list, placed)
		}
		if len(list) == maxOrders {
			break
		}
	}
	return list
}

// place parts boxes into those that a hint names, in its order, and the rest.
func place(boxes, hint []string) (placed, rest []string) {
	left := map[string]string{}
	for _, b := range boxes {
		left[addrOf(b)] = b
	}
	for _, a := range hint {
		if b, ok := left[a]; ok {
			placed = append(placed, b)
			delete(left, a)
		}
	}
	for _, b := range boxes {
		if _, ok := left[addrOf(b)]; ok {
			rest = append(rest, b)
		}
	}
	return placed, rest
}

// permutations calls visit with every order of list until it says to stop. The
// slice is used again.
func permutations(list []string, visit func([]string) bool) bool {
	order := slices.Clone(list)
	count := make([]int, len(order))
	if !visit(order) {
		return false
	}
	for i := 1; i < len(order); { // Heap's algorithm
		if count[i] >= i {
			count[i] = 0
			i++
			continue
		}
		k := 0
		if i%2 == 1 {
			k = count[i]
		}
		order[k], order[i] = order[i], order[k]
		count[i]++
		i = 1
		if !visit(order) {
			return false
		}
	}
	return true
}

// insertions calls visit with every way of putting the addresses of rest
// between placed ones, which keep their order.
func insertions(placed, rest []string, visit func([]string) bool) bool {
	if len(rest) == 0 {
		return visit(placed)
	}
	for i := len(placed); i >= 0; i-- {
		if !insertions(slices.Insert(slices.Clone(placed), i, rest[0]), rest[1:], visit) {
			return false
		}
	}
	return true
}

// maxPeople bounds the addresses of one message that serve as a hint.
const maxPeople = 200

// People are the addresses of From, To and Cc in their order, in lower case:
// the order in which an answer to all names them.
func People(m *mail.Message) (list []string) {
	for _, name := range []string{"from", "to", "cc"} {
		for _, f := range m.All(name) {
			for _, b := range mailboxes(f.Unfolded()) {
				if len(list) < maxPeople {
					list = append(list, strings.Clone(addrOf(b)))
				}
			}
		}
	}
	return list
}
