package dossier

import (
	"fmt"
	"slices"
	"strings"

	"assay/keys"
)

// Of begins the dossier of a DNS name, as keys.ParseName gives it. all are the
// keys of the case; acquired is the day on which the leak was in hand, or "".
// Add brings the signatures, End the words.
func Of(name string, all []keys.Key, exposures *keys.Exposures, acquired string) *Dossier {
	d := &Dossier{Name: name, Keys: []Key{}, Exposed: listed(exposures.Named(name)), Says: []string{}}
	d.Selector, d.Domain = keys.SplitName(name)
	if acquired != "" {
		d.Acquired = &acquired
	}
	set := keys.NewSet(all)
	under := set.Lookup(name)
	for _, k := range all { // what an alias leads to comes with its own origin
		if k.Name == name && k.State == keys.Alias {
			under = append(under, k)
		}
	}
	at := map[string]int{}
	for i := range under {
		k := &under[i]
		id := identity(k)
		n, known := at[id]
		if !known {
			n, at[id] = len(d.Keys), len(d.Keys)
			d.Keys = append(d.Keys, keyOf(k, name, exposures))
		}
		d.Keys[n].Origins = append(d.Keys[n].Origins, Origin{k.Origin.String(), k.Origin})
	}
	d.findElsewhere(all, set)
	return d
}

// identity is the same for records that hold the same key in the same way.
func identity(k *keys.Key) string {
	what := k.Fingerprint
	if what == "" {
		what = k.Record + "\x00" + k.Target
	}
	return fmt.Sprintf("%s %s %t %t %q %s %s", k.State, k.Name, k.Testing, k.StrictIdentity, k.Hashes, k.Problem, what)
}

func keyOf(k *keys.Key, name string, exposures *keys.Exposures) Key {
	shown := Key{
		State: k.State, Bits: k.Bits, Fingerprint: k.Fingerprint, Problem: k.Problem, Target: k.Target,
		Testing: k.Testing, StrictIdentity: k.StrictIdentity, Hashes: k.Hashes, Also: []Elsewhere{},
	}
	if k.State == keys.Usable {
		shown.Algorithm = k.Algorithm
	}
	if k.Name != name {
		shown.At = k.Name
	}
	if e, ok := exposures.Of(k); ok {
		shown.Exposed, shown.Lists = &e, listed(exposures.Lines(k))
	}
	return shown
}

// findElsewhere fills Also: names that hold the same public key, or that lead
// to it.
func (d *Dossier) findElsewhere(all []keys.Key, set *keys.Set) {
	wanted := map[string]bool{}
	for i := range d.Keys {
		if d.Keys[i].Fingerprint != "" {
			wanted[d.Keys[i].Fingerprint] = true
		}
	}
	found := map[string]map[string][]string{} // by fingerprint and name
	note := func(fingerprint, name, origin string) {
		if name == d.Name || !wanted[fingerprint] {
			return
		}
		if found[fingerprint] == nil {
			found[fingerprint] = map[string][]string{}
		}
		found[fingerprint][name] = append(found[fingerprint][name], origin)
	}
	for i := range all {
		k := &all[i]
		note(k.Fingerprint, k.Name, k.Origin.String())
		if k.State != keys.Alias {
			continue
		}
		leadsTo := map[string]bool{}
		for _, to := range set.Lookup(k.Name) {
			if to.Name != k.Name && !leadsTo[to.Fingerprint] {
				leadsTo[to.Fingerprint] = true
				note(to.Fingerprint, k.Name, "alias of "+to.Name+", "+k.Origin.String())
			}
		}
	}
	for i := range d.Keys {
		k := &d.Keys[i]
		for name, origins := range found[k.Fingerprint] {
			k.Also = append(k.Also, Elsewhere{name, origins})
		}
		slices.SortFunc(k.Also, func(a, b Elsewhere) int { return strings.Compare(a.Name, b.Name) })
	}
}
