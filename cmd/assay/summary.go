package main

import (
	"errors"
	"fmt"

	"assay/casefile"
	"assay/item"
	"assay/pipeline"
	"assay/report"
)

// summary prints what the case holds.
func (s *system) summary(v *casefile.View, dir string) error {
	counts, err := v.Counts()
	if err != nil {
		return err
	}
	var list []report.Count
	for _, c := range counts {
		list = append(list, report.Count{Kind: string(c.Kind), Conclusion: c.Conclusion, Items: c.Items})
	}
	if len(list) == 0 {
		_, err := fmt.Fprintln(s.stdout, "  nothing was found in the leak")
		return err
	}
	look, err := pipeline.Look(v)
	if err != nil {
		return err
	}
	err = errors.Join(report.Summary(s.stdout, list, s.outStyle), report.Undecided(s.stdout, look.Undecided, s.outStyle))
	if look.Repaired > 0 {
		fmt.Fprintf(s.stdout, "\n  mail verified or corroborated once known damage is undone: %d\n", look.Repaired)
	}
	if n := len(look.Keyless); n > 0 {
		fmt.Fprintf(s.stdout, "\n  keys not at hand, with which more could be said: %d (assay keys list%s --missing)\n", n, caseArg(dir))
	}
	if n := unreadable(counts); n > 0 {
		fmt.Fprintf(s.stdout, "\n  items that could not be read: %d, listed as unreadable, each with the reason\n", n)
	}
	fmt.Fprintf(s.stdout, "\n  assay ls%s lists them, assay show%s ITEM shows one with its evidence\n", caseArg(dir), caseArg(dir))
	return err
}

func unreadable(counts []casefile.Count) (n int64) {
	for _, c := range counts {
		if c.Kind == item.Unreadable {
			n += c.Items
		}
	}
	return n
}

// nameUnreadable names every item of the case that could not be read, unless
// this run has named them all when it met them.
func (s *system) nameUnreadable(v *casefile.View, named int64) error {
	counts, err := v.Counts()
	if n := unreadable(counts); err != nil || n == 0 || n <= named {
		s.failed = s.failed || n > 0
		return err
	}
	return v.List(casefile.Filter{Kind: item.Unreadable}, func(row casefile.Row) error {
		r, err := pipeline.Record(row)
		if err == nil {
			s.nameUnread(r)
		}
		return err
	})
}
