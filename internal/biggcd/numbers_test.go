package biggcd

import (
	"math/big"
	"math/rand/v2"

	"pgregory.net/rapid"
)

// random returns a number of exactly so many bits.
func random(r *rand.Rand, bits int) *big.Int {
	words := make([]big.Word, (bits+wordBits-1)/wordBits)
	for i := range words {
		words[i] = big.Word(r.Uint64())
	}
	x := new(big.Int).SetBits(words)
	x.Rsh(x, uint(len(words)*wordBits-bits))
	return x.SetBit(x, bits-1, 1)
}

// number draws a number of up to so many bits, with or without a pattern.
func number(t *rapid.T, bits int) *big.Int {
	kind := rapid.SampledFrom([]string{"random", "power", "ones", "period", "sparse"}).Draw(t, "kind")
	// Lengths drawn by rapid itself are nearly all short.
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	n := r.IntN(bits + 1)
	x := new(big.Int).Lsh(one, uint(n))
	switch kind {
	case "random":
		return random(r, n+1)
	case "ones": // all words full: carries run far
		return x.Sub(x, one)
	case "period": // digits of the largest absolute value
		return repeated(minDigit+r.IntN(maxDigit-minDigit+1), n)
	case "sparse":
		for range 5 {
			x.SetBit(x, r.IntN(n+1), 1)
		}
	}
	return x
}

// repeated returns a number of n bits with a one in the middle of every period.
func repeated(period, n int) *big.Int {
	x := new(big.Int)
	for i := period - 1; i < n; i += period {
		x.SetBit(x, i, 1)
	}
	return x
}

// fibonacci returns two consecutive Fibonacci numbers, about 0.69 n bits long: all
// quotients of Euclid's algorithm are one.
func fibonacci(n int) (a, b *big.Int) {
	a, b = new(big.Int), big.NewInt(1)
	for i := 30; i >= 0; i-- {
		// F(2k) = F(k)(2F(k+1) - F(k)), F(2k+1) = F(k)² + F(k+1)².
		c := new(big.Int).Lsh(b, 1)
		c.Mul(a, c.Sub(c, a))
		d := new(big.Int).Mul(a, a)
		d.Add(d, new(big.Int).Mul(b, b))
		a, b = c, d
		if n>>i&1 == 1 {
			a, b = b, new(big.Int).Add(a, b)
		}
	}
	return a, b
}
