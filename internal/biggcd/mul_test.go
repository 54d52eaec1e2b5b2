package biggcd

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
)

func random(r *rand.Rand, bits int) *big.Int {
	words := make([]big.Word, (bits+wordBits-1)/wordBits)
	for i := range words {
		words[i] = big.Word(r.Uint64())
	}
	x := new(big.Int).SetBits(words)
	x.Rsh(x, uint(x.BitLen()-min(bits, x.BitLen())))
	return x.SetBit(x, bits-1, 1)
}

func TestMulSmoke(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	e := &engine{workers: 2}
	for _, bits := range []int{20000, 30000, 40000, 64000, 100000, 200000, 1000000, 3000000} {
		x, y := random(r, bits), random(r, bits+r.IntN(bits))
		if got, want := e.mul(x, y), new(big.Int).Mul(x, y); got.Cmp(want) != 0 {
			t.Errorf("%d bits: wrong product", bits)
		}
		if got, want := e.mul(x, x), new(big.Int).Mul(x, x); got.Cmp(want) != 0 {
			t.Errorf("%d bits: wrong square", bits)
		}
	}
}

func BenchmarkMul(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, bits := range []int{6400, 12800, 19200, 25600, 1 << 16, 1 << 18, 1 << 20, 1 << 22, 1 << 24, 67 << 20} {
		x, y := random(r, bits), random(r, bits)
		b.Run(fmt.Sprintf("fft-%d", bits), func(b *testing.B) {
			e := &engine{workers: 1}
			for b.Loop() {
				n := need{x.BitLen() + y.BitLen(), 1, x.BitLen(), y.BitLen()}
				r, zs := e.operands(n, []*big.Int{x}, []*big.Int{y})
				a, b := zs[0], zs[1][:len(zs[0])]
				for i := range a {
					a[i] *= b[i]
				}
				r.backward(a)
				r.give(a)
				e.release(zs...)
			}
		})
		if bits <= 1<<20 {
			b.Run(fmt.Sprintf("big-%d", bits), func(b *testing.B) {
				for b.Loop() {
					new(big.Int).Mul(x, y)
				}
			})
		}
	}
}
