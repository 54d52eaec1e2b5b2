package recoverkey

import (
	"crypto"
	"fmt"
	"testing"

	"assay/internal/mailtest"
	"assay/item"
	"assay/sign"
)

// FuzzFind: whatever values and hashes a forger chooses, what is found verifies
// two of them and is of their length.
func FuzzFind(f *testing.F) {
	k := mailtest.RSAWith(512, 3)
	digest, value := k.Value(crypto.SHA256, "a")
	other, second := k.Value(crypto.SHA256, "b")
	f.Add(value, digest, second, other, value, other)
	f.Add([]byte{1}, digest, make([]byte, 64), other, second, second)
	f.Fuzz(func(t *testing.T, v1, d1, v2, d2, v3, d3 []byte) {
		var samples []Sample
		for i, s := range [][2][]byte{{v1, d1}, {v2, d2}, {v3, d3}, {value, digest}} {
			samples = append(samples, Sample{
				Signed: sign.Signed{Algorithm: "rsa-sha256", Value: s[0], Digest: s[1]},
				Item:   item.Sum(fmt.Append(nil, i)), Intact: true,
			})
		}
		r, err := Finder{Exponents: []int{3}}.Find(t.Context(), samples, nil)
		if err != nil {
			t.Fatal(err)
		}
		if (len(r.Keys) == 0) != (r.Why != "") {
			t.Errorf("%d keys, and %q", len(r.Keys), r.Why)
		}
		for _, found := range r.Keys {
			n := 0
			for _, s := range samples {
				if s.Verify(found.Public) {
					n++
				}
			}
			if found.Agree < 2 || found.Agree > n || found.Public.N.BitLen() > MaxBits {
				t.Errorf("a key of %d bits verifies %d, and says %d", found.Public.N.BitLen(), n, found.Agree)
			}
		}
	})
}
