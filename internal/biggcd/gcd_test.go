package biggcd

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
)

func TestGCDSmoke(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 2))
	for _, bits := range []int{100, 1000, 5000, 13000, 20000, 30000, 40000, 64000, 100000, 200000} {
		for range 5 {
			x, y, g := random(r, bits), random(r, bits-r.IntN(bits/3)), random(r, 1+r.IntN(bits))
			x.Mul(x, g)
			y.Mul(y, g)
			got, err := GCD(context.Background(), x, y, nil)
			if want := new(big.Int).GCD(nil, nil, x, y); err != nil || got.Cmp(want) != 0 {
				t.Errorf("%d bits: wrong, %v", bits, err)
			}
		}
	}
}

func BenchmarkGCD(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	g := random(r, 1024)
	for _, bits := range []int{1 << 18, 1 << 20, 1 << 22, 1 << 24, 67 << 20, 134 << 20} {
		x, y := random(r, bits-1024), random(r, bits-1024)
		x.Mul(x, g)
		y.Mul(y, g)
		b.Run(fmt.Sprint(bits), func(b *testing.B) {
			for b.Loop() {
				got, err := GCD(context.Background(), x, y, nil)
				if err != nil || new(big.Int).Rem(got, g).Sign() != 0 {
					b.Fatal(err)
				}
			}
		})
	}
}
