package lab

// byTime is a heap of mails, the earliest first; of one time, in a fixed order.
type byTime []*stored

func (h byTime) Len() int { return len(h) }
func (h byTime) Less(i, k int) bool {
	a, b := h[i], h[k]
	if !a.At.Equal(b.At) {
		return a.At.Before(b.At)
	}
	if a.Box != b.Box {
		return a.Box < b.Box
	}
	return a.ID+a.Folder < b.ID+b.Folder
}
func (h byTime) Swap(i, k int) { h[i], h[k] = h[k], h[i] }
func (h *byTime) Push(x any)   { *h = append(*h, x.(*stored)) }
func (h *byTime) Pop() any {
	last := len(*h) - 1
	x := (*h)[last]
	(*h)[last], *h = nil, (*h)[:last]
	return x
}

// ring is the last authentic mails of a box.
type ring struct {
	list []*stored
	next int
}

// remembered is how many mails of a box a forger can draw on.
const remembered = 24

func (g *ring) add(st *stored) {
	if len(g.list) < remembered {
		g.list = append(g.list, st)
		return
	}
	g.list[g.next] = st
	g.next = (g.next + 1) % remembered
}
