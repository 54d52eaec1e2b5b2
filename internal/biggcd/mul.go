package biggcd

import (
	"math"
	"math/big"
	"slices"
)

// mulWords is the length in words of the shorter factor from which on
// transforms beat math/big. Set by BenchmarkMul.
const mulWords = 300

// exact says whether products of operands of these powers are exact.
func (n need) exact(points int, left, right []float64) bool {
	x, y := slices.Max(left), slices.Max(right)
	return float64(n.terms)*math.Sqrt(x*y)*roundingError(points) < tolerated
}

// mul returns the product of two numbers.
func (e *engine) mul(x, y *big.Int) *big.Int {
	if min(len(x.Bits()), len(y.Bits())) < mulWords {
		return new(big.Int).Mul(x, y)
	}
	if x == y {
		return e.square(x)
	}
	z := e.mulAbs(above(x, 0), above(y, 0))
	if x.Sign() != y.Sign() {
		z.Neg(z)
	}
	return z
}

func (e *engine) mulAbs(x, y *big.Int) *big.Int {
	n := need{x.BitLen() + y.BitLen(), 1, x.BitLen(), y.BitLen()}
	r, zs := e.operands(n, []*big.Int{x}, []*big.Int{y})
	defer e.release(zs...)
	a, b := zs[0], zs[1][:len(zs[0])]
	for i := range a {
		a[i] *= b[i]
	}
	r.backward(a)
	return r.give(a)
}

func (e *engine) square(x *big.Int) *big.Int {
	n := need{2 * x.BitLen(), 1, x.BitLen(), x.BitLen()}
	var r ring
	var z []complex128
	for _, careful := range []bool{false, true} {
		points, digit := n.ring(careful)
		r = ring{e.tables.get(points, e.run), digit}
		z = e.buffer(points)
		power := r.take(z, x)
		if careful || n.exact(points, []float64{power}, []float64{power}) {
			break
		}
		e.release(z)
	}
	defer e.release(z)
	r.forward(z)
	for i := range z {
		z[i] *= z[i]
	}
	r.backward(z)
	return r.give(z)
}
