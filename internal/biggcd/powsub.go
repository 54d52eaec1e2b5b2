package biggcd

import (
	"context"
	"fmt"
	"math/big"
	"math/bits"
)

// PowSub returns the absolute value of s^e - m, for s and m that are not negative.
// That of a signature s, its message m and the public exponent e is a multiple
// of the RSA modulus.
func PowSub(ctx context.Context, s *big.Int, e int, m *big.Int) (*big.Int, error) {
	if s.Sign() < 0 || m.Sign() < 0 || e < 0 {
		return nil, fmt.Errorf("power of a negative number or exponent %d", e)
	}
	if m.BitLen() > MaxBits || s.BitLen() > 1 && s.BitLen() > MaxBits/max(1, e) {
		return nil, fmt.Errorf("number of %d bits to the power %d: more than %d bits", s.BitLen(), e, MaxBits)
	}
	g := newEngine(ctx)
	power := big.NewInt(1)
	for i := bits.Len(uint(e)) - 1; i >= 0; i-- {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		power = g.mul(power, power)
		if e>>i&1 == 1 {
			power = g.mul(power, s)
		}
	}
	return power.Abs(power.Sub(power, m)), nil
}
