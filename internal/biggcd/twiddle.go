package biggcd

import (
	"math"
	"sync"
)

// factors are what the splitting of a node x^(4h) - w multiplies by:
// w1² = w, w2² = w1, w3 = w1 w2.
type factors struct{ w1, w2, w3 complex128 }

// A tree holds the factors of all nodes below x^h - e^(2πi num/den). Levels are
// made when first wanted and serve every length.
type tree struct {
	num, den int
	levels   [][]factors    // of nodes that split in four
	pairs    [][]complex128 // w1 of nodes that split in two, by level
}

// A transform is how to transform one length.
type transform struct {
	points int
	radix  int // of the first split: 1, 3 or 5
	trees  []*tree
}

// tables holds the factors made so far.
type tables struct {
	mu         sync.Mutex
	trees      map[int][]*tree // by radix
	transforms map[int]*transform
}

// get returns the transform of a length that fitting returned.
func (s *tables) get(points int, run func(...func())) *transform {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.transforms[points]; t != nil {
		return t
	}
	if s.trees == nil {
		s.transforms = map[int]*transform{}
		s.trees = map[int][]*tree{
			1: {{num: 1, den: 4}},
			3: {{num: 9, den: 12}, {num: 1, den: 12}, {num: 5, den: 12}},
			5: {{num: 5, den: 20}, {num: 9, den: 20}, {num: 13, den: 20}, {num: 17, den: 20}, {num: 1, den: 20}},
		}
	}
	t := &transform{points: points, radix: 1}
	for _, r := range []int{3, 5} {
		if points%r == 0 {
			t.radix = r
		}
	}
	t.trees = s.trees[t.radix]
	for _, tree := range t.trees {
		tree.grow(points/t.radix, run)
	}
	s.transforms[points] = t
	return t
}

// grow makes the levels that a part of the given length needs.
func (t *tree) grow(points int, run func(...func())) {
	level := 0
	for ; points >= 4; points /= 4 {
		if level == len(t.levels) {
			fs := make([]factors, 1<<(2*level))
			halves(len(fs), run, func(j int) {
				num, den := t.angle(level, j)
				fs[j] = factors{root(num, 2*den), root(num, 4*den), root(3*num, 4*den)}
			})
			t.levels = append(t.levels, fs)
		}
		level++
	}
	for len(t.pairs) <= level {
		t.pairs = append(t.pairs, nil)
	}
	if points == 2 && t.pairs[level] == nil {
		ws := make([]complex128, 1<<(2*level))
		halves(len(ws), run, func(j int) {
			num, den := t.angle(level, j)
			ws[j] = root(num, 2*den)
		})
		t.pairs[level] = ws
	}
}

// halves calls f for every index below n, on two processors where n is large.
func halves(n int, run func(...func()), f func(int)) {
	part := func(from, to int) func() {
		return func() {
			for j := from; j < to; j++ {
				f(j)
			}
		}
	}
	if n < 1<<10 {
		part(0, n)()
		return
	}
	run(part(0, n/4), part(n/4, n/2), part(n/2, 3*n/4), part(3*n/4, n))
}

// angle returns the angle of a node, as a share of the full turn. The children
// of an angle lie at a quarter of it plus 0, 1/2, 1/4 and 3/4.
func (t *tree) angle(level, node int) (num, den int64) {
	num, den = int64(t.num), int64(t.den)
	for l := level - 1; l >= 0; l-- {
		den *= 4
		num += [4]int64{0, 2, 1, 3}[node>>(2*l)&3] * (den / 4)
	}
	return num, den
}

const (
	turnHigh = 2 * math.Pi
	turnLow  = 2.449293598294706355e-16 // 2π less float64(2π)
)

// root returns e^(2πi num/den), each part within 2^-53. The angle is brought to
// within an eighth of the turn, and held in two numbers.
func root(num, den int64) complex128 {
	num %= den
	eighths := 8 * num / den // exact: den stays far below 2^60
	quarter := (eighths + 1) / 2
	num = 4*num - quarter*den // now of 4*den, between -1/8 and 1/8
	den *= 4
	n, d := float64(num), float64(den)
	x := n / d
	rest := math.FMA(-x, d, n) / d
	high := x * turnHigh
	low := math.FMA(x, turnHigh, -high) + x*turnLow + rest*turnHigh
	c, s := cosSin(high, low)
	switch quarter & 3 {
	case 1:
		return complex(-s, c)
	case 2:
		return complex(-c, -s)
	case 3:
		return complex(s, -c)
	}
	return complex(c, s)
}

// cosSin returns cosine and sine of high + low, for angles up to π/4, by their
// series: math.Sincos errs by more than the last bit. What is added last is far
// larger than all errors before it.
func cosSin(high, low float64) (c, s float64) {
	z := high * high
	rest := math.FMA(high, high, -z)
	p := z * (-1./6 + z*(1./120+z*(-1./5040+z*(1./362880+z*(-1./39916800+z*(1./6227020800+z*(-1./1307674368000)))))))
	q := z * z * (1./24 + z*(-1./720+z*(1./40320+z*(-1./3628800+z*(1./479001600+z*(-1./87178291200+z*(1./20922789888000)))))))
	s = high + (high*p + low*(1-z/2))
	c = 1 - (z/2 + (rest/2 + high*low - q))
	return c, s
}
