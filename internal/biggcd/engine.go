package biggcd

import (
	"context"
	"math/big"
	"slices"
	"sync"
)

// An engine multiplies: it keeps tables and buffers between products.
type engine struct {
	ctx     context.Context
	workers int
	tables  tables
	mu      sync.Mutex
	free    [][]complex128
	// Progress: bits to reduce, bits reduced, and what was last told to whom.
	total, reduced int
	reported       float64
	report         func(float64)
}

// parallelPoints is the length of a transform from which on a second processor
// is worth waking.
const parallelPoints = 1 << 11

// run calls all functions, at most e.workers at the same time.
func (e *engine) run(fs ...func()) {
	if e.workers < 2 {
		for _, f := range fs {
			f()
		}
		return
	}
	next := make(chan func(), len(fs))
	for _, f := range fs {
		next <- f
	}
	close(next)
	var wg sync.WaitGroup
	for range min(e.workers, len(fs)) - 1 {
		wg.Go(func() {
			for f := range next {
				f()
			}
		})
	}
	for f := range next {
		f()
	}
	wg.Wait()
}

// runIf is run, or calls one function after the other.
func (e *engine) runIf(parallel bool, fs ...func()) {
	if parallel {
		e.run(fs...)
		return
	}
	for _, f := range fs {
		f()
	}
}

// buffer returns a buffer of the given length, with anything in it: a free one if
// there is one that is not much too long.
func (e *engine) buffer(points int) []complex128 {
	e.mu.Lock()
	defer e.mu.Unlock()
	best := -1
	for i, z := range e.free {
		if cap(z) >= points && cap(z) <= 2*points && (best < 0 || cap(z) < cap(e.free[best])) {
			best = i
		}
	}
	if best < 0 {
		return make([]complex128, points)
	}
	z := e.free[best]
	e.free = slices.Delete(e.free, best, best+1)
	return z[:points]
}

// keepBuffers bounds the free buffers: what the largest product and those just below
// need at the same time. Older ones go first.
const keepBuffers = 24

func (e *engine) release(zs ...[]complex128) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.free = append(e.free, zs...)
	if n := len(e.free) - keepBuffers; n > 0 {
		e.free = slices.Delete(e.free, 0, n)
	}
}

// operands transforms numbers for products of one of the left and one of the right,
// or of the left alone. Where the digits are too large for exactness, as those
// of numbers with a pattern may be, the numbers are taken apart again, finer.
func (e *engine) operands(n need, left, right []*big.Int) (ring, [][]complex128) {
	for limit := maxDigit; ; {
		points, digit := n.ring(limit)
		r := ring{e.tables.get(points, e.run), digit}
		zs := make([][]complex128, len(left)+len(right))
		powers := make([]float64, len(zs))
		var tasks []func()
		for i, x := range slices.Concat(left, right) {
			zs[i] = e.buffer(points)
			tasks = append(tasks, func() {
				powers[i] = r.take(zs[i], x)
				r.forward(zs[i])
			})
		}
		e.runIf(points >= parallelPoints, tasks...)
		x, y := slices.Max(powers[:len(left)]), slices.Max(powers[max(0, len(powers)-max(1, len(right))):])
		if digit == minDigit || n.exact(points, x, y) {
			return r, zs
		}
		e.release(zs...)
		limit = digit - 1
	}
}
