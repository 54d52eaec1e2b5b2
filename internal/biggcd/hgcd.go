package biggcd

import "math/big"

// Half-GCD after Niels Möller, "On Schönhage's algorithm and subquadratic integer
// GCD computation", Mathematics of Computation 77 (2008): reduction stops on the
// sizes of the reduced numbers alone, so no quotient has ever to be taken back.
//
// For a and b of at most n words let s = n/2+1. halve returns a matrix M of
// non-negative numbers with determinant one such that both numbers of
// (α, β) = M⁻¹(a, b) have more than s words. As a and b are sums of multiples of
// α and β, the entries of M then lie below 2^(W(n-s)) in words of W bits, and M
// also reduces all pairs with a and b as their upper words: what comes in from
// p words below is smaller than 2^(W(p+n-s)), and n-s < s.

// baseWords is the length from which on the reduction divides and conquers.
const baseWords = 120

func words(x *big.Int) int { return len(x.Bits()) }

// above returns x without its lowest p words. It shares memory with x.
func above(x *big.Int, p int) *big.Int {
	if words(x) <= p {
		return new(big.Int)
	}
	return new(big.Int).SetBits(x.Bits()[p:])
}

// halve returns nil for the identity.
func (e *engine) halve(a, b *big.Int) (m *matrix, err error) {
	n := max(words(a), words(b))
	s := n/2 + 1
	if min(words(a), words(b)) <= s {
		return nil, nil
	}
	if n <= baseWords {
		m := base(a, b)
		if m != nil {
			e.progress(m.bits())
		}
		return m, nil
	}
	if err := e.ctx.Err(); err != nil {
		return nil, err
	}
	m, a, b, err = e.firstHalf(a, b, s)
	if err != nil {
		return nil, err
	}
	if a == nil {
		return m, nil
	}
	n = max(words(a), words(b))
	if n <= s+2 {
		return m, nil
	}
	// One word more than s is left over: the words below p can take away
	// next to one.
	p := 2*s - n + 1
	k, err := e.halve(above(a, p), above(b, p))
	switch {
	case k == nil || err != nil:
		return m, err
	case m == nil:
		return k, nil
	}
	return e.times(m, k), nil
}

// firstHalf reduces a and b to about three quarters of their length. It returns no
// numbers if it had to stop before, as no more than s words would be left of one. Reductions of the upper half do not
// always go all the way: a sixteenth is left to the second half.
func (e *engine) firstHalf(a, b *big.Int, s int) (*matrix, *big.Int, *big.Int, error) {
	n := max(words(a), words(b))
	p, enough := n/2, n*3/4+n/16+4
	var m *matrix
	for max(words(a), words(b)) > enough {
		k, err := e.halve(above(a, p), above(b, p))
		switch {
		case err != nil:
			return nil, nil, nil, err
		case k == nil:
			var ok bool
			if m, a, b, ok = e.subtractDivide(m, a, b, s); !ok {
				return m, nil, nil, nil
			}
			continue
		case m == nil:
			m = k
		default:
			m = e.times(m, k)
		}
		a, b = e.reduce(k, a, b)
	}
	return m, a, b, nil
}

// subtractDivide takes the smaller number from the larger and divides by the then
// smaller, as far as both keep more than s words. It is for pairs whose upper words
// do not determine a quotient: after it, they are much shorter.
func (e *engine) subtractDivide(m *matrix, a, b *big.Int, s int) (*matrix, *big.Int, *big.Int, bool) {
	c := a.Cmp(b)
	if c == 0 || min(words(a), words(b)) <= s {
		return m, a, b, false
	}
	// x is the larger; lower says that it is b.
	x, y, lower := a, b, c < 0
	if lower {
		x, y = b, a
	}
	restore := func(x, y *big.Int, lower bool) (*big.Int, *big.Int) {
		if lower {
			return y, x
		}
		return x, y
	}
	d := new(big.Int).Sub(x, y)
	if words(d) <= s {
		return m, a, b, false
	}
	m = e.pushQuotient(m, big.NewInt(1), lower)
	x = d
	if x.Cmp(y) < 0 {
		x, y, lower = y, x, !lower
	}
	q, r := e.divide(x, y)
	if words(r) <= s {
		r.Add(r, y)
		q.Sub(q, big.NewInt(1))
	}
	if q.Sign() > 0 {
		m = e.pushQuotient(m, q, lower)
		x = r
	}
	a, b = restore(x, y, lower)
	return m, a, b, true
}
