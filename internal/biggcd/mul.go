package biggcd

import "math/big"

// mulWords is the length in words of the shorter factor from which on
// transforms beat math/big, by BenchmarkMul.
const mulWords = 450

// mul returns the product of two numbers.
func (e *engine) mul(x, y *big.Int) *big.Int {
	if min(words(x), words(y)) < mulWords {
		return new(big.Int).Mul(x, y)
	}
	z := e.transformMul(above(x, 0), above(y, 0))
	if x.Sign() != y.Sign() {
		z.Neg(z)
	}
	return z
}

// transformMul returns the product of two non-negative numbers.
func (e *engine) transformMul(x, y *big.Int) *big.Int {
	n := need{result: x.BitLen() + y.BitLen(), terms: 1, x: x.BitLen(), y: y.BitLen()}
	right := []*big.Int{y}
	if x.Cmp(y) == 0 {
		right = nil // a square needs one transform less
	}
	r, zs := e.operands(n, []*big.Int{x}, right)
	defer e.release(zs...)
	a, b := zs[0], zs[len(zs)-1]
	b = b[:len(a)]
	for i := range a {
		a[i] *= b[i]
	}
	r.backward(a)
	return r.give(a)
}
