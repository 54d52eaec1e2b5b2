package keys

import (
	"cmp"
	"fmt"
	"slices"
)

// FactorableBits is the largest RSA modulus that anyone can factor: one of 512
// bits was in 1999, and takes hours and small money since 2015. No day tells
// when somebody did so with a certain key, so such a key counts as exposed at
// all times.
const FactorableBits = 512

// Exposure says that others than the owner had, or could make, the private half
// of a key.
type Exposure struct {
	Since string `json:"since,omitempty"` // day from which it was public; empty: at all times
	Why   string `json:"why"`             // which list says so, or that the key can be factored
}

// After reports whether the exposure came after a day (2006-01-02): what was in
// hand on that day was not signed with the exposed key. An empty day is not
// known, and comes before nothing. The day of the exposure itself is too late.
func (e Exposure) After(day string) bool {
	return day != "" && e.Since != "" && day < e.Since
}

// Factorable says of a key that it is too short to have had a secret half.
func Factorable(k *Key) (Exposure, bool) {
	if k.RSA == nil || k.Bits > FactorableBits {
		return Exposure{}, false
	}
	return Exposure{Why: fmt.Sprintf("an RSA key of %d bits, which anyone can factor", k.Bits)}, true
}

// Exposures tells which keys are exposed. It is made once and may be used from
// many goroutines.
type Exposures struct {
	by map[string][]Exposed // by DNS name and by fingerprint, earliest first
}

// NewExposures puts lists to use. A public key that is exposed under one name
// is exposed under every name: lookup finds the keys that a name stands for.
func NewExposures(list []Exposed, lookup func(name string) []Key) *Exposures {
	x := &Exposures{by: map[string][]Exposed{}}
	for _, e := range list {
		under := []string{e.Key}
		if !fingerprintForm.MatchString(e.Key) {
			for _, k := range lookup(e.Key) {
				if k.Fingerprint != "" {
					under = append(under, k.Fingerprint)
				}
			}
		}
		slices.Sort(under)
		for _, u := range slices.Compact(under) {
			x.by[u] = append(x.by[u], e)
		}
	}
	for _, lines := range x.by {
		slices.SortStableFunc(lines, compareExposed)
	}
	return x
}

func compareExposed(a, b Exposed) int {
	return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Key, b.Key))
}

// Of says whether a key is exposed, and since when at the earliest.
func (x *Exposures) Of(k *Key) (Exposure, bool) {
	if e, ok := Factorable(k); ok {
		return e, true
	}
	if k.Fingerprint == "" {
		return Exposure{}, false
	}
	lines := x.Lines(k)
	if len(lines) == 0 {
		return Exposure{}, false
	}
	return Exposure{Since: lines[0].Since, Why: lines[0].String()}, true
}

// Lines are what the lists say of a key, by its public half and by its name,
// earliest first.
func (x *Exposures) Lines(k *Key) []Exposed {
	byKey, byName := x.by[k.Fingerprint], x.by[k.Name]
	if len(byName) == 0 {
		return byKey
	}
	all := slices.Concat(byKey, byName)
	slices.SortStableFunc(all, compareExposed)
	return slices.Compact(all)
}

// Named are what the lists say of a name, whether a key is known there or not.
func (x *Exposures) Named(name string) []Exposed { return x.by[name] }
