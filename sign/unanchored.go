package sign

import "assay/keys"

// noteUnanchored says of a value without a key whether one fits that was
// computed from the leak itself and that nothing outside the leak vouches for.
// The result stays what it is without.
func (v *verdict) noteUnanchored(value Signed, candidates []keys.Key) {
	for i := range candidates {
		k := &candidates[i]
		if !k.Origin.Unanchored() || !value.Verify(Public(k)) {
			continue
		}
		v.unanchored = &k.Origin
		v.reason += "; " + k.Origin.Agreement() + " under a key computed from them, and nothing outside the leak says whose it is"
		return
	}
}

// Unanchored is the origin of a key under which the signature verifies and that
// counts as none, because the leak alone speaks for it; nil where there is no
// such key, or another one decides.
func (s *Signature) Unanchored() *keys.Origin { return s.unanchored }
