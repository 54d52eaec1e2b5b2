package biggcd

import (
	"math"
	"math/bits"
)

// Rounding. With u = 2^-53, exact factors known to u in each part, and whichever
// way the machine fuses products and sums, a complex product errs by at most
// √5 u of its size and a factor by √2 u. A pass then errs, relative to the
// norm of what it gives, by the sum of its steps: √5+√2+2 sums in a pass of four,
// √5+√2+1 in one of two. Every output of a pass of three or five sums at most 5 or
// 7.8 roundings of each input, which is √3 or √5 times that in norm. By
// Cauchy and Schwarz the product of two polynomials then errs in no coefficient
// by more than the product of their norms times the errors of the three transforms
// and of the product between them. That holds for every input.
const (
	passOf4, passOf2, passOf3, passOf5 = 5.7, 4.7, 8.7, 17.5
	pointwise                          = 8
	// tolerated is how far from an integer a coefficient may be: less than a
	// half, for terms of second order and for the norms' own rounding.
	tolerated = 0.45
)

// roundingError bounds the error of a coefficient of a product, for operands of norm one.
func roundingError(points int) float64 {
	levels, sum := bits.TrailingZeros(uint(points)), 0.0
	switch points >> levels {
	case 3:
		sum = passOf3
	case 5:
		sum = passOf5
	}
	sum += float64(levels/2)*passOf4 + float64(levels%2)*passOf2
	return (3*sum + pointwise) * 0x1p-53
}

// A need says what is to be multiplied: the result is the sum of so many
// products of numbers of so many bits, and itself has so many bits at most.
type need struct{ result, terms, x, y int }

// ring picks the shortest transform with digits of at most limit bits that is
// expected to be exact, given that digits without a pattern have a third of the
// power of the largest ones. With digits of minDigit bits all of MaxBits are.
func (n need) ring(limit int) (points, digit int) {
	for digit = limit; ; digit-- {
		points = fitting(n.result/(2*digit) + 1)
		power := func(bits int) float64 {
			return float64(min(bits/digit+2, 2*points)) * math.Ldexp(1, 2*digit) / 11
		}
		if digit == minDigit || n.exact(points, power(n.x), power(n.y)) {
			return points, digit
		}
	}
}

// exact says whether products of operands with these sums of squares are exact.
func (n need) exact(points int, x, y float64) bool {
	return float64(n.terms)*math.Sqrt(x*y)*roundingError(points) < tolerated
}
