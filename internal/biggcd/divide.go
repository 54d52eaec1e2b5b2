package biggcd

import "math/big"

// divideWords is the length of a quotient from which on Newton's method beats
// math/big.
const divideWords = 2000

var one = big.NewInt(1)

// divide returns quotient and remainder of two non-negative numbers, y > 0.
func (e *engine) divide(x, y *big.Int) (q, r *big.Int) {
	n := x.BitLen() - y.BitLen() + 1 // bits of the quotient, at most
	long := n > divideWords*wordBits
	if n <= wordBits || y.BitLen() <= divideWords*wordBits || !long && y.BitLen() < 4*n {
		return new(big.Int).QuoRem(x, y, new(big.Int))
	}
	// The upper bits of both numbers give the quotient but for its last bits.
	drop := uint(max(0, y.BitLen()-n-wordBits))
	u, v := new(big.Int).Rsh(x, drop), new(big.Int).Rsh(y, drop)
	if long {
		q = e.mul(u, e.reciprocal(v, n+wordBits))
		q.Rsh(q, uint(v.BitLen()-1+n+wordBits))
	} else {
		q = u.Quo(u, v)
	}
	r = new(big.Int).Sub(x, e.mul(q, y))
	for ; r.Sign() < 0; q.Sub(q, one) {
		r.Add(r, y)
	}
	for ; r.Cmp(y) >= 0; q.Add(q, one) {
		r.Sub(r, y)
	}
	return q, r
}

// reciprocal returns 2^(bits(v)-1+n)/v, which has n bits, but for the last few.
// Newton's method doubles the correct bits: of z, about 2^k/v, the error
// 2^k - vz times z/2^k is what z lacks.
func (e *engine) reciprocal(v *big.Int, n int) *big.Int {
	l := v.BitLen()
	if n <= divideWords*wordBits {
		z := new(big.Int).Lsh(one, uint(l-1+n))
		return z.Quo(z, v)
	}
	half := n/2 + wordBits
	w := new(big.Int).Rsh(v, uint(max(0, l-half-wordBits)))
	z := e.reciprocal(w, half)
	lacks := new(big.Int).Lsh(one, uint(l-1+half))
	lacks.Sub(lacks, e.mul(v, z))
	// Of the error, what is below the last bit of the result does not count.
	drop := max(0, l-(n-half)-2*wordBits)
	lacks = e.mul(z, lacks.Rsh(lacks, uint(drop)))
	lacks.Rsh(lacks, uint(l-1+2*half-n-drop))
	return z.Add(z.Lsh(z, uint(n-half)), lacks)
}
