package score

import (
	"math"
	"slices"
)

// UpperBound is the rate below which the true one lies with 95 % confidence,
// after found of trials: the exact one of Clopper and Pearson. 1 where nothing
// was tried.
func UpperBound(found, trials int) float64 {
	if trials == 0 || found >= trials {
		return 1
	}
	low, high := 0.0, 1.0
	for range 60 { // halves down to less than any figure that is printed
		if mid := (low + high) / 2; atMost(found, trials, mid) > 0.05 {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

// atMost is how probable found or fewer of trials are at a rate.
func atMost(found, trials int, rate float64) float64 {
	if rate <= 0 {
		return 1
	}
	sum, n := 0.0, float64(trials)
	for k := 0; k <= found; k++ {
		x := float64(k)
		ways, _ := math.Lgamma(n + 1)
		a, _ := math.Lgamma(x + 1)
		b, _ := math.Lgamma(n - x + 1)
		sum += math.Exp(ways - a - b + x*math.Log(rate) + (n-x)*math.Log1p(-rate))
	}
	return sum
}

// Cllr is the cost of the log-likelihood ratios: 0 for perfect ones, 1 for ones
// that say nothing. authentic and forged are the ratios of items of each sort,
// "as it was sent" against "altered or made up". Brümmer and du Preez, 2006
func Cllr(authentic, forged []float64) float64 {
	if len(authentic) == 0 || len(forged) == 0 {
		return math.NaN()
	}
	a, f := 0.0, 0.0
	for _, lr := range authentic {
		a += math.Log2(1 + 1/lr)
	}
	for _, lr := range forged {
		f += math.Log2(1 + lr)
	}
	return (a/float64(len(authentic)) + f/float64(len(forged))) / 2
}

// MinCllr is the least cost that the same order of items allows, once the
// ratios are calibrated as well as can be: what is left is lack of
// discrimination, and the difference is the loss of calibration.
func MinCllr(authentic, forged []float64) float64 {
	if len(authentic) == 0 || len(forged) == 0 {
		return math.NaN()
	}
	type scored struct {
		lr   float64
		auth float64 // 1 of an authentic item
	}
	var list []scored
	for _, lr := range authentic {
		list = append(list, scored{lr, 1})
	}
	for _, lr := range forged {
		list = append(list, scored{lr, 0})
	}
	slices.SortFunc(list, func(a, b scored) int {
		switch {
		case a.lr < b.lr:
			return -1
		case a.lr > b.lr:
			return 1
		}
		return 0
	})
	var blocks []block
	for i := 0; i < len(list); { // equal ratios cannot be told apart: one block
		b := block{}
		for lr := list[i].lr; i < len(list) && list[i].lr == lr; i++ {
			b.auth, b.all = b.auth+list[i].auth, b.all+1
		}
		blocks = pool(append(blocks, b))
	}
	return cost(blocks, float64(len(authentic)), float64(len(forged)))
}

// block is a run of items that get one calibrated ratio.
type block struct{ auth, all float64 }

// pool joins blocks at the end while their shares do not rise: pool adjacent
// violators.
func pool(blocks []block) []block {
	for n := len(blocks); n >= 2 && blocks[n-2].auth*blocks[n-1].all >= blocks[n-1].auth*blocks[n-2].all; n = len(blocks) {
		blocks[n-2].auth += blocks[n-1].auth
		blocks[n-2].all += blocks[n-1].all
		blocks = blocks[:n-1]
	}
	return blocks
}

// cost is Cllr of blocks, each with the ratio that its own counts give.
func cost(blocks []block, authentic, forged float64) float64 {
	a, f := 0.0, 0.0
	for _, b := range blocks {
		good, bad := b.auth/authentic, (b.all-b.auth)/forged
		if good > 0 {
			a += good * math.Log2(1+bad/good)
		}
		if bad > 0 {
			f += bad * math.Log2(1+good/bad)
		}
	}
	return (a + f) / 2
}
