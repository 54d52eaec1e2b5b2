package recoverkey

import (
	"bytes"
	"context"
	"slices"
)

// largest is the largest group of samples, by the length of their values, that
// is worth a search: a modulus has that many bytes. failed counts the searches
// that came to nothing.
func (w *work) largest(failed map[int]int) (best []*sample) {
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
		if g := w.worth(groups[n], failed[n]); len(g) > len(best) {
			best = g
		}
	}
	return best
}

// worth is the part of a group that is to be searched next, nil for none: first
// what has its body intact, then, where no key is known, all. Beside a known key
// fewer than could ever count are left alone.
func (w *work) worth(group []*sample, failed int) []*sample {
	var intact []*sample
	for _, s := range group {
		if s.Intact {
			intact = append(intact, s)
		}
	}
	known := len(w.result.Keys) > 0
	switch {
	case known && (len(intact) < Enough || failed > 0):
		return nil
	case failed == 0 && len(intact) >= 2:
		return intact
	case failed == 0 || failed == 1 && len(group) > len(intact) && len(intact) >= 2:
		if len(group) >= 2 && !known {
			return group
		}
	}
	return nil
}

// search tries pairs of a group until one gives a key.
func (w *work) search(ctx context.Context, group []*sample) (found bool, err error) {
	limit := firstPairs
	if len(w.result.Keys) > 0 {
		limit = laterPairs
	}
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
// neighbours in time were mostly signed with one key. Then come samples further
// and further apart.
func pairs(n, limit int) (list [][2]int) {
	disjoint := n / 2
	count := min(disjoint, limit)
	for i := range count {
		at := 2 * (i * disjoint / count)
		list = append(list, [2]int{at, at + 1})
	}
	for apart := 1; apart < n; apart++ {
		for i := 0; i+apart < n; i++ {
			if len(list) >= limit {
				return list
			}
			if p := [2]int{i, i + apart}; !slices.Contains(list, p) {
				list = append(list, p)
			}
		}
	}
	return list
}
