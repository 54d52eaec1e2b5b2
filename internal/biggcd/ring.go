package biggcd

import (
	"math"
	"math/big"
	"math/bits"
)

const (
	wordBits = bits.UintSize
	// minPoints is the shortest transform. From here on every length is a
	// multiple of 64, so that half a number ends on a word.
	minPoints = 192
	// maxDigit and minDigit bound how many bits one coefficient carries.
	maxDigit, minDigit = 18, 8
)

// A ring computes with integers modulo 2^width + 1. Its elements are taken apart
// into 2·points digits of the given number of bits, the upper half of which
// become the imaginary parts: the transform of x^points - i then multiplies
// polynomials modulo x^(2·points) + 1.
type ring struct {
	*transform
	digit int
}

func (r ring) width() int { return r.digit * 2 * r.points }

// fitting returns the shortest length, of 1, 3 or 5 times a power of two, that
// is at least n.
func fitting(n int) int {
	n = max(n, minPoints)
	best := 1 << bits.Len(uint(n-1))
	for _, f := range []int{3, 5} {
		for p := f * 64; p < best; p *= 2 {
			if p >= n {
				best = p
			}
		}
	}
	return best
}

// fold reduces a non-negative number to one of at most width bits, which may be
// negative, with the same remainder.
func (r ring) fold(x *big.Int) *big.Int {
	n := r.width() / wordBits
	for len(x.Bits()) > n {
		low := new(big.Int).SetBits(x.Bits()[:n:n])
		high := new(big.Int).SetBits(x.Bits()[n:])
		if x.Sign() < 0 {
			low, high = high, low
		}
		x = new(big.Int).Sub(low, high)
	}
	return x
}

// take writes the digits of x into z and returns the sum of their squares. The
// digits lie between plus and minus half their range.
func (r ring) take(z []complex128, x *big.Int) (power float64) {
	x = r.fold(x)
	sign := 1.0
	if x.Sign() < 0 {
		sign = -1
	}
	words, half := x.Bits(), r.points*r.digit/wordBits
	low, high := words[:min(half, len(words))], words[min(half, len(words)):]
	rest := z
	if len(low) > 0 {
		rest = z[min(len(z), len(low)*wordBits/r.digit+2):]
	}
	clear(rest)
	sumLow, carryLow := digits(z[:len(z)-len(rest)], low, uint(r.digit), sign, false)
	var sumHigh, carryHigh int64
	if len(high) > 0 {
		used := min(len(z), len(high)*wordBits/r.digit+2)
		sumHigh, carryHigh = digits(z[:used], high, uint(r.digit), sign, true)
	}
	// A carry that leaves the lower half goes to the upper; one that leaves the
	// top comes back below, negated.
	z[0] += complex(-sign*float64(carryHigh), sign*float64(carryLow))
	return float64(sumLow) + float64(sumHigh) + 4*math.Ldexp(1, r.digit)
}

// digits writes the digits of a number into the real or, leaving those alone, into
// the imaginary parts of z. It returns the sum of their squares and what runs over.
func digits(z []complex128, words []big.Word, digit uint, sign float64, imaginary bool) (sum, carry int64) {
	digit &= 31
	mask, half := big.Word(1)<<digit-1, int64(1)<<digit>>1
	at, last := uint(0), uint(len(words)-1)
	for j := range z {
		i, s := at/wordBits, at%wordBits
		at += digit
		var w big.Word
		if i < last {
			w = words[i]>>s | words[i+1]<<1<<(wordBits-1-s)
		} else if i == last {
			w = words[i] >> s
		}
		v := int64(w&mask) + carry
		carry = (v + half) >> digit
		v -= carry << digit
		sum += v * v
		if imaginary {
			z[j] = complex(real(z[j]), sign*float64(v))
		} else {
			z[j] = complex(sign*float64(v), 0)
		}
	}
	return sum, carry
}

// rounder added to and taken from a number below 2^51 rounds it to an integer.
const rounder = 3 << 51

// give returns the number from 0 to 2^width that has the coefficients z, which are
// as many times too large as there are points.
func (r ring) give(z []complex128) *big.Int {
	words := make([]big.Word, r.width()/wordBits)
	low := writer{words: words[:len(words)/2]}
	high := writer{words: words[len(words)/2:]}
	f, d := 1/float64(r.points), uint(r.digit)
	for _, c := range z {
		low.put(int64(math.Float64bits(real(c)*f+rounder))-rounderBits, d)
		high.put(int64(math.Float64bits(imag(c)*f+rounder))-rounderBits, d)
	}
	// What runs over the top comes back at the bottom, negated.
	over := high.carry + addSmall(high.words, low.carry)
	for range 3 {
		over = addSmall(words, -over)
	}
	if over != 0 {
		// Only 2^width never comes to rest.
		return new(big.Int).Lsh(one, uint(r.width()))
	}
	return new(big.Int).SetBits(words)
}

const rounderBits = 0x4338000000000000 // the bits of rounder

// writer writes a number digit by digit, from the low end.
type writer struct {
	words []big.Word
	at    int
	word  uint64
	fill  uint
	carry int64
}

func (w *writer) put(c int64, d uint) {
	c += w.carry
	w.carry = c >> d
	c &= 1<<d - 1
	w.word |= uint64(c) << w.fill
	w.fill += d
	if w.fill >= wordBits {
		w.words[w.at] = big.Word(w.word)
		w.at++
		w.fill -= wordBits
		if wordBits == 64 {
			w.word = uint64(c) >> (d - w.fill)
		} else {
			w.word >>= 32
		}
	}
}

// addSmall adds c to the number in words and returns what runs over.
func addSmall(words []big.Word, c int64) int64 {
	for i := 0; c != 0 && i < len(words); i++ {
		low := uint64(words[i])
		sum, over := bits.Add64(low, uint64(c), 0)
		carry := int64(over) + c>>63
		if wordBits == 32 {
			carry = int64(low) + c // both are far below 2^62
			sum, carry = uint64(uint32(carry)), carry>>32
		}
		words[i], c = big.Word(sum), carry
	}
	return c
}
