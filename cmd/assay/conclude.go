package main

import (
	"fmt"
	"os"
	"time"

	"assay/casefile"
	"assay/examine"
	"assay/item"
	"assay/pipeline"
)

// examine reads and judges.
func (s *system) examine(store *casefile.Case, paths []string, resume, repairs bool, began time.Time) error {
	p := s.newProgress("reading", sizeOf(paths))
	r := &pipeline.Reader{Case: store, Workers: s.workers, Resume: resume, Clock: s.now, Progress: p.add, Unread: p.unread, Documents: s.reader}
	for _, path := range paths {
		root, err := rootOf(store, path)
		if err == nil {
			err = r.Read(s.ctx, root)
		}
		if err != nil {
			p.end()
			return err
		}
	}
	p.end()
	if !repairs {
		return s.judge(store, began)
	}
	return s.conclude(store, began)
}

// conclude looks for the signed messages behind failing signatures, and judges
// what is due.
func (s *system) conclude(store *casefile.Case, began time.Time) error {
	if err := s.repair(store); err != nil {
		return err
	}
	return s.judge(store, began)
}

// repair searches the leak for what can be repaired. A leak that is not where
// it was is no failure: what was concluded of it still stands.
func (s *system) repair(store *casefile.Case) error {
	roots, err := store.Roots()
	if err != nil {
		return err
	}
	lookup, err := pipeline.Lookup(store.View)
	if err != nil {
		return err
	}
	reader, end, err := s.documents() // mail can stand in documents; no child is started before one is met
	if err != nil {
		return err
	}
	defer end()
	p := s.newProgress("repairing", 0)
	r := &pipeline.Repairer{Keys: lookup, Examiner: &examine.Examiner{Spool: store.CacheDir(), Documents: reader}, Workers: s.workers}
	for _, root := range roots {
		if _, err := os.Stat(root.Path); err == nil {
			r.Roots = append(r.Roots, pipeline.Root{Path: root.Path, Locator: item.Locator{Root: root.Base, Nth: root.Nth}})
		}
	}
	r.Begin = func(round, mails int) {
		p.end()
		p = s.newProgress(fmt.Sprintf("repairing, round %d", round), 0)
		p.totalItems = int64(mails)
	}
	r.Step = func() { p.add(pipeline.Progress{Items: 1}) }
	missing, err := pipeline.RepairCase(s.ctx, store, r)
	p.end()
	if missing > 0 {
		fmt.Fprintf(s.stderr, "assay: note: %d mails have failing signatures that the keys at hand could confirm, and are not where they were read: they were not searched for repairs\n", missing)
	}
	return err
}

// judge judges what is due.
func (s *system) judge(store *casefile.Case, began time.Time) error {
	pending, err := store.Pending()
	if err != nil {
		return err
	}
	p := s.newProgress("judging", 0)
	p.totalItems = pending
	defer p.end()
	return pipeline.JudgeCase(s.ctx, store, s.workers, began, func() { p.add(pipeline.Progress{Items: 1}) })
}
