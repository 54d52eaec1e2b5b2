package score

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestUpperBound(t *testing.T) {
	// The rule of three, and values of the exact binomial test of R:
	// binom.test(k, n, alternative = "less")$conf.int[2].
	for _, test := range []struct {
		found, trials int
		want          float64
	}{{0, 1000, 0.002991}, {0, 3000, 0.000998}, {1, 1000, 0.004735}, {5, 100, 0.102253}, {0, 0, 1}, {7, 7, 1}} {
		if got := UpperBound(test.found, test.trials); math.Abs(got-test.want) > 5e-6 {
			t.Errorf("%d of %d: %.6f, want %.6f", test.found, test.trials, got, test.want)
		}
	}
}

func TestCllr(t *testing.T) {
	for name, test := range map[string]struct {
		authentic, forged []float64
		want              float64
	}{
		"ratios that say nothing": {[]float64{1, 1}, []float64{1}, 1},
		"good ones":               {[]float64{1e9}, []float64{1e-9}, 0},
		"three to one each":       {[]float64{3}, []float64{1.0 / 3}, math.Log2(4.0 / 3)},
		"misled":                  {[]float64{1.0 / 3}, []float64{3}, 2},
	} {
		if got := Cllr(test.authentic, test.forged); math.Abs(got-test.want) > 1e-6 {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
	if !math.IsNaN(Cllr(nil, []float64{1})) {
		t.Error("a cost of nothing")
	}
}

func TestMinCllr(t *testing.T) {
	if got := MinCllr([]float64{5, 6}, []float64{4, 3}); got != 0 {
		t.Errorf("told apart wholly: %v", got)
	}
	if got := MinCllr([]float64{1, 1, 1}, []float64{1}); math.Abs(got-1) > 1e-9 {
		t.Errorf("not told apart at all: %v", got)
	}
	ratio := rapid.Float64Range(0.001, 1000)
	rapid.Check(t, func(t *rapid.T) {
		a, f := rapid.SliceOfN(ratio, 1, 40).Draw(t, "authentic"), rapid.SliceOfN(ratio, 1, 40).Draw(t, "forged")
		least := MinCllr(a, f)
		if least < -1e-9 || least > 1+1e-9 || least > Cllr(a, f)+1e-9 {
			t.Fatalf("least %v, as they are %v", least, Cllr(a, f))
		}
		for i := range a {
			a[i] = a[i] * a[i]
		}
		for i := range f {
			f[i] = f[i] * f[i]
		}
		if again := MinCllr(a, f); math.Abs(again-least) > 1e-9 {
			t.Fatalf("another scale in the same order: %v, was %v", again, least)
		}
	})
}
