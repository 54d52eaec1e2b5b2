package weigh

import (
	"fmt"
	"math"

	"assay/finding"
)

// Neutral is the ratio up to which a finding is taken to tell nothing: support
// begins at 2. ENFSI, Guideline for evaluative reporting (2015)
const Neutral = 1.0 / 2

// Apply gives the findings of tells among list their ratio and direction.
// absent are the tells that ran and found nothing. Two findings may be added:
// that no tell found anything, or what several causes are discounted by.
func (t *Table) Apply(class Class, list []finding.Finding, absent []string) []finding.Finding {
	silent, causes := true, map[string]bool{}
	for i := range list {
		f := &list[i]
		if f.Cause == "" || f.Outcome != finding.Found {
			continue
		}
		silent = false
		row, ok := t.Row(class, f.ID)
		if !ok {
			continue
		}
		lr := min(row.LR(), 1) // what was looked for and found never speaks for an item
		f.LR, f.Says = &lr, finding.Neutral
		if lr <= Neutral {
			f.Says = finding.Contradicts
			causes[f.Cause] = true
		}
	}
	if row, ok := t.Row(class, Nothing); ok && silent && len(absent) > 0 {
		list = append(list, nothing(row, len(absent)))
	}
	if factor := t.pairs[class].Factor(); len(causes) > 1 && factor > 1 {
		list = append(list, together(factor, len(causes)))
	}
	return list
}

func nothing(row Row, ran int) finding.Finding {
	lr := max(row.LR(), 1)
	f := finding.Finding{ID: Nothing, Outcome: finding.Absent, Says: finding.Neutral, LR: &lr, Cause: "nothing-found", Where: "the whole item",
		Why:     fmt.Sprintf("Checks that could run: %d; none found a trace. Whoever takes care leaves none, so this speaks against careless changes alone.", ran),
		Recheck: "assay tells"}
	if lr >= 1/Neutral {
		f.Says = finding.Supports
	}
	return f
}

func together(factor float64, causes int) finding.Finding {
	lr := math.Pow(factor, float64(causes-1))
	return finding.Finding{ID: Together, Outcome: finding.Found, Says: finding.Supports, LR: &lr, Cause: "together", Where: "the whole item",
		Why:     fmt.Sprintf("Traces of %d causes were found. On authentic items two stand together %.2g times as often as by chance, since careless programmes leave several; each further cause is discounted by that.", causes, factor),
		Recheck: "assay tells"}
}
