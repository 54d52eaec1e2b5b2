package sign_test

import (
	"slices"
	"testing"

	"assay/keys"
	"assay/sign"
)

// chainOf is a chain of n sets in which nothing is wrong, sealed with k.
func chainOf(k rsaKey, n int) *sign.Facts {
	var facts sign.Facts
	for i := 1; i <= n; i++ {
		ev := k.signed()
		ev.Kind = sign.ARC
		ev.ARCSet = &sign.ARCSet{Instance: i, CV: "pass", Sealer: "example.org", Selector: "sel", Seal: k.signed().Signed, SealAt: 1}
		facts.Signatures = append(facts.Signatures, ev)
	}
	facts.Signatures[0].ARCSet.CV = "none"
	return &facts
}

// TestChain starts from a chain of three sets that passes and changes one
// thing. RFC 8617 §5.2
func TestChain(t *testing.T) {
	k, weak := madeUp(t, "rsa2048"), madeUp(t, "rsa512")
	good := published(k.record(t, ""))
	sets := func(f *sign.Facts) []sign.Evidence { return f.Signatures }
	cases := []struct {
		name   string
		change func(*sign.Facts)
		keys   []keys.Key
		chain  string
		seal   sign.Result // of the second set
	}{
		{"nothing", func(*sign.Facts) {}, good, sign.ChainPass, sign.Pass},
		{"no key", func(*sign.Facts) {}, nil, sign.ChainUnknown, sign.TempError},
		{"revoked", func(*sign.Facts) {}, published("p="), sign.ChainFail, sign.PermError},
		{"key for SHA-1", func(*sign.Facts) {}, published(k.record(t, "h=sha1; ")), sign.ChainFail, sign.PermError},
		{"a seal altered", func(f *sign.Facts) { sets(f)[1].ARCSet.Seal.Digest[0]++ }, good, sign.ChainFail, sign.Fail},
		{"a seal malformed", func(f *sign.Facts) { sets(f)[1].ARCSet.Problem = "no b=" }, good, sign.ChainFail, sign.PermError},
		{"a weak seal", func(f *sign.Facts) {
			sets(f)[1].ARCSet.Selector, sets(f)[1].ARCSet.Seal = "weak", weak.signed().Signed
		}, append(good, keys.New("weak._domainkey.example.org", weak.record(t, ""), keys.Origin{})), sign.ChainFail, sign.PermError},
		{"another sealer without a key", func(f *sign.Facts) { sets(f)[1].ARCSet.Sealer = "example.net" }, good, sign.ChainUnknown, sign.TempError},
		{"another sealer without a key, and a failure", func(f *sign.Facts) {
			sets(f)[1].ARCSet.Sealer = "example.net"
			sets(f)[2].ARCSet.Seal.Digest[0]++
		}, good, sign.ChainFail, sign.TempError},
		{"the newest body altered", func(f *sign.Facts) { sets(f)[2].BodyHash = sign.Mismatches }, good, sign.ChainFail, sign.Pass},
		{"the newest message signature altered", func(f *sign.Facts) { sets(f)[2].Digest[0]++ }, good, sign.ChainFail, sign.Pass},
		{"an older body altered", func(f *sign.Facts) { sets(f)[0].BodyHash = sign.Mismatches }, good, sign.ChainPass, sign.Pass},
		{"the structure broken", func(f *sign.Facts) { sets(f)[0].ARCSet.ChainProblem = "a gap" }, good, sign.ChainFail, sign.Pass},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			facts := chainOf(k, 3)
			c.change(facts)
			list := sign.JudgeAll(facts, keys.NewSet(c.keys).Lookup, now)
			for i, s := range list {
				if s.Chain != c.chain || s.Instance != i+1 {
					t.Errorf("set %d as %d: chain %s, want %s", i+1, s.Instance, s.Chain, c.chain)
				}
			}
			if got := list[1].SealResult; got != c.seal {
				t.Errorf("seal %s, want %s", got, c.seal)
			}
		})
	}
}

// TestDKIMIsNoChain: signatures of the message beside a chain change nothing
// about it, and have none.
func TestDKIMIsNoChain(t *testing.T) {
	k := madeUp(t, "rsa2048")
	facts := chainOf(k, 1)
	broken := k.signed()
	broken.BodyHash = sign.Mismatches
	facts.Signatures = slices.Insert(facts.Signatures, 0, broken)
	facts.Signatures = append(facts.Signatures, broken)
	list := sign.JudgeAll(facts, keys.NewSet(published(k.record(t, ""))).Lookup, now)
	if list[0].ARCShown != nil || list[2].ARCShown != nil || list[1].Chain != sign.ChainPass {
		t.Errorf("%+v", list)
	}
}
