package conclude

import (
	"cmp"
	"slices"

	"assay/finding"
)

// Weight is what the measured findings on an item come to.
type Weight struct {
	// LR is the product of the lines: how much more probable they are on an item
	// as it was sent than on one altered or made up with traces left in it.
	LR float64 `json:"lr"`
	// Support says it in words, for which of the two.
	Support string `json:"support"`
	Lines   []Line `json:"lines"`
}

// Line is one cause, or several that one innocent event explains. Such findings
// depend on each other, so that the strongest counts and the others do not.
type Line struct {
	Cause   string  `json:"cause"`
	ID      string  `json:"id"` // of the finding that counts
	LR      float64 `json:"lr"`
	Besides int     `json:"besides,omitempty"` // further findings of the same cause or event
	// Event is what explains all of them, where they are of several causes.
	Event string `json:"event,omitempty"`
}

// What makes an item suspect: ratios against it.
const (
	suspectLR   = 1.0 / 100  // of at least two independent kinds
	suspectKind = 1.0 / 2    // a kind counts as one from here on: the weakest support
	suspectOne  = 1.0 / 1000 // of one kind alone
	rounding    = 1e-9       // what products of binary fractions are off
)

// Weigh adds up what measured findings say, under the reading that speaks most for
// the item. ok is false where there are none.
func Weigh(findings []finding.Finding) (w Weight, ok bool) {
	for i, r := range readings() {
		lines, lr := r.lines(findings), 1.0
		for _, l := range lines {
			lr *= l.LR
		}
		if i == 0 || lr > w.LR*(1+rounding) {
			w.Lines, w.LR = lines, lr
		}
	}
	slices.SortStableFunc(w.Lines, func(a, b Line) int { return cmp.Compare(a.LR, b.LR) })
	w.Support = Support(w.LR)
	return w, len(w.Lines) > 0
}

// together is the cause of what several causes are discounted by.
const together = "together"

// signature is the cause of signatures that fail: whatever was measured of it, it
// is no accusation alone.
const signature = "signature"

// suspect reports whether the weight makes an item suspect.
func (w Weight) suspect() bool {
	kinds, against := 0, 1.0
	for _, l := range w.Lines {
		if l.LR <= suspectKind {
			kinds++
		}
		if l.LR <= suspectOne && l.Cause != signature {
			return true
		}
		if l.LR < 1 || l.Cause == together {
			against *= l.LR
		}
	}
	return kinds >= 2 && against <= suspectLR*(1+rounding)
}

// scale are the words for ratios, from each bound up to the next. ENFSI,
// Guideline for evaluative reporting (2015)
var scale = []struct {
	from float64
	word string
}{{1e6, "extremely strong"}, {1e4, "very strong"}, {1e3, "strong"}, {100, "moderately strong"}, {10, "moderate"}, {2, "weak"}}

// Support says a ratio in words: how strongly, and for what.
func Support(lr float64) string {
	side := "as it was sent"
	if lr < 1 {
		lr, side = 1/lr, "altered or made up"
	}
	for _, s := range scale {
		if lr >= s.from {
			return s.word + " support for " + side
		}
	}
	return "no support for either"
}
