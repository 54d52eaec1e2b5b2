package recoverkey

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rsa"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"assay/internal/mailtest"
	"assay/item"
	"assay/sign"
)

// cheap is the exponent of most keys here: 65,537 takes its time.
var cheap = Finder{Exponents: []int{3, 5, 17}}

// made are n good samples under a key.
func made(key mailtest.Key, label string, n int) (list []Sample) {
	for i := range n {
		text := fmt.Sprint(label, i)
		digest, value := key.Value(crypto.SHA256, text)
		list = append(list, Sample{
			Signed: sign.Signed{Algorithm: "rsa-sha256", Digest: digest, Value: value},
			Item:   item.Sum([]byte(text)), Intact: true,
		})
	}
	return list
}

// spoiled is a sample whose header was changed on the way.
func spoiled(s Sample) Sample {
	s.Digest = bytes.Clone(s.Digest)
	s.Digest[0] ^= 1
	s.Item[0] ^= 1
	return s
}

func find(t *testing.T, f Finder, samples []Sample) Result {
	t.Helper()
	r, err := f.Find(t.Context(), samples, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// wantKeys compares the keys of a result.
func wantKeys(t *testing.T, r Result, want ...Key) {
	t.Helper()
	if len(r.Keys) != len(want) {
		t.Fatalf("%d keys of %d: %+v", len(r.Keys), len(want), r)
	}
	for i, k := range r.Keys {
		if w := want[i]; !k.Public.Equal(w.Public) || k.Agree != w.Agree || k.Outside != w.Outside {
			t.Errorf("key %d: %d bits, e=%d, %d and %d agree; want %d bits, e=%d, %d and %d", i+1,
				k.Public.N.BitLen(), k.Public.E, k.Agree, k.Outside, w.Public.N.BitLen(), w.Public.E, w.Agree, w.Outside)
		}
	}
}

func key(k mailtest.Key, agree, outside int) Key {
	return Key{&rsa.PublicKey{N: k.N, E: k.E}, agree, outside}
}

func TestFound(t *testing.T) {
	for _, bits := range []int{512, 520, 768, 1024, 2048} {
		for _, e := range cheap.Exponents {
			k := mailtest.RSAWith(bits, e)
			wantKeys(t, find(t, cheap, made(k, "a", 4)), key(k, 4, 0))
		}
	}
}

// TestUsualExponent takes the exponent that all real keys have.
func TestUsualExponent(t *testing.T) {
	if testing.Short() {
		t.Skip("a divisor of two numbers of 33 million bits takes its time")
	}
	k := mailtest.RSA(512)
	var told []Progress
	f := Finder{Progress: func(p Progress) { told = append(told, p) }}
	wantKeys(t, find(t, f, made(k, "a", 3)), key(k, 3, 0))
	if last := told[len(told)-1]; last != (Progress{1, 65537, 1}) {
		t.Errorf("the last progress is %+v", last)
	}
}

func TestSHA1(t *testing.T) {
	k := mailtest.RSAWith(512, 3)
	samples := made(k, "a", 3)
	for i := range samples {
		s := &samples[i]
		s.Algorithm = "rsa-sha1"
		s.Digest, s.Value = k.Value(crypto.SHA1, fmt.Sprint(i))
	}
	wantKeys(t, find(t, cheap, samples), key(k, 3, 0))
}

// TestFewOrNone: what gives no key, and why.
func TestFewOrNone(t *testing.T) {
	k := mailtest.RSAWith(512, 3)
	good := made(k, "a", 4)
	invented := func(value []byte) []Sample {
		list := made(k, "b", 2)
		for i := range list {
			list[i].Value = value
		}
		return list
	}
	ed := good[0]
	ed.Algorithm = "ed25519-sha256"
	doubled := good[0]
	doubled.Item[0] ^= 1
	one := append(bytes.Repeat([]byte{0}, 63), 1)
	for name, test := range map[string]struct {
		samples []Sample
		want    Why
	}{
		"nothing":          {nil, NotRSA},
		"ed25519":          {[]Sample{ed, ed}, NotRSA},
		"one":              {good[:1], TooFew},
		"one twice":        {[]Sample{good[0], doubled}, TooFew},
		"one value":        {[]Sample{good[0], spoiled(good[0])}, TooFew},
		"two spoiled":      {[]Sample{spoiled(good[0]), spoiled(good[1])}, Disagree},
		"two keys":         {[]Sample{good[0], made(mailtest.RSAWith(512, 5), "b", 1)[0]}, Disagree},
		"two lengths":      {[]Sample{good[0], made(mailtest.RSAWith(520, 3), "a", 1)[0]}, TooFew},
		"value 0":          {invented(make([]byte, 64)), BadSize},
		"value 1":          {invented(one), BadSize},
		"no value":         {invented(nil), BadSize},
		"short":            {invented(bytes.Repeat([]byte{7}, 61)), BadSize},
		"longer than read": {invented(bytes.Repeat([]byte{7}, MaxBits/8+1)), BadSize},
		"even":             {[]Sample{even(good[0], 2), even(good[1], 4)}, Disagree},
	} {
		t.Run(name, func(t *testing.T) {
			if r := find(t, cheap, test.samples); r.Why != test.want || len(r.Keys) > 0 {
				t.Errorf("%q with %d keys, want %q", r.Why, len(r.Keys), test.want)
			}
		})
	}
}

func even(s Sample, low byte) Sample {
	s.Value = append(bytes.Repeat([]byte{8}, 63), low)
	return s
}

// TestTwo: two that agree are told, and that they are two.
func TestTwo(t *testing.T) {
	k := mailtest.RSAWith(512, 3)
	wantKeys(t, find(t, cheap, made(k, "a", 2)), key(k, 2, 0))
}

// TestBadAmongMany: one or two bad samples do not spoil it wherever they stand.
func TestBadAmongMany(t *testing.T) {
	k := mailtest.RSAWith(512, 3)
	for n := 3; n <= 9; n++ {
		for i := range n {
			for j := range n {
				samples := made(k, "a", n)
				samples[i] = spoiled(samples[i])
				bad := 1
				if j != i && n > 3 {
					samples[j], bad = spoiled(samples[j]), 2
				}
				wantKeys(t, find(t, cheap, samples), key(k, n-bad, 0))
			}
		}
	}
}

// TestIntactFirst: where the bodies of many were changed, the two that are
// intact are tried, and all where those come to nothing.
func TestIntactFirst(t *testing.T) {
	k := mailtest.RSAWith(512, 3)
	samples := made(k, "a", 30)
	for i := range samples {
		samples[i].Intact = i == 7 || i == 22
	}
	r := find(t, cheap, samples)
	wantKeys(t, r, key(k, 30, 0))
	if r.Pairs != 1 {
		t.Errorf("%d pairs", r.Pairs)
	}
	samples[7] = spoiled(samples[7])
	r = find(t, cheap, samples)
	wantKeys(t, r, key(k, 29, 0))
	if r.Pairs != 2 {
		t.Errorf("%d pairs", r.Pairs)
	}
}

// TestRotation: several keys under one name, one after another.
func TestRotation(t *testing.T) {
	first, second, third := mailtest.RSAWith(512, 3), mailtest.RSAWith(512, 5), mailtest.RSAWith(768, 3)
	samples := slices.Concat(made(first, "a", 9), made(second, "b", 5), made(third, "c", 7))
	samples = append(samples, spoiled(samples[1]))
	r := find(t, cheap, samples)
	wantKeys(t, r, key(first, 9, 0), key(third, 7, 0), key(second, 5, 0))
	if r.Of != 22 {
		t.Errorf("%d messages", r.Of)
	}
}

// TestLeftOver: what a key leaves over in a row is searched, what it leaves over
// here and there costs one pair.
func TestLeftOver(t *testing.T) {
	first, second := mailtest.RSAWith(512, 3), mailtest.RSAWith(512, 5)
	scattered := made(first, "a", 40)
	for i := 5; i < 40; i += 5 {
		scattered[i] = spoiled(scattered[i])
	}
	r := find(t, cheap, scattered)
	wantKeys(t, r, key(first, 33, 0))
	if r.Pairs != 2 {
		t.Errorf("%d pairs", r.Pairs)
	}
	row := made(second, "b", 3)
	r = find(t, cheap, slices.Concat(scattered[:20], row, scattered[20:]))
	wantKeys(t, r, key(first, 33, 0), key(second, 3, 0))
	mixed := make([]Sample, 0, 20) // as a forger would who chooses the times
	for i, s := range made(second, "c", 10) {
		mixed = append(mixed, s, scattered[i])
	}
	r = find(t, cheap, mixed[:10])
	if len(r.Keys) != 2 {
		t.Errorf("%d keys", len(r.Keys))
	}
}

// TestKnown: a key that is known is not computed again.
func TestKnown(t *testing.T) {
	k := mailtest.RSAWith(512, 3)
	r, err := cheap.Find(t.Context(), made(k, "a", 5), []*rsa.PublicKey{
		{N: mailtest.RSAWith(512, 5).N, E: 5}, {N: k.N, E: k.E},
	})
	if err != nil || r.Pairs != 0 {
		t.Errorf("%d pairs, %v", r.Pairs, err)
	}
	wantKeys(t, r, key(k, 5, 0))
}

// TestOutside: messages from elsewhere help, and are counted apart; one that
// the leak holds too is the leak's.
func TestOutside(t *testing.T) {
	k := mailtest.RSAWith(512, 3)
	samples := made(k, "a", 4)
	samples[1].Outside, samples[2].Outside = true, true
	copied := samples[2]
	copied.Outside = false
	r := find(t, cheap, append(samples, copied))
	wantKeys(t, r, key(k, 3, 1))
}

// TestNoModulus: what values have in common and is no product of two primes.
func TestNoModulus(t *testing.T) {
	p, q := factors(512, 3)
	large := prime(t, 509)
	for name, test := range map[string]struct {
		n, phi *big.Int
		want   string
	}{
		"prime":         {prime(t, 512), nil, "the modulus is prime"},
		"square":        {new(big.Int).Mul(p, p), new(big.Int).Mul(p, minusOne(p)), "the modulus is a square"},
		"small factors": {new(big.Int).Mul(large, big.NewInt(5)), new(big.Int).Mul(minusOne(large), big.NewInt(4)), "the modulus has small factors"},
		"sound":         {new(big.Int).Mul(p, q), new(big.Int).Mul(minusOne(p), minusOne(q)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if test.phi == nil {
				test.phi = minusOne(test.n)
			}
			d := new(big.Int).ModInverse(big.NewInt(3), test.phi)
			r := find(t, cheap, made(mailtest.Key{N: test.n, D: d, E: 3}, "a", 6))
			if r.Detail != test.want || (r.Why == Refused) != (test.want != "") {
				t.Errorf("%q %q, want %q", r.Why, r.Detail, test.want)
			}
		})
	}
}

func minusOne(n *big.Int) *big.Int { return new(big.Int).Sub(n, big.NewInt(1)) }

// prime is a prime of so many bits to which an inverse of 3 exists.
func prime(t *testing.T, bits int) *big.Int {
	t.Helper()
	n := new(big.Int).Lsh(big.NewInt(0xf123456789), uint(bits-40))
	for n.SetBit(n, 0, 1); !n.ProbablyPrime(20) || new(big.Int).Mod(n, big.NewInt(3)).Int64() == 1; {
		n.Add(n, big.NewInt(2))
	}
	return n
}

// factors are those of a made-up key, found by its private exponent.
func factors(bits, e int) (p, q *big.Int) {
	k := mailtest.RSAWith(bits, e)
	// e·d - 1 is a multiple of phi, and phi is close under n.
	multiple := minusOne(new(big.Int).Mul(k.D, big.NewInt(int64(e))))
	times := new(big.Int).Add(new(big.Int).Quo(multiple, k.N), big.NewInt(1))
	phi := new(big.Int).Quo(multiple, times)
	sum := new(big.Int).Sub(new(big.Int).Add(k.N, big.NewInt(1)), phi) // p + q
	square := new(big.Int).Mul(sum, sum)
	root := new(big.Int).Sqrt(square.Sub(square, new(big.Int).Lsh(k.N, 2))) // p - q
	p = new(big.Int).Rsh(new(big.Int).Add(sum, root), 1)
	return p, new(big.Int).Quo(k.N, p)
}

// TestBounds: a name of which all is bad costs a bounded number of pairs, and
// of very many samples only so many are looked at.
func TestBounds(t *testing.T) {
	k := mailtest.RSAWith(512, 3)
	samples := made(k, "a", 200)
	for i := range samples {
		samples[i] = spoiled(samples[i])
	}
	if r := find(t, cheap, samples); r.Why != Disagree || r.Pairs != firstPairs {
		t.Errorf("%q after %d pairs", r.Why, r.Pairs)
	}
	many := make([]Sample, MaxSamples+5)
	for i := range many {
		many[i] = samples[0]
		many[i].Item = item.Sum(fmt.Append(nil, i))
	}
	if r := find(t, cheap, many); r.Of != MaxSamples {
		t.Errorf("%d messages of %d", r.Of, len(many))
	}
}

func TestStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := cheap.Find(ctx, made(mailtest.RSAWith(512, 3), "a", 3), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestPairs(t *testing.T) {
	for n := range 40 {
		list := pairs(n, firstPairs)
		seen := map[[2]int]bool{}
		for _, p := range list {
			if p[0] < 0 || p[0] >= p[1] || p[1] >= n || seen[p] {
				t.Errorf("of %d: %v", n, list)
			}
			seen[p] = true
		}
		if want := min(firstPairs, n*(n-1)/2); len(list) != want {
			t.Errorf("of %d: %d pairs, want %d", n, len(list), want)
		}
		apart := map[int]bool{} // the first pairs share no sample
		for _, p := range list[:min(len(list), n/2, firstPairs/2)] {
			if apart[p[0]] || apart[p[1]] {
				t.Errorf("of %d: %v", n, list)
			}
			apart[p[0]], apart[p[1]] = true, true
		}
	}
}
