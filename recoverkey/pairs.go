package recoverkey

import (
	"bytes"
	"context"
	"math/rand/v2"
	"slices"
)

// largest is the largest group of samples, by the length of their values, that
// is worth a search: a modulus has that many bytes; and how many pairs of it.
// failed counts the searches that came to nothing.
func (w *work) largest(failed map[int]int) (best []*sample, limit int) {
	groups := map[int][]*sample{}
	var sizes []int // in the order of the samples
	for _, s := range w.left {
		n := len(s.Value)
		if groups[n] == nil {
			sizes = append(sizes, n)
		}
		groups[n] = append(groups[n], s)
	}
	for _, n := range sizes {
		if g, l := w.worth(groups[n], failed[n]); len(g) > len(best) {
			best, limit = g, l
		}
	}
	return best, limit
}

// worth is the part of a group that is to be searched next, and how many pairs
// of it; nil for none. First comes what has its body intact, then all. Where a key
// is known, and fewer are left than could ever count, they are left alone. What
// is left in a row was signed with the next key; what is left here and there was
// mostly changed on the way, and gets one pair.
func (w *work) worth(group []*sample, failed int) ([]*sample, int) {
	var intact []*sample
	for _, s := range group {
		if s.Intact {
			intact = append(intact, s)
		}
	}
	switch known := len(w.result.Keys) > 0; {
	case known && (len(intact) < Enough || failed > 0):
		return nil, 0
	case known:
		if list := inRow(intact); len(list) > 0 {
			return list, laterPairs
		}
		return intact, 1
	case failed == 0 && len(intact) >= 2:
		return intact, firstPairs
	case len(group) >= 2 && (failed == 0 || failed == 1 && len(intact) >= 2 && len(group) > len(intact)):
		return group, firstPairs
	}
	return nil, 0
}

// inRow are the samples that stand in a row of Enough or more.
func inRow(list []*sample) (rows []*sample) {
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && list[to].place == list[to-1].place+1 {
			to++
		}
		if to-from >= Enough {
			rows = append(rows, list[from:to]...)
		}
		from = to
	}
	return rows
}

// search tries so many pairs of a group until one gives a key.
func (w *work) search(ctx context.Context, group []*sample, limit int) (found bool, err error) {
	for _, p := range pairs(len(group), min(limit, maxPairs-w.result.Pairs)) {
		a, b := group[p[0]], group[p[1]]
		if bytes.Equal(a.Digest, b.Digest) || a.value.Cmp(b.value) == 0 {
			continue // one signature in two forms, or one header under two
		}
		w.result.Pairs++
		public, err := w.common(ctx, a, b, group)
		if err != nil {
			return false, err
		}
		if public != nil {
			w.take(public)
			return true, nil
		}
	}
	return false, nil
}

// pairs chooses at most limit pairs of n samples. First come neighbours that
// share no sample, spread over all: a bad sample spoils one pair, and
// neighbours in time were mostly signed with one key. Then come any two, since
// who makes fakes can put one beside each genuine message.
func pairs(n, limit int) (list [][2]int) {
	disjoint := n / 2
	count := min(disjoint, (limit+1)/2)
	for i := range count {
		at := 2 * (i * disjoint / count)
		list = append(list, [2]int{at, at + 1})
	}
	limit = min(limit, n*(n-1)/2)
	draw := rand.New(rand.NewPCG(uint64(n), 0)) // the same ones each time
	for len(list) < limit {
		i, j := draw.IntN(n), draw.IntN(n)
		if p := [2]int{min(i, j), max(i, j)}; i != j && !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list
}
