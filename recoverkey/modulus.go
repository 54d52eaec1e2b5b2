package recoverkey

import (
	"context"
	"crypto/rsa"
	"math/big"
	"sync"

	"assay/internal/biggcd"
)

const (
	// smallPrimes bounds the primes that are taken for a part of the divisor
	// that is no part of the modulus. That a larger one divides both numbers by
	// chance happens once in a million pairs.
	smallPrimes = 1 << 16
	// spareBits is how many bits more than a modulus a divisor may have.
	spareBits = 1024
	// refiners is how many other samples are asked to make a divisor smaller.
	refiners = 16
	// primeRounds is how often a number is tested for being prime.
	primeRounds = 20
)

// common is the key under which both samples verify, nil where there is none.
// The others of the group may help to find it.
func (w *work) common(ctx context.Context, a, b *sample, group []*sample) (*rsa.PublicKey, error) {
	for _, e := range w.Exponents {
		g, err := w.divisor(ctx, a, b, e)
		if err != nil {
			return nil, err
		}
		size := len(a.Value)
		if g == nil || g.BitLen() <= (size-1)*8 || g.BitLen() > size*8+spareBits {
			continue
		}
		n := refine(withoutSmall(g), e, size, group)
		switch {
		case both(n, e, a, b):
			if w.refused = unsound(n); w.refused == "" {
				return &rsa.PublicKey{N: n, E: e}, nil
			}
		case both(g, e, a, b):
			w.refused = "the modulus has small factors"
		}
	}
	return nil, nil
}

// divisor is the greatest common divisor of what the modulus of both samples
// divides; nil where a sample is a power of its value, which tells nothing.
func (w *work) divisor(ctx context.Context, a, b *sample, e int) (*big.Int, error) {
	tell := func(share float64) {
		if w.Progress != nil {
			w.Progress(Progress{Pair: w.result.Pairs, Exponent: e, Share: share})
		}
	}
	tell(0)
	x, err := biggcd.PowSub(ctx, a.value, e, a.encoded)
	if err != nil {
		return nil, err
	}
	y, err := biggcd.PowSub(ctx, b.value, e, b.encoded)
	if err != nil || x.Sign() == 0 || y.Sign() == 0 {
		return nil, err
	}
	return biggcd.GCD(ctx, x, y, tell)
}

// primorial is the product of all primes up to smallPrimes.
var primorial = sync.OnceValue(func() *big.Int {
	composite := make([]bool, smallPrimes+1)
	product := big.NewInt(1)
	for p := 2; p <= smallPrimes; p++ {
		if composite[p] {
			continue
		}
		product.Mul(product, big.NewInt(int64(p)))
		for q := p * p; q <= smallPrimes; q += p {
			composite[q] = true
		}
	}
	return product
})

// withoutSmall is n without its factors up to smallPrimes.
func withoutSmall(n *big.Int) *big.Int {
	n = new(big.Int).Set(n)
	one := big.NewInt(1)
	for {
		d := new(big.Int).GCD(nil, nil, n, primorial())
		if d.Cmp(one) == 0 {
			return n
		}
		n.Quo(n, d)
	}
}

// refine makes a divisor that is longer than a modulus smaller by what other
// samples have in common with it. Computing modulo n makes that cheap.
func refine(n *big.Int, e, size int, group []*sample) *big.Int {
	exponent := big.NewInt(int64(e))
	for _, s := range group[:min(len(group), refiners)] {
		if n.BitLen() <= size*8 {
			break
		}
		rest := new(big.Int).Exp(s.value, exponent, n)
		rest.Sub(rest, s.encoded)
		if d := withoutSmall(rest.GCD(nil, nil, n, rest.Mod(rest, n))); d.BitLen() > (size-1)*8 {
			n = d
		}
	}
	return n
}

// both reports whether n is a modulus of the right length under which both
// samples verify.
func both(n *big.Int, e int, a, b *sample) bool {
	size := len(a.Value)
	if n.Bit(0) == 0 || n.BitLen() <= (size-1)*8 || n.BitLen() > size*8 {
		return false
	}
	public := &rsa.PublicKey{N: n, E: e}
	return a.Verify(public) && b.Verify(public)
}

// unsound says why n, which has no small factors, is no modulus of RSA, or "".
func unsound(n *big.Int) string {
	root := new(big.Int).Sqrt(n)
	switch {
	case root.Mul(root, root).Cmp(n) == 0:
		return "the modulus is a square"
	case n.ProbablyPrime(primeRounds):
		return "the modulus is prime"
	}
	return ""
}
