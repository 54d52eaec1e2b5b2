package biggcd

import (
	"context"
	"math/big"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// TestHalveKeepsItsPromise looks at the matrix itself: a wrong one may still lead
// to the right divisor.
func TestHalveKeepsItsPromise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := newEngine(context.Background())
		bits := rapid.SampledFrom([]int{300, 1_000, 7_000, 30_000, 90_000}).Draw(t, "size")
		a, b, g := number(t, bits), number(t, bits), number(t, bits/2)
		a.Mul(a, g)
		b.Mul(b, g)
		m, err := e.halve(a, b)
		if m == nil || err != nil {
			return
		}
		det := new(big.Int).Mul(m[0], m[3])
		if det.Sub(det, new(big.Int).Mul(m[1], m[2])).Cmp(one) != 0 {
			t.Fatal("determinant is not one")
		}
		x := new(big.Int).Mul(m[3], a)
		x.Sub(x, new(big.Int).Mul(m[1], b))
		y := new(big.Int).Mul(m[0], b)
		y.Sub(y, new(big.Int).Mul(m[2], a))
		s := max(words(a), words(b))/2 + 1
		if x.Sign() < 0 || y.Sign() < 0 || min(words(x), words(y)) <= s {
			t.Fatalf("signs %d and %d, %d and %d words, of which %d were to be passed", x.Sign(), y.Sign(), words(x), words(y), s)
		}
		gotX, gotY := e.reduce(m, a, b)
		if gotX.Cmp(x) != 0 || gotY.Cmp(y) != 0 {
			t.Fatal("wrong pair")
		}
	})
}

// TestHalveGoesHalfWay holds numbers without a pattern to the length the rest of
// the work counts on.
func TestHalveGoesHalfWay(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 6))
	e := newEngine(context.Background())
	for _, bits := range []int{2_000, 7_000, 20_000, 200_000} {
		a, b := random(r, bits), random(r, bits)
		m, err := e.halve(a, b)
		if err != nil || m == nil {
			t.Fatalf("%d bits: %v, %v", bits, m, err)
		}
		a, b = e.reduce(m, a, b)
		if n := max(words(a), words(b)); n > bits/wordBits/2+8 {
			t.Errorf("%d bits: %d words left", bits, n)
		}
	}
}
