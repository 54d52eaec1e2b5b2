package repair

import (
	"slices"
	"strings"

	"assay/mail"
)

// Bounds on addresses that are put back.
const (
	maxRemoved   = 2 // at a time
	maxMissing   = 6 // that an order names and the message does not
	maxSpellings = 3 // of one of them
)

// undoRemovedAddress puts addresses into To or Cc that the orders of other mail
// name beside those that are there: at the place that the order gives them, as
// other mail writes them, or bare. Mailman 2 takes members out of Cc who want no
// second copy.
func undoRemovedAddress(c *context, name string, at int, add func([]byte, int)) {
	f, value, ok := c.field(at)
	if !ok || name != "cc" && name != "to" || len(c.hints.Orders) == 0 {
		return
	}
	boxes := mailboxes(value)
	if len(boxes) == 0 {
		return
	}
	addrs, there := lowered(boxes), People(c.m)
	for _, hint := range c.hints.Orders[:min(len(c.hints.Orders), maxOrders)] {
		placed, rest := place(addrs, hint)
		if len(rest) > 0 {
			continue
		}
		missing := slices.DeleteFunc(slices.Clone(hint), func(a string) bool { return slices.Contains(there, a) || !strings.Contains(a, "@") })
		if len(missing) == 0 || len(missing) > maxMissing {
			continue
		}
		subsets(missing, maxRemoved, func(back []string) {
			c.spelled(back, nil, func(written []string) {
				add(c.made(f.Name(), strings.Join(merged(hint, addrs, boxes, placed, back, written), ", ")), len(back)-1)
			})
		})
	}
}

// subsets calls visit with all choices of up to most of list, the small first.
func subsets(list []string, most int, visit func([]string)) {
	for size := 1; size <= most; size++ {
		var walk func(from int, taken []string)
		walk = func(from int, taken []string) {
			if len(taken) == size {
				visit(taken)
				return
			}
			for i := from; i < len(list); i++ {
				walk(i+1, append(slices.Clip(taken), list[i]))
			}
		}
		walk(0, nil)
	}
}

// spelled calls visit with the ways in which other mail writes addresses.
func (c *context) spelled(addrs, written []string, visit func([]string)) {
	if len(written) == len(addrs) {
		visit(written)
		return
	}
	a := addrs[len(written)]
	spellings := []string{a}
	if c.hints.Boxes != nil {
		known := c.hints.Boxes(a)
		spellings = append(known[:min(len(known), maxSpellings):len(known)], a)
	}
	for _, s := range spellings {
		c.spelled(addrs, append(slices.Clip(written), s), visit)
	}
}

// merged is the list in the order of a hint, with addresses put back in it.
func merged(hint, addrs, boxes []string, placed []int, back, written []string) (list []string) {
	next := 0
	for _, a := range hint {
		if next < len(placed) && addrs[placed[next]] == a {
			list = append(list, boxes[placed[next]])
			next++
		} else if i := slices.Index(back, a); i >= 0 {
			list = append(list, written[i])
		}
	}
	return list
}

// Bounds on how a Memory keeps mailboxes.
const (
	maxKnownBoxes = 50_000 // addresses
	maxBoxLength  = 200    // bytes of one mailbox
)

// AddBoxes remembers how a message writes the people of From, To and Cc.
func (m *Memory) AddBoxes(msg *mail.Message) {
	for _, name := range []string{"from", "to", "cc"} {
		f, ok := msg.First(name)
		if !ok {
			continue
		}
		for _, box := range mailboxes(f.Unfolded()) {
			addr := strings.Clone(addrOf(box))
			list := m.boxes[addr]
			if len(box) > maxBoxLength || len(list) == maxSpellings || slices.Contains(list, box) || list == nil && len(m.boxes) == maxKnownBoxes {
				continue
			}
			m.boxes[addr] = append(list, strings.Clone(box))
		}
	}
}
