package c2pa

import (
	"bytes"

	"assay/sign/c2pa/jumbf"
)

// lineage follows the ingredients of the active manifest through the store. A
// manifest that is reached is true where it is the one that the signer saw, as
// the hash of its reference says, and false where another stands in its place.
func (l *library) lineage(active *manifest) map[*manifest]bool {
	out := map[*manifest]bool{active: true}
	for queue := []*manifest{active}; len(queue) > 0; queue = queue[1:] {
		m := queue[0]
		for _, t := range l.ingredients(m) {
			other := l.byLabel[named(t.manifest().url)]
			if other == nil || out[other] {
				continue
			}
			if out[other] = l.matches(m, other, t); out[other] {
				queue = append(queue, other)
			}
		}
	}
	return out
}

// ingredients are the ingredient assertions of a manifest that can be read.
func (l *library) ingredients(m *manifest) (list []tree) {
	seen := map[*jumbf.Box]bool{}
	for _, r := range m.declared {
		box := l.boxes[m.path(r.url)]
		if sortOf(named(r.url)) != "c2pa.ingredient" || box == nil || seen[box] {
			continue
		}
		seen[box] = true
		if t, err := decode(box); err == nil {
			list = append(list, t)
		}
	}
	return list
}

// matches reports whether other is the manifest that m's signer saw when he took
// in the ingredient t.
func (l *library) matches(m, other *manifest, t tree) bool {
	return l.same(other, t.manifest(), m.alg) || l.sameSignature(m, t)
}

// same compares an ingredient's manifest with the hash that was made of it: of
// the box, as C2PA 2.1 §18.13 has it, or of the claim alone, as tools of 2022 did.
func (l *library) same(other *manifest, ref reference, fallback string) bool {
	alg := first(ref.alg, fallback)
	if newHash(alg) == nil {
		return false
	}
	return bytes.Equal(l.sum(other.box.Payload, alg), ref.hash) || bytes.Equal(l.sum(other.claimBytes, alg), ref.hash)
}

// sameSignature reports whether the ingredient's signature is the one that the
// signer saw: of a manifest that was redacted since, the claim then still is.
func (l *library) sameSignature(m *manifest, t tree) bool {
	sub := t.sub("claimSignature")
	if sub == nil {
		return false
	}
	ref := sub.reference()
	return l.check(m.path(ref.url), ref, m.alg) == nil
}
