package repair

import (
	"cmp"
	"slices"
	"strings"
)

// Memory gathers what other mail suggests. It is filled before it is asked.
type Memory struct {
	// Files gives the bytes of a file by the name that mail gave it; nil where
	// there is none. It may be left out.
	Files func(name string) []byte

	orders [][]string
	proven []bool // the order is that of a message whose signature holds
	known  map[string]bool
	byAddr map[string][]int // orders that name an address
	types  map[string][]string
	boxes  map[string][]string // mailboxes as they are written, by address
}

// Bounds on what a Memory holds and gives.
const (
	maxKnownOrders = 50_000
	maxKnownTypes  = 40   // for one domain
	maxLooked      = 2000 // orders that are weighed for one message
)

// NewMemory makes an empty Memory.
func NewMemory() *Memory {
	return &Memory{known: map[string]bool{}, byAddr: map[string][]int{}, types: map[string][]string{}, boxes: map[string][]string{}}
}

// AddOrder remembers the people of one message, as People lists them; proven
// says that a signature holds over it.
func (m *Memory) AddOrder(people []string, proven bool) {
	key := strings.Join(people, ",")
	if len(people) < 3 || m.known[key] || len(m.orders) == maxKnownOrders {
		return
	}
	m.known[key] = true
	for _, a := range people {
		if l := m.byAddr[a]; len(l) == 0 || l[len(l)-1] != len(m.orders) {
			m.byAddr[a] = append(l, len(m.orders))
		}
	}
	m.orders, m.proven = append(m.orders, people), append(m.proven, proven)
}

// AddType remembers a value of Content-Type of a domain's mail.
func (m *Memory) AddType(domain, value string) {
	if l := m.types[domain]; len(l) < maxKnownTypes && !slices.Contains(l, value) && !strings.Contains(value, "boundary") {
		m.types[domain] = append(l, value)
	}
}

// For gives the hints for a message between people, signed by a domain: the
// orders that are proven, and of these the ones that name most of them.
func (m *Memory) For(people []string, domain string) Hints {
	count := map[int]int{}
	for _, a := range people {
		l := m.byAddr[a]
		for _, i := range l[max(0, len(l)-maxLooked):] {
			count[i]++
		}
	}
	var found []int
	for i, n := range count {
		if n >= 3 {
			found = append(found, i)
		}
	}
	slices.SortFunc(found, func(a, b int) int {
		if m.proven[a] != m.proven[b] {
			if m.proven[a] {
				return -1
			}
			return 1
		}
		return cmp.Or(count[b]-count[a], a-b)
	})
	h := Hints{Files: m.Files, Types: m.types[domain], Boxes: func(addr string) []string { return m.boxes[addr] }}
	for _, i := range found[:min(len(found), maxOrders)] {
		h.Orders = append(h.Orders, m.orders[i])
	}
	return h
}
