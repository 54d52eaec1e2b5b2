package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"

	"assay/lab/score"
	"assay/weigh"
)

// writeUnits writes how many real items there are, how many of them are
// independent and how far a ratio can go for that; then what was found on them,
// with the places, so that each can be read.
func writeUnits(w io.Writer, real []realItem) error {
	var failed error
	line := func(format string, args ...any) {
		_, err := fmt.Fprintf(w, format+"\n", args...)
		failed = cmp.Or(failed, err)
	}
	line("class\titems\tunits\tfurthest ratio")
	for _, class := range weigh.Classes {
		items, units := tally(real, func(r realItem) bool { return r.Class == class })
		line("%s\t%d\t%d\t%.0f", class, items, units, max(1, float64(units)/3))
	}
	line("\ncorpus\titems\tunits")
	var names []string
	for _, r := range real {
		if !slices.Contains(names, r.corpus) {
			names = append(names, r.corpus)
		}
	}
	for _, name := range names {
		items, units := tally(real, func(r realItem) bool { return r.corpus == name })
		line("%s\t%d\t%d", name, items, units)
	}
	line("\nclass\tfinding\tfound\ttrials\tunits")
	var c score.Counts
	for _, r := range real {
		c.Authentic(r.Item)
	}
	for _, r := range c.Table().Rows() {
		line("%s\t%s\t%d\t%d\t%d", r.Class, r.ID, r.Authentic.Found, r.Authentic.Trials, r.Authentic.Units)
	}
	line("\nclass\tfinding\tcorpus\tfound on")
	for _, r := range real {
		for _, id := range r.Found() {
			line("%s\t%s\t%s\t%s", r.Class, id, r.corpus, r.Path)
		}
	}
	return failed
}

// tally counts the items that keep accepts, and their units.
func tally(real []realItem, keep func(realItem) bool) (items, units int) {
	seen := map[string]bool{}
	for _, r := range real {
		if keep(r) {
			items++
			seen[r.Unit] = true
		}
	}
	return items, len(slices.Collect(maps.Keys(seen)))
}
