package cert

import (
	_ "embed"
	"encoding/asn1"
	"errors"
	"math/big"
	"sync"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// Curve is an elliptic curve y² = x³ + ax + b over the integers modulo p, with a
// base point of order n: one that crypto/elliptic lacks.
type Curve struct {
	Name               string
	p, a, b, gx, gy, n *big.Int
}

// CurveKey is a public key on such a curve.
type CurveKey struct {
	Curve *Curve
	X, Y  *big.Int
}

//go:embed curves.tsv
var curveTable string

var curves = sync.OnceValue(func() map[string]*Curve {
	m := map[string]*Curve{}
	for _, f := range rows(curveTable) {
		var v [6]*big.Int
		for i := range v {
			v[i], _ = new(big.Int).SetString(f[i+2], 16)
		}
		m[f[0]] = &Curve{f[1], v[0], v[1], v[2], v[3], v[4], v[5]}
	}
	return m
})

// parseCurveKey reads a key on one of these curves, from the parameters of its
// algorithm and its point. RFC 5480 §2. ok is false where the curve is another.
func parseCurveKey(parameters cryptobyte.String, point []byte) (key *CurveKey, ok bool, err error) {
	var oid asn1.ObjectIdentifier
	if !parameters.PeekASN1Tag(casn1.OBJECT_IDENTIFIER) || !parameters.ReadASN1ObjectIdentifier(&oid) {
		return nil, false, nil
	}
	c := curves()[oid.String()]
	if c == nil {
		return nil, false, nil
	}
	size := (c.p.BitLen() + 7) / 8
	if len(point) != 1+2*size || point[0] != 4 {
		return nil, true, errors.New("the point of the elliptic curve key is in a form that is not read")
	}
	key = &CurveKey{c, positive(point[1 : 1+size]), positive(point[1+size:])}
	if !c.holds(key.X, key.Y) {
		return nil, true, errors.New("the elliptic curve key lies on no curve " + c.Name)
	}
	return key, true, nil
}

// holds reports whether a point lies on the curve.
func (c *Curve) holds(x, y *big.Int) bool {
	if x.Cmp(c.p) >= 0 || y.Cmp(c.p) >= 0 {
		return false
	}
	left := new(big.Int).Mul(y, y)
	right := new(big.Int).Mul(x, x)
	right.Add(right, c.a).Mul(right, x).Add(right, c.b)
	return left.Sub(left, right).Mod(left, c.p).Sign() == 0
}

// point is one of the curve; x is nil for the point at infinity.
type point struct{ x, y *big.Int }

// add is the sum of two points, with the formulas of affine coordinates: slow,
// and plain. SEC 1 §2.2.1
func (c *Curve) add(p, q point) point {
	if p.x == nil {
		return q
	}
	if q.x == nil {
		return p
	}
	slope, divisor := new(big.Int), new(big.Int)
	if p.x.Cmp(q.x) == 0 {
		if p.y.Cmp(q.y) != 0 || p.y.Sign() == 0 {
			return point{}
		}
		slope.Mul(p.x, p.x).Mul(slope, big.NewInt(3)).Add(slope, c.a)
		divisor.Lsh(p.y, 1)
	} else {
		slope.Sub(q.y, p.y)
		divisor.Sub(q.x, p.x)
	}
	divisor.Mod(divisor, c.p).ModInverse(divisor, c.p)
	slope.Mul(slope, divisor).Mod(slope, c.p)
	x := new(big.Int).Mul(slope, slope)
	x.Sub(x, p.x).Sub(x, q.x).Mod(x, c.p)
	y := new(big.Int).Sub(p.x, x)
	y.Mul(y, slope).Sub(y, p.y).Mod(y, c.p)
	return point{x, y}
}

// verify is ECDSA verification. SEC 1 §4.1.4. Nothing here is secret, so that
// time may tell.
func (k *CurveKey) verify(digest []byte, r, s *big.Int) bool {
	c := k.Curve
	if r.Sign() <= 0 || s.Sign() <= 0 || r.Cmp(c.n) >= 0 || s.Cmp(c.n) >= 0 {
		return false
	}
	e := positive(digest)
	if over := 8*len(digest) - c.n.BitLen(); over > 0 {
		e.Rsh(e, uint(over))
	}
	w := new(big.Int).ModInverse(s, c.n)
	u := e.Mul(e, w).Mod(e, c.n)
	v := new(big.Int).Mul(r, w)
	v.Mod(v, c.n)
	base, key := point{c.gx, c.gy}, point{k.X, k.Y}
	both := c.add(base, key)
	var sum point
	for i := max(u.BitLen(), v.BitLen()) - 1; i >= 0; i-- {
		sum = c.add(sum, sum)
		switch u.Bit(i) | v.Bit(i)<<1 {
		case 1:
			sum = c.add(sum, base)
		case 2:
			sum = c.add(sum, key)
		case 3:
			sum = c.add(sum, both)
		}
	}
	return sum.x != nil && sum.x.Mod(sum.x, c.n).Cmp(r) == 0
}
