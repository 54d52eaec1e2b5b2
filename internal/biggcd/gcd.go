// Package biggcd finds the greatest common divisor of numbers of hundreds of millions
// of bits, such as s^65537 - m for an RSA signature s of a message m: those of two
// signatures have the modulus in common, and hardly more.
//
// The method is half-GCD (hgcd.go) down to Lehmer's (base.go, lehmer.go). Products are
// made by transforms in float64 (fft.go, ring.go) that are short enough to be exact
// whatever the numbers are (rounding.go).
package biggcd

import (
	"context"
	"fmt"
	"math/big"
	"runtime"
)

// MaxBits bounds the numbers taken and given. At its peak, memory holds about a
// hundred times one of them.
const MaxBits = 300_000_000

// gcdWords is the length below which math/big ends the work.
const gcdWords = 200

// GCD returns the greatest common divisor of two non-negative numbers; that of
// zero and x is x. It leaves a and b as they are, uses as many processors
// as Go does, and ends early with the error of ctx. progress, unless nil, is told
// the share of the work done, from 0 to 1; it never falls.
func GCD(ctx context.Context, a, b *big.Int, progress func(float64)) (*big.Int, error) {
	for _, x := range []*big.Int{a, b} {
		if x.Sign() < 0 {
			return nil, fmt.Errorf("greatest common divisor of a negative number of %d bits", x.BitLen())
		}
		if x.BitLen() > MaxBits {
			return nil, fmt.Errorf("number of %d bits: more than %d", x.BitLen(), MaxBits)
		}
	}
	e := newEngine(ctx)
	e.total, e.report = min(a.BitLen(), b.BitLen()), progress
	g, err := e.gcd(a, b)
	if err != nil {
		return nil, err
	}
	if progress != nil {
		progress(1)
	}
	return g, nil
}

func newEngine(ctx context.Context) *engine {
	return &engine{ctx: ctx, workers: runtime.GOMAXPROCS(0)}
}

func (e *engine) gcd(a, b *big.Int) (*big.Int, error) {
	for {
		if err := e.ctx.Err(); err != nil {
			return nil, err
		}
		if a.Cmp(b) < 0 {
			a, b = b, a
		}
		n := words(a)
		if words(b) <= gcdWords {
			break
		}
		// The upper half of both reduces them by a quarter.
		p := n / 2
		m, err := e.halve(above(a, p), above(b, p))
		if err != nil {
			return nil, err
		}
		if m == nil {
			q, r := e.divide(a, b)
			e.progress(q.BitLen())
			a, b = b, r
			continue
		}
		a, b = e.reduce(m, a, b)
	}
	if b.Sign() == 0 {
		return new(big.Int).Set(a), nil
	}
	_, r := e.divide(a, b)
	return new(big.Int).GCD(nil, nil, b, r), nil
}

// progress counts the bits by which a and b have become shorter.
func (e *engine) progress(bits int) {
	e.reduced += bits
	if e.report == nil || e.total == 0 {
		return
	}
	share := min(1, float64(e.reduced)/float64(e.total))
	if share >= e.reported+1.0/1024 {
		e.reported = share
		e.report(share)
	}
}
