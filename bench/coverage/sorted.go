package main

import (
	"cmp"
	"maps"
	"slices"
)

// sortedKeys are the keys of two maps, each once.
func sortedKeys[V, W any](a map[string]V, b map[string]W) []string {
	keys := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(keys)
	return slices.Compact(keys)
}

// sortedPairs are the keys of a count, the greatest first.
func sortedPairs(counts map[[2]string]int) [][2]string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b [2]string) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
}
