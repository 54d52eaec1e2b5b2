package biggcd

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

func TestMulIsMathBigs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := newEngine(context.Background())
		x, y := number(t, 60_000), number(t, 60_000)
		if rapid.Bool().Draw(t, "negative") {
			x.Neg(x)
		}
		if e.mul(x, y).Cmp(new(big.Int).Mul(x, y)) != 0 {
			t.Fatal("wrong product")
		}
		if x.Sign() > 0 && e.transformMul(x, x).Cmp(new(big.Int).Mul(x, x)) != 0 {
			t.Fatal("wrong square")
		}
	})
}

// TestMulOfEveryLength takes in all radices, and both kinds of lowest level.
func TestMulOfEveryLength(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	e := newEngine(context.Background())
	for bits := 2000; bits < 4_000_000; bits += bits / 5 {
		for _, x := range []*big.Int{random(r, bits), new(big.Int).Sub(new(big.Int).Lsh(one, uint(bits)), one)} {
			y := random(r, bits/2+r.IntN(bits))
			if e.transformMul(x, y).Cmp(new(big.Int).Mul(x, y)) != 0 {
				t.Errorf("%d bits times %d: wrong product", x.BitLen(), y.BitLen())
			}
		}
	}
}

// TestLargestDigits has numbers whose every digit is as large as can be, for
// which the expected length is not long enough.
func TestLargestDigits(t *testing.T) {
	e := newEngine(context.Background())
	for _, bits := range []int{10_000, 100_000, 500_000} {
		for digit := minDigit; digit <= maxDigit; digit++ {
			x := repeated(digit, bits)
			if e.transformMul(x, x).Cmp(new(big.Int).Mul(x, x)) != 0 {
				t.Errorf("%d bits, a one in every %d: wrong square", bits, digit)
			}
		}
	}
}

func TestRingsMultiplyModulo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := newEngine(context.Background())
		points := rapid.SampledFrom([]int{192, 256, 320, 384, 512}).Draw(t, "points")
		r := ring{e.tables.get(points, e.run), rapid.IntRange(minDigit, 16).Draw(t, "digit")}
		x, y := number(t, 4*r.width()), number(t, 3*r.width())
		a, b := make([]complex128, points), make([]complex128, points)
		r.take(a, x)
		r.take(b, y)
		r.forward(a)
		r.forward(b)
		for i := range a {
			a[i] *= b[i]
		}
		r.backward(a)
		modulus := new(big.Int).Lsh(one, uint(r.width()))
		modulus.Add(modulus, one)
		want := new(big.Int).Mul(x, y)
		if got := r.give(a); got.Cmp(want.Mod(want, modulus)) != 0 {
			t.Fatalf("wrong product modulo 2^%d + 1", r.width())
		}
	})
}

func TestDivideIsMathBigs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := newEngine(context.Background())
		x, y := number(t, 600_000), number(t, 300_000)
		if y.Sign() == 0 {
			return
		}
		q, r := e.divide(x, y)
		wantQ, wantR := new(big.Int).QuoRem(x, y, new(big.Int))
		if q.Cmp(wantQ) != 0 || r.Cmp(wantR) != 0 {
			t.Fatal("wrong quotient or remainder")
		}
	})
}

func BenchmarkMul(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, bits := range []int{25_000, 50_000, 1e6, 4e6, 16e6, 67e6, 134e6} {
		if testing.Short() && bits > 4e6 {
			continue
		}
		x, y := random(r, bits), random(r, bits)
		b.Run(fmt.Sprintf("transform-%d", bits), func(b *testing.B) {
			e := newEngine(context.Background())
			for b.Loop() {
				e.transformMul(x, y)
			}
		})
		if bits <= 4e6 {
			b.Run(fmt.Sprintf("math-big-%d", bits), func(b *testing.B) {
				for b.Loop() {
					new(big.Int).Mul(x, y)
				}
			})
		}
	}
}
