// Package biggcd computes with integers of many megabits.
package biggcd

import (
	"context"
	"math/big"
)

// GCD is the greatest common divisor of a and b, which it leaves as they are.
// progress may be nil; it is told the share that is done.
func GCD(ctx context.Context, a, b *big.Int, progress func(float64)) (*big.Int, error) {
	g := new(big.Int).GCD(nil, nil, a, b)
	if progress != nil {
		progress(1)
	}
	return g, ctx.Err()
}

// PowSub is |s^e - m|.
func PowSub(ctx context.Context, s *big.Int, e int, m *big.Int) (*big.Int, error) {
	n := new(big.Int).Exp(s, big.NewInt(int64(e)), nil)
	return n.Abs(n.Sub(n, m)), ctx.Err()
}
