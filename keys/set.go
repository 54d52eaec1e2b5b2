package keys

import (
	"cmp"
	"slices"
	"strings"
)

// Bounds of one lookup.
const (
	maxAliases  = 8  // CNAMEs followed one after another
	maxFollowed = 64 // names in all, where a name has several CNAMEs
)

// Set finds keys by name. It is made once and may be used from many goroutines.
type Set struct {
	keys []Key // sorted by name, then by rank
}

// NewSet makes a set of keys; the slice is not kept.
func NewSet(keys []Key) *Set {
	s := &Set{keys: slices.Clone(keys)}
	slices.SortStableFunc(s.keys, func(a, b Key) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), compareRank(a, b))
	})
	return s
}

// Lookup gives all keys under a name, as Name makes it, and under the names its
// CNAMEs lead to: usable ones first, then revoked, malformed and absent; among
// those the ones published before the ones recovered, files before DNS, then in
// the order of file and line. It gives nil where nothing is known of the name.
// Eight CNAMEs in a row are followed, and 64 names in all.
func (s *Set) Lookup(name string) []Key {
	name = lower(strings.TrimSuffix(name, "."))
	here := s.under(name)
	if len(here) == 0 {
		return nil
	}
	if !slices.ContainsFunc(here, func(k Key) bool { return k.State == Alias }) {
		return slices.Clip(here) // in order already
	}
	var found []Key
	seen := map[string]bool{}
	for depth, names := 0, []string{name}; depth <= maxAliases; depth++ {
		var targets []string
		for _, n := range names {
			if seen[n] || len(seen) == maxFollowed {
				continue
			}
			seen[n] = true
			for _, k := range s.under(n) {
				if k.State == Alias {
					targets = append(targets, k.Target)
				} else {
					found = append(found, k)
				}
			}
		}
		names = targets
	}
	slices.SortStableFunc(found, compareRank)
	return found
}

// under gives the part of the set that has exactly that name.
func (s *Set) under(name string) []Key {
	from, _ := slices.BinarySearchFunc(s.keys, name, func(k Key, n string) int { return strings.Compare(k.Name, n) })
	to := from
	for to < len(s.keys) && s.keys[to].Name == name {
		to++
	}
	return s.keys[from:to]
}

// rank is the order in which a verifier should try keys.
var rank = map[State]int{Usable: 0, Revoked: 1, Malformed: 2, Absent: 3, Alias: 4}

func compareRank(a, b Key) int {
	return cmp.Or(
		cmp.Compare(rank[a.State], rank[b.State]),
		compareBool(a.Origin.Recovered, b.Origin.Recovered),
		compareBool(a.Origin.Source == FromDNS, b.Origin.Source == FromDNS),
		strings.Compare(a.Origin.File, b.Origin.File),
		cmp.Compare(a.Origin.Line, b.Origin.Line),
		a.Origin.Fetched.Compare(b.Origin.Fetched),
		strings.Compare(a.Name, b.Name),
		strings.Compare(a.Record, b.Record),
	)
}

// compareBool puts false first.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
