package score

import (
	"assay/weigh"
)

// Counts are what ratios are made of: on how many items each tell could run,
// and found something.
type Counts struct {
	sides map[weigh.Class]map[string]*[2]side
	real  []*Item // those that are as they were sent
}

type side struct {
	trials, found int
	units         map[string]bool
}

// The two sides of a ratio.
const (
	authentic = 0
	forged    = 1
)

// Authentic counts an item that is as it was sent.
func (c *Counts) Authentic(it *Item) {
	c.add(it, authentic, it.Unit)
	c.real = append(c.real, it)
}

// Forged counts an item that a forging left traces in; act names the forging,
// so that the items of one count as one trial.
func (c *Counts) Forged(it *Item, act string) { c.add(it, forged, act) }

func (c *Counts) add(it *Item, which int, unit string) {
	found := it.Found()
	for _, id := range it.Absent {
		c.trial(it.Class, id, which, unit, false)
	}
	for _, id := range found {
		c.trial(it.Class, id, which, unit, true)
	}
	if len(found)+len(it.Absent) > 0 {
		c.trial(it.Class, weigh.Nothing, which, unit, len(found) == 0)
	}
}

func (c *Counts) trial(class weigh.Class, id string, which int, unit string, found bool) {
	if c.sides == nil {
		c.sides = map[weigh.Class]map[string]*[2]side{}
	}
	if c.sides[class] == nil {
		c.sides[class] = map[string]*[2]side{}
	}
	both := c.sides[class][id]
	if both == nil {
		both = &[2]side{{units: map[string]bool{}}, {units: map[string]bool{}}}
		c.sides[class][id] = both
	}
	s := &both[which]
	s.trials++
	s.units[unit] = true
	if found {
		s.found++
	}
}

// Table makes the table of weights of what was counted. Sides that were never
// tried stay: they say that nothing is known.
func (c *Counts) Table() *weigh.Table {
	var rows []weigh.Row
	for class, ids := range c.sides {
		for id, both := range ids {
			rows = append(rows, weigh.Row{Class: class, ID: id, Authentic: both[authentic].sum(), Forged: both[forged].sum()})
		}
	}
	t := weigh.New(rows)
	for class, pairs := range c.pairs(t) {
		t.SetPairs(class, pairs)
	}
	return t
}

func (s *side) sum() weigh.Side {
	return weigh.Side{Trials: s.trials, Found: s.found, Units: len(s.units)}
}
