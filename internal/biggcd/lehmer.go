package biggcd

import "math/bits"

// upper returns the 128 bits of w that begin where the highest bit of top is.
func upper(w []uint64, top uint64) (high, low uint64) {
	n := len(w)
	high, low = w[n-1], w[n-2]
	if s := uint(bits.LeadingZeros64(top)); s > 0 {
		high = high<<s | low>>(64-s)
		low <<= s
		if n > 2 {
			low |= w[n-3] >> (64 - s)
		}
	}
	return high, low
}

// two is a matrix {u00, u01, u10, u11} of determinant one.
type two [4]uint64

// reduceTwo reduces the numbers ah·2^64+al and bh·2^64+bl while both keep at least
// two in the upper word. Any pair whose upper words these are then stays positive
// under the same steps. The entries stay below 2^63. It returns false if there
// is nothing to reduce.
func reduceTwo(ah, al, bh, bl uint64) (u two, ok bool) {
	u = two{1, 0, 0, 1}
	for ah >= 2 && bh >= 2 {
		if ah > bh || ah == bh && al > bl {
			q, rh, rl := quotient(ah, al, bh, bl)
			if q == 0 {
				break
			}
			ah, al = rh, rl
			u[1] += q * u[0]
			u[3] += q * u[2]
		} else {
			q, rh, rl := quotient(bh, bl, ah, al)
			if q == 0 {
				break
			}
			bh, bl = rh, rl
			u[0] += q * u[1]
			u[2] += q * u[3]
		}
		ok = true
	}
	return u, ok
}

// quotient divides a by b, both of two words, taking off one from the quotient
// where the remainder's upper word would fall below two.
func quotient(ah, al, bh, bl uint64) (q, rh, rl uint64) {
	rl, borrow := bits.Sub64(al, bl, 0)
	rh, borrow = bits.Sub64(ah, bh, borrow)
	if borrow != 0 || rh < 2 {
		return 0, ah, al
	}
	q = 1
	if rh < bh {
		return q, rh, rl
	}
	// The estimate is too large by two at most.
	g := estimate(rh, rl, bh, bl)
	ph, pl := bits.Mul64(g, bl)
	ph, over := bits.Add64(ph, g*bh, 0)
	sl, borrow := bits.Sub64(rl, pl, 0)
	sh, borrow := bits.Sub64(rh, ph, borrow)
	for under := over + borrow; under > 0 || sh < 2; g-- {
		if g == 0 {
			return q, rh, rl
		}
		var carry uint64
		sl, carry = bits.Add64(sl, bl, 0)
		sh, carry = bits.Add64(sh, bh, carry)
		under -= carry
	}
	return q + g, sh, sl
}

// estimate returns a/b or up to two more, for b of two words, the upper not zero.
func estimate(ah, al, bh, bl uint64) uint64 {
	if bh >= 1<<32 {
		return ah / bh
	}
	s := uint(bits.LeadingZeros64(bh))
	g, _ := bits.Div64(ah>>(64-s), ah<<s|al>>(64-s), bh<<s|bl>>(64-s))
	return g
}

// reducePair replaces (a, b) by (u11 a - u01 b, u00 b - u10 a), which are not
// negative and not longer.
func reducePair(a, b []uint64, u two) {
	b = b[:len(a)]
	var ca, cb, da, db uint64 // carries of the positive and negative products
	var ba, bb uint64
	for i := range a {
		x, y := a[i], b[i]
		var c, p, q, h, k uint64
		h, p = bits.Mul64(u[3], x)
		p, c = bits.Add64(p, ca, 0)
		ca = h + c
		k, q = bits.Mul64(u[1], y)
		q, c = bits.Add64(q, da, 0)
		da = k + c
		a[i], ba = bits.Sub64(p, q, ba)
		h, p = bits.Mul64(u[0], y)
		p, c = bits.Add64(p, cb, 0)
		cb = h + c
		k, q = bits.Mul64(u[2], x)
		q, c = bits.Add64(q, db, 0)
		db = k + c
		b[i], bb = bits.Sub64(p, q, bb)
	}
}

// mulMatrix multiplies m, of n words in each entry, by u and returns the new
// length.
func mulMatrix(m *[4][]uint64, n int, u two) int {
	var high uint64
	for i := 0; i < 4; i += 2 {
		c, d := mulRow(m[i][:n], m[i+1][:n], u)
		m[i][n], m[i+1][n] = c, d
		high |= c | d
	}
	if high != 0 {
		n++
	}
	return n
}

// mulRow replaces (x, y) by (x u00 + y u10, x u01 + y u11) and returns what
// runs over. As entries of u stay below 2^63, one word holds it.
func mulRow(x, y []uint64, u two) (cx, cy uint64) {
	y = y[:len(x)]
	for i, v := range x {
		w := y[i]
		var c, l uint64
		h, p := bits.Mul64(v, u[0])
		k, q := bits.Mul64(w, u[2])
		l, c = bits.Add64(p, q, 0)
		h += k + c
		x[i], c = bits.Add64(l, cx, 0)
		cx = h + c
		h, p = bits.Mul64(v, u[1])
		k, q = bits.Mul64(w, u[3])
		l, c = bits.Add64(p, q, 0)
		h += k + c
		y[i], c = bits.Add64(l, cy, 0)
		cy = h + c
	}
	return cx, cy
}
