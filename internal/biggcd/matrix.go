package biggcd

import "math/big"

// Lengths in words of a matrix from which on transforms beat math/big.
const reduceWords, timesWords = 200, 200

// A matrix M of non-negative numbers with determinant one stands for steps of
// Euclid's algorithm: (a, b) = M(x, y) for the pair (x, y) they lead to. Its rows
// are the first and the last two numbers.
type matrix [4]*big.Int

// bits returns the length of the longest entry.
func (m *matrix) bits() (n int) {
	for _, x := range m {
		n = max(n, x.BitLen())
	}
	return n
}

// reduce returns M⁻¹(a, b), both of which must be non-negative.
func (e *engine) reduce(m *matrix, a, b *big.Int) (*big.Int, *big.Int) {
	if m.bits() < reduceWords*wordBits {
		x := new(big.Int).Mul(m[3], a)
		x.Sub(x, new(big.Int).Mul(m[1], b))
		y := new(big.Int).Mul(m[0], b)
		return x, y.Sub(y, new(big.Int).Mul(m[2], a))
	}
	// As a = m0 x + m1 y and b = m2 x + m3 y, with m0 and m3 positive.
	result := max(a.BitLen()-m[0].BitLen(), b.BitLen()-m[3].BitLen()) + 1
	n := need{result: result, terms: 2, x: m.bits(), y: max(a.BitLen(), b.BitLen())}
	r, zs := e.operands(n, m[:], []*big.Int{a, b})
	defer e.release(zs...)
	z0, z1, z2, z3, za, zb := zs[0], zs[1], zs[2], zs[3], zs[4], zs[5]
	var x, y *big.Int
	e.runIf(r.points >= parallelPoints, func() {
		combine(z3, za, z1, zb)
		r.backward(z3)
		x = r.give(z3)
	}, func() {
		combine(z0, zb, z2, za)
		r.backward(z0)
		y = r.give(z0)
	})
	return x, y
}

// combine sets p to pq - st, point by point.
func combine(p, q, s, t []complex128) {
	q, s, t = q[:len(p)], s[:len(p)], t[:len(p)]
	for i := range p {
		p[i] = p[i]*q[i] - s[i]*t[i]
	}
}

// times returns the product of two matrices.
func (e *engine) times(m, k *matrix) *matrix {
	if min(m.bits(), k.bits()) < timesWords*wordBits {
		sum := func(a, b, c, d *big.Int) *big.Int {
			x := new(big.Int).Mul(a, b)
			return x.Add(x, new(big.Int).Mul(c, d))
		}
		return &matrix{sum(m[0], k[0], m[1], k[2]), sum(m[0], k[1], m[1], k[3]),
			sum(m[2], k[0], m[3], k[2]), sum(m[2], k[1], m[3], k[3])}
	}
	n := need{result: m.bits() + k.bits() + 1, terms: 2, x: m.bits(), y: k.bits()}
	r, zs := e.operands(n, m[:], k[:])
	defer e.release(zs...)
	parallel := r.points >= parallelPoints
	e.runIf(parallel,
		func() { row(zs[0], zs[1], zs[4:]) },
		func() { row(zs[2], zs[3], zs[4:]) })
	var product matrix
	var tasks []func()
	for i := range product {
		tasks = append(tasks, func() {
			r.backward(zs[i])
			product[i] = r.give(zs[i])
		})
	}
	e.runIf(parallel, tasks...)
	return &product
}

// row multiplies the row (p, q) by a matrix, point by point.
func row(p, q []complex128, k [][]complex128) {
	k0, k1, k2, k3 := k[0][:len(p)], k[1][:len(p)], k[2][:len(p)], k[3][:len(p)]
	q = q[:len(p)]
	for i := range p {
		a, b := p[i], q[i]
		p[i], q[i] = a*k0[i]+b*k2[i], a*k1[i]+b*k3[i]
	}
}

// pushQuotient multiplies m, the identity if nil, by the matrix that undoes
// a -= q b, or b -= q a if lower.
func (e *engine) pushQuotient(m *matrix, q *big.Int, lower bool) *matrix {
	if m == nil {
		m = &matrix{big.NewInt(1), new(big.Int), new(big.Int), big.NewInt(1)}
	}
	add := func(x, y *big.Int) *big.Int { // x + q y
		z := e.mul(q, y)
		return z.Add(z, x)
	}
	if lower {
		return &matrix{add(m[0], m[1]), m[1], add(m[2], m[3]), m[3]}
	}
	return &matrix{m[0], add(m[1], m[0]), m[2], add(m[3], m[2])}
}
