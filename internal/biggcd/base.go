package biggcd

import "math/big"

// Reduction of short numbers after Lehmer: the two upper 64-bit words of a pair
// give a matrix of one-word entries, which is applied to the whole pair.

// small holds a pair of short numbers, their lowest words first, and the steps taken.
type small struct {
	a, b []uint64 // n words are in use, the uppermost of the longer not zero
	n    int
	m    [4][]uint64 // the matrix so far, of which size words are in use
	size int
}

// base does what engine.halve promises, for short numbers.
func base(a, b *big.Int) *matrix {
	x := newSmall(a, b)
	s := x.n/2 + 1
	if wordBits == 32 {
		// Sizes are promised in words of the machine.
		s = (max(words(a), words(b))/2 + 2) / 2
	}
	moved := false
	for x.step(s) {
		moved = true
	}
	if !moved {
		return nil
	}
	var m matrix
	for i, w := range x.m {
		m[i] = fromWords(w[:x.size])
	}
	return &m
}

func newSmall(a, b *big.Int) *small {
	n := (max(a.BitLen(), b.BitLen()) + 63) / 64
	// The matrix has less than half the bits; a step writes one word more.
	space := make([]uint64, 3*n+4*(n/2+3)+2)
	cut := func(k int) []uint64 {
		w := space[:k:k]
		space = space[k:]
		return w
	}
	x := &small{a: cut(n), b: cut(n), n: n, size: 1}
	for i := range x.m {
		x.m[i] = cut(n/2 + 3)
	}
	x.m[0][0], x.m[3][0] = 1, 1
	toWords(x.a, a)
	toWords(x.b, b)
	return x
}

func toWords(w []uint64, x *big.Int) {
	for i, v := range x.Bits() {
		w[i*wordBits/64] |= uint64(v) << (i * wordBits % 64)
	}
}

func fromWords(w []uint64) *big.Int {
	words := make([]big.Word, len(w)*64/wordBits)
	for i := range words {
		words[i] = big.Word(w[i*wordBits/64] >> (i * wordBits % 64))
	}
	return new(big.Int).SetBits(words)
}

// step reduces the pair once while both numbers keep more than s words, and says
// whether it did.
func (x *small) step(s int) bool {
	n := x.n
	if n <= s {
		return false
	}
	top := x.a[n-1] | x.b[n-1]
	var ah, al, bh, bl uint64
	switch {
	case n == s+1:
		// The words below must not be borrowed from: they may not keep.
		if top < 4 {
			return x.subtractDivide(s)
		}
		ah, al, bh, bl = x.a[n-1], x.a[n-2], x.b[n-1], x.b[n-2]
	default:
		ah, al = upper(x.a[:n], top)
		bh, bl = upper(x.b[:n], top)
	}
	u, ok := reduceTwo(ah, al, bh, bl)
	if !ok {
		return x.subtractDivide(s)
	}
	x.size = mulMatrix(&x.m, x.size, u)
	reducePair(x.a[:n], x.b[:n], u)
	x.shrink()
	return true
}

func (x *small) shrink() {
	for x.n > 0 && x.a[x.n-1]|x.b[x.n-1] == 0 {
		x.n--
	}
}

// subtractDivide is for pairs whose upper words settle no quotient. Such are
// rare, and big.Int is fast enough for them.
func (x *small) subtractDivide(s int) bool {
	a, b := fromWords(x.a[:x.n]), fromWords(x.b[:x.n])
	least := new(big.Int).Lsh(one, uint(64*s))
	if a.Cmp(least) < 0 || b.Cmp(least) < 0 || a.Cmp(b) == 0 {
		return false
	}
	lower := a.Cmp(b) < 0
	if lower {
		a, b = b, a
	}
	// The quotient that leaves a at least the bound: (a-least)/b, and no more
	// than a/b.
	q := new(big.Int).Sub(a, least)
	q.Quo(q, b)
	if q.Sign() == 0 {
		return false
	}
	a.Sub(a, new(big.Int).Mul(q, b))
	x.push(q, lower)
	if lower {
		a, b = b, a
	}
	clear(x.a)
	clear(x.b)
	toWords(x.a, a)
	toWords(x.b, b)
	x.shrink()
	return true
}

// push multiplies the matrix by the one that undoes a -= q b, or b -= q a if
// lower.
func (x *small) push(q *big.Int, lower bool) {
	for i := 0; i < 4; i += 2 {
		from, to := x.m[i], x.m[i+1]
		if lower {
			from, to = to, from
		}
		v := new(big.Int).Mul(q, fromWords(from[:x.size]))
		v.Add(v, fromWords(to[:x.size]))
		clear(to)
		toWords(to, v)
	}
	// From above, as there may be zeros within.
	x.size = len(x.m[0])
	for k := x.size - 1; x.m[0][k]|x.m[1][k]|x.m[2][k]|x.m[3][k] == 0; k-- {
		x.size = k
	}
}
