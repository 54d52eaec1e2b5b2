package cert

import (
	"crypto"
	"crypto/rsa"
	"math/big"
	"testing"
)

// TestBreakable changes one thing of a path that nobody could have made.
func TestBreakable(t *testing.T) {
	key := func(bits uint) crypto.PublicKey {
		return &rsa.PublicKey{N: new(big.Int).Lsh(big.NewInt(1), bits-1), E: 65537}
	}
	for name, c := range map[string]struct {
		bits  [3]uint // of the signer, an authority and the root
		hash  [3]crypto.Hash
		wrong bool
	}{
		"sound":                  {[3]uint{2048, 2048, 2048}, [3]crypto.Hash{crypto.SHA256, crypto.SHA1, crypto.SHA256}, false},
		"old":                    {[3]uint{1024, 1024, 1024}, [3]crypto.Hash{crypto.SHA1, crypto.SHA1, crypto.SHA1}, false},
		"a short key":            {[3]uint{512, 2048, 2048}, [3]crypto.Hash{crypto.SHA256, crypto.SHA256, crypto.SHA256}, true},
		"an authority's":         {[3]uint{2048, 768, 2048}, [3]crypto.Hash{crypto.SHA256, crypto.SHA256, crypto.SHA256}, true},
		"a root's":               {[3]uint{2048, 2048, 1023}, [3]crypto.Hash{crypto.SHA256, crypto.SHA256, crypto.SHA256}, true},
		"MD5":                    {[3]uint{2048, 2048, 2048}, [3]crypto.Hash{crypto.MD5, crypto.SHA256, crypto.SHA256}, true},
		"MD5 of the root itself": {[3]uint{2048, 2048, 2048}, [3]crypto.Hash{crypto.SHA256, crypto.SHA256, crypto.MD5}, false},
	} {
		var path []*Certificate
		for i, bits := range c.bits {
			path = append(path, &Certificate{Public: key(bits), Algorithm: Algorithm{Hash: c.hash[i]}})
		}
		if got := breakable(path); (got != "") != c.wrong {
			t.Errorf("%s: %q", name, got)
		}
	}
}
