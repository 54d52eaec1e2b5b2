package score

import (
	"assay/finding"
	"assay/judge"
	"assay/tell"
	"assay/weigh"
)

// pairs counts on authentic items how often traces of two causes stand together,
// and how often they would if causes were independent. Findings that weigh
// nothing by the table do not count.
func (c *Counts) pairs(t *weigh.Table) map[weigh.Class]weigh.Pairs {
	causes := causesOfTells()
	tried, found := map[weigh.Class]map[string]float64{}, map[weigh.Class]map[string]float64{}
	for _, it := range c.real {
		if tried[it.Class] == nil {
			tried[it.Class], found[it.Class] = map[string]float64{}, map[string]float64{}
		}
		marked, could := it.causes(t, causes)
		for cause := range could {
			tried[it.Class][cause]++
		}
		for cause := range marked {
			found[it.Class][cause]++
		}
	}
	sums := map[weigh.Class]weigh.Pairs{}
	for _, it := range c.real {
		marked, could := it.causes(t, causes)
		p := sums[it.Class]
		p.Observed += float64(len(marked)*(len(marked)-1)) / 2
		sum, squares := 0.0, 0.0
		for cause := range could {
			rate := found[it.Class][cause] / tried[it.Class][cause]
			sum, squares = sum+rate, squares+rate*rate
		}
		p.Expected += (sum*sum - squares) / 2 // the sum over pairs of the products of their rates
		sums[it.Class] = p
	}
	return sums
}

// causes are the causes of which traces were found on an item that weigh
// something, and those of which some could have been.
func (it *Item) causes(t *weigh.Table, of map[string]string) (marked, could map[string]bool) {
	marked, could = map[string]bool{}, map[string]bool{}
	for _, id := range it.Absent {
		if cause, ok := of[id]; ok {
			could[cause] = true
		}
	}
	for _, f := range it.Findings {
		if f.Cause == "" || f.Outcome != finding.Found {
			continue
		}
		could[f.Cause] = true
		if row, ok := t.Row(it.Class, f.ID); ok && row.LR() <= weigh.Neutral {
			marked[f.Cause] = true
		}
	}
	return marked, could
}

// causesOfTells are the causes of all that is weighed, by IDs.
func causesOfTells() map[string]string {
	m := judge.Causes()
	for i := range tell.Table {
		m[tell.Table[i].ID] = string(tell.Table[i].Cause)
	}
	return m
}
