package score

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// namedTable says which limit of a conclusion tells a reader that what a
// technique changes is not covered: then the claim that is verified still holds.
//
//go:embed named.tsv
var namedTable string

var namedBy = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	for line := range strings.Lines(namedTable) {
		if cells := strings.Split(strings.TrimSpace(line), "\t"); line[0] != '#' && len(cells) == 2 {
			m[cells[0]] = strings.Fields(cells[1])
		}
	}
	return m
})

// names reports whether limits name what a technique changed.
func names(limits []string, technique string) bool {
	for _, by := range [][]string{namedBy()["*"], namedBy()[technique]} {
		if slices.ContainsFunc(limits, func(l string) bool { return slices.Contains(by, l) }) {
			return true
		}
	}
	return false
}
