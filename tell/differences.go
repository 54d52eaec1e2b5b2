package tell

import "slices"

// change is one place where two lists of words differ: words a0 up to a1 of
// the one stand where the other has b0 up to b1.
type change struct{ a0, a1, b0, b1 int }

// maxEdits bounds the words that two lists may differ in, and with it the time
// and room of the comparison: both grow with its square.
const maxEdits = 200

// differences are the places where a and b differ, by the shortest way from
// one to the other; ok is false where that has more than maxEdits steps. The
// greedy search is the one that Myers described in 1986: furthest reaching
// points on each diagonal, kept for every number of steps.
func differences(a, b []string) (list []change, ok bool) {
	const middle = maxEdits + 1
	var reach [2*maxEdits + 3]int
	var kept [][]int
	for d := 0; d <= maxEdits; d++ {
		kept = append(kept, slices.Clone(reach[middle-d-1:middle+d+2]))
		for k := -d; k <= d; k += 2 {
			x := reach[middle+k-1] + 1
			if k == -d || k != d && reach[middle+k-1] < reach[middle+k+1] {
				x = reach[middle+k+1]
			}
			for x < len(a) && x-k < len(b) && a[x] == b[x-k] {
				x++
			}
			reach[middle+k] = x
			if x >= len(a) && x-k >= len(b) {
				return walkBack(kept, len(a), len(b)), true
			}
		}
	}
	return nil, false
}

// walkBack follows the kept points from the end to the beginning. kept[d] holds
// the diagonals from -d-1 to d+1 as they were before step d.
func walkBack(kept [][]int, x, y int) (list []change) {
	add := func(c change) {
		if n := len(list); n > 0 && list[n-1].a0 == c.a1 && list[n-1].b0 == c.b1 {
			list[n-1].a0, list[n-1].b0 = c.a0, c.b0
			return
		}
		list = append(list, c)
	}
	for d := len(kept) - 1; d > 0; d-- {
		before, k := kept[d], x-y
		at := func(k int) int { return before[k+d+1] }
		down := k == -d || k != d && at(k-1) < at(k+1)
		if down {
			px := at(k + 1)
			py := px - (k + 1)
			add(change{px, px, py, py + 1})
			x, y = px, py
			continue
		}
		px := at(k - 1)
		py := px - (k - 1)
		add(change{px, px + 1, py, py})
		x, y = px, py
	}
	slices.Reverse(list)
	return list
}
