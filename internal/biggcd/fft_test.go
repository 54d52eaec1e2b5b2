package biggcd

import (
	"context"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// TestRootsAreExactToU holds the factors to what rounding.go takes them for,
// against a series in 200 bits.
func TestRootsAreExactToU(t *testing.T) {
	const pi = "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899"
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		den := int64([]int{4, 12, 20}[r.IntN(3)]) << (1 + 2*r.IntN(13))
		num := r.Int64N(3 * den)
		x, _, err := big.ParseFloat(pi, 10, 200, big.ToNearestEven)
		if err != nil {
			t.Fatal(err)
		}
		x.Mul(x, big.NewFloat(float64(2*(num%den))))
		x.Quo(x, big.NewFloat(float64(den)))
		c, s := series(x)
		got := root(num, den)
		for _, d := range []*big.Float{c.Sub(c, big.NewFloat(real(got))), s.Sub(s, big.NewFloat(imag(got)))} {
			if off, _ := d.Float64(); math.Abs(off) > 0x1p-53 {
				t.Fatalf("root(%d, %d) is off by %g", num, den, off)
			}
		}
	}
}

// series returns cosine and sine of x.
func series(x *big.Float) (c, s *big.Float) {
	c, s = new(big.Float).SetPrec(200), new(big.Float).SetPrec(200)
	term := new(big.Float).SetPrec(200).SetInt64(1)
	for i := 1; i < 80; i++ {
		sum := c
		if i%2 == 0 {
			sum = s
		}
		if (i-1)/2%2 == 0 {
			sum.Add(sum, term)
		} else {
			sum.Sub(sum, term)
		}
		term.Mul(term, x)
		term.Quo(term, new(big.Float).SetInt64(int64(i)))
	}
	return c, s
}

// TestRoundingStaysBelowTheBound squares polynomials and looks how far their
// coefficients are from integers.
func TestRoundingStaysBelowTheBound(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	e := newEngine(context.Background())
	worst := 0.0
	for _, points := range []int{192, 256, 320, 512, 1024, 3 << 12, 5 << 12, 1 << 15, 1 << 18} {
		tr := e.tables.get(points, e.run)
		for name, digit := range map[string]func() float64{
			"random":   func() float64 { return float64(r.IntN(1<<15) - 1<<14) },
			"constant": func() float64 { return 1<<14 - 1 },
		} {
			z, power := make([]complex128, points), 0.0
			for i := range z {
				z[i] = complex(digit(), digit())
				power += real(z[i])*real(z[i]) + imag(z[i])*imag(z[i])
			}
			tr.forward(z)
			for i := range z {
				z[i] *= z[i]
			}
			tr.backward(z)
			for _, c := range z {
				for _, v := range []float64{real(c), imag(c)} {
					v /= float64(points)
					worst = max(worst, math.Abs(v-math.Round(v))/(power*roundingError(points)))
				}
			}
			if worst > 1 {
				t.Errorf("%d points, %s: error %v of the bound", points, name, worst)
			}
		}
	}
	t.Logf("the largest error is %.2g of the bound", worst)
}
