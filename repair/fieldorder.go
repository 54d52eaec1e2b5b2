package repair

import (
	"slices"
	"strings"
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
	put := func(order []int, further int) {
		if !slices.IsSorted(order) {
			add(c.made(f.Name(), strings.Join(pick(boxes, order), ", ")), further)
		}
	}
	addrs, all := lowered(boxes), numbers(len(boxes))
	put(sortedBy(all, boxes), 0)
	put(sortedBy(all, addrs), 0)
	for _, hint := range c.hints.Orders[:min(len(c.hints.Orders), maxOrders)] {
		if placed, rest := place(addrs, hint); len(rest) == 0 {
			put(placed, 0)
		}
	}
	if len(boxes) <= smallList {
		permutations(all, func(order []int) bool {
			put(order, 1)
			return true
		})
	}
}

// sortedBy is an order sorted by the texts that it numbers.
func sortedBy(order []int, by []string) []int {
	order = slices.Clone(order)
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(by[a], by[b]) })
	return order
}
