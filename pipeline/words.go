package pipeline

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// count is a number of things in words: 1 message, 2 messages.
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
