package biggcd

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

func find(t interface{ Fatal(...any) }, a, b *big.Int) *big.Int {
	g, err := GCD(context.Background(), a, b, nil)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestGCDIsMathBigs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bits := rapid.SampledFrom([]int{100, 3_000, 20_000, 80_000}).Draw(t, "size")
		a, b, g := number(t, bits), number(t, bits), number(t, bits/3)
		a.Mul(a, g)
		b.Mul(b, g)
		wasA, wasB := new(big.Int).Set(a), new(big.Int).Set(b)
		got := find(t, a, b)
		if a.Cmp(wasA) != 0 || b.Cmp(wasB) != 0 {
			t.Fatal("changed its input")
		}
		if got.Cmp(new(big.Int).GCD(nil, nil, a, b)) != 0 {
			t.Fatal("wrong divisor")
		}
	})
}

// TestQuotientsOfAllLengths builds pairs from quotients some of which are
// very long, so that the upper words of a pair often settle nothing.
func TestQuotientsOfAllLengths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		g := random(r, 1+r.IntN(2000))
		a, b := new(big.Int).Set(g), new(big.Int)
		for a.BitLen() < 60_000 {
			q := random(r, 1+r.IntN(rapid.SampledFrom([]int{2, 64, 5_000, 20_000}).Draw(t, "quotient")))
			a, b = new(big.Int).Add(b, q.Mul(q, a)), a
		}
		if find(t, a, b).Cmp(g) != 0 {
			t.Fatal("wrong divisor")
		}
	})
}

func TestPairsOfOneKind(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	zero, x := new(big.Int), random(r, 500_000)
	fa, fb := fibonacci(1_500_000)
	ones := func(n uint) *big.Int { return new(big.Int).Sub(new(big.Int).Lsh(one, n), one) }
	times := func(a, b *big.Int) *big.Int { return new(big.Int).Mul(a, b) }
	for name, c := range map[string][3]*big.Int{
		"both zero":                {zero, zero, zero},
		"zero and a number":        {zero, x, x},
		"a number and zero":        {x, zero, x},
		"a number and one":         {x, one, one},
		"equal":                    {x, x, x},
		"a multiple":               {x, times(x, random(r, 300_000)), x},
		"next to each other":       {x, new(big.Int).Add(x, one), one},
		"powers of two":            {new(big.Int).Lsh(one, 900_000), new(big.Int).Lsh(one, 400_001), new(big.Int).Lsh(one, 400_001)},
		"ones":                     {ones(720_000), ones(540_000), ones(180_000)},
		"Fibonacci":                {fa, fb, one},
		"Fibonacci times a factor": {times(fa, x), times(fb, x), x},
	} {
		if find(t, c[0], c[1]).Cmp(c[2]) != 0 {
			t.Errorf("%s: wrong divisor", name)
		}
	}
}

// TestLargeRandom is checked by division: math/big's own takes too long.
func TestLargeRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 4))
	g, x, y := random(r, 1024), random(r, 3_000_000), random(r, 2_990_000)
	x.Mul(x, g)
	y.Mul(y, g)
	got := find(t, x, y)
	if got.BitLen() > 1024+64 {
		t.Errorf("divisor of %d bits", got.BitLen())
	}
	for _, c := range [][2]*big.Int{{x, got}, {y, got}, {got, g}} {
		if new(big.Int).Rem(c[0], c[1]).Sign() != 0 {
			t.Error("does not divide")
		}
	}
}

func TestProgressAndEnd(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 5))
	x, y := random(r, 1_000_000), random(r, 1_000_000)
	last, calls := 0.0, 0
	_, err := GCD(context.Background(), x, y, func(share float64) {
		if share < last || share > 1 {
			t.Errorf("progress from %v to %v", last, share)
		}
		last, calls = share, calls+1
	})
	if err != nil || last != 1 || calls < 50 {
		t.Errorf("%v; %d calls, the last %v", err, calls, last)
	}
	ctx, cancel := context.WithCancel(context.Background())
	g, err := GCD(ctx, x, y, func(share float64) {
		if last = share; share > 0.25 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || g != nil || last > 0.5 {
		t.Errorf("ended at %v with %v", last, err)
	}
}

func TestBounds(t *testing.T) {
	ctx := context.Background()
	long := new(big.Int).Lsh(one, MaxBits)
	for _, c := range [][2]*big.Int{{long, one}, {one, long}, {big.NewInt(-1), one}} {
		if _, err := GCD(ctx, c[0], c[1], nil); err == nil {
			t.Errorf("took numbers of %d and %d bits", c[0].BitLen(), c[1].BitLen())
		}
	}
	long.Rsh(long, 1) // of MaxBits bits
	if g := find(t, long, one); g.Cmp(one) != 0 {
		t.Error("wrong divisor")
	}
	for _, c := range []struct {
		s *big.Int
		e int
		m *big.Int
	}{{big.NewInt(-1), 3, one}, {one, -1, one}, {one, 3, big.NewInt(-1)}, {long, 3, one}, {one, 3, new(big.Int).Lsh(long, 1)}, {big.NewInt(4), MaxBits, one}} {
		if _, err := PowSub(ctx, c.s, c.e, c.m); err == nil {
			t.Errorf("took a power of %d bits to %d, less %d bits", c.s.BitLen(), c.e, c.m.BitLen())
		}
	}
}

func TestPowSub(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, m := number(t, 200), number(t, 3000)
		e := rapid.IntRange(0, 600).Draw(t, "e")
		got, err := PowSub(context.Background(), s, e, m)
		if err != nil {
			t.Fatal(err)
		}
		want := new(big.Int).Exp(s, big.NewInt(int64(e)), nil)
		if got.Cmp(want.Abs(want.Sub(want, m))) != 0 {
			t.Fatal("wrong power")
		}
	})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := PowSub(ctx, big.NewInt(3), 65537, one); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func FuzzGCD(f *testing.F) {
	f.Add([]byte{3}, []byte{5}, []byte{7}, uint16(1))
	f.Add([]byte{0xff}, []byte{0xff, 0x7f}, []byte{1}, uint16(3000))
	f.Add([]byte{0x80, 0, 0}, []byte{1, 0x80}, []byte{0xff, 0}, uint16(2000))
	f.Fuzz(func(t *testing.T, a, b, g []byte, repeat uint16) {
		number := func(bytes []byte) *big.Int {
			bytes = bytes[:min(len(bytes), 10_000)]
			x := new(big.Int).SetBytes(bytes)
			for range min(int(repeat), 10_000) / max(1, len(bytes)) {
				x.Lsh(x, uint(8*len(bytes)))
				x.Or(x, new(big.Int).SetBytes(bytes))
			}
			return x
		}
		x, y, z := number(a), number(b), number(g)
		x.Mul(x, z)
		y.Add(y.Mul(y, z), z)
		if find(t, x, y).Cmp(new(big.Int).GCD(nil, nil, x, y)) != 0 {
			t.Error("wrong divisor")
		}
	})
}

func BenchmarkGCD(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, bits := range []int{1e6, 4e6, 16e6, 67e6, 134e6} {
		if testing.Short() && bits > 4e6 {
			continue
		}
		x, y := random(r, bits), random(r, bits)
		b.Run(fmt.Sprint(bits), func(b *testing.B) {
			for b.Loop() {
				find(b, x, y)
			}
		})
	}
}
