package lab

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"assay/lab/forge"
)

// deck is the techniques on mail, or those on documents: each comes once before
// one comes again, as far as it fits what there is.
type deck struct {
	all     []forge.Technique
	waiting []waiting
	rate    float64 // acts an item
	due     float64
}

// waiting is a technique, and how many items it did not fit.
type waiting struct {
	forge.Technique
	misfits int
}

const (
	maxTried   = 8  // techniques that are tried on one item
	maxMisfits = 30 // items that a technique does not fit, before the others come again
)

// pass counts items that passed by. It says whether the next is to be forged.
func (d *deck) pass(r *rand.Rand, items int) bool {
	const even = 0.3 // so that acts do not come at equal distances
	d.due += d.rate * float64(items)
	return d.due > 0 && r.Float64() < even
}

// draw takes the first technique that fits, those first that failed to least
// often.
func (d *deck) draw(r *rand.Rand, try func(forge.Technique) (fits, tried bool)) (forge.Technique, bool) {
	if d.worn() {
		d.refill(r)
	}
	slices.SortStableFunc(d.waiting, func(a, b waiting) int { return cmp.Compare(a.misfits, b.misfits) })
	tries := 0
	for i := 0; i < len(d.waiting) && tries < maxTried; i++ {
		fits, tried := try(d.waiting[i].Technique)
		if tried {
			tries++
			d.waiting[i].misfits++
		}
		if fits {
			t := d.waiting[i].Technique
			d.waiting = slices.Delete(d.waiting, i, i+1)
			d.due--
			return t, true
		}
	}
	return forge.Technique{}, false
}

// worn reports whether those that wait had their chance, or are few.
func (d *deck) worn() bool {
	return len(d.waiting) < len(d.all)/4 || !slices.ContainsFunc(d.waiting, func(w waiting) bool { return w.misfits < maxMisfits })
}

// refill shuffles all techniques in behind those that still wait: first one
// level of skill of each, then the others.
func (d *deck) refill(r *rand.Rand) {
	list := slices.Clone(d.all)
	r.Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
	d.waiting = slices.DeleteFunc(d.waiting, func(w waiting) bool { return w.misfits >= maxMisfits })
	had := map[string]bool{}
	var rest []waiting
	for _, t := range list {
		if had[t.ID] {
			rest = append(rest, waiting{Technique: t})
			continue
		}
		had[t.ID] = true
		d.waiting = append(d.waiting, waiting{Technique: t})
	}
	d.waiting = append(d.waiting, rest...)
}
