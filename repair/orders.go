package repair

import (
	"slices"
	"strings"

	"assay/mail"
)

// numbers are those from 0 up to n.
func numbers(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// pick are the elements of list in an order.
func pick(list []string, order []int) []string {
	picked := make([]string, len(order))
	for i, n := range order {
		picked[i] = list[n]
	}
	return picked
}

// place parts addresses into those that a hint names, in its order, and the
// rest: by their numbers.
func place(addrs, hint []string) (placed, rest []int) {
	left := make(map[string]int, len(addrs))
	for i, a := range addrs {
		left[a] = i
	}
	put := make([]bool, len(addrs))
	for _, a := range hint {
		if i, ok := left[a]; ok && !put[i] {
			placed, put[i] = append(placed, i), true
		}
	}
	for i := range addrs {
		if !put[i] {
			rest = append(rest, i)
		}
	}
	return placed, rest
}

// permutations calls visit with every order of list until it says to stop. The
// slice is used again.
func permutations(list []int, visit func([]int) bool) bool {
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
func insertions(placed, rest []int, visit func([]int) bool) bool {
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
				if len(list) == maxPeople {
					return list
				}
				list = append(list, strings.Clone(addrOf(b)))
			}
		}
	}
	return list
}
