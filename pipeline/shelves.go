package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"assay/casefile"
	"assay/examine"
	"assay/item"
	"assay/judge"
	"assay/sign"
)

// RepairCase looks, in the leak itself, for the messages that failing
// signatures were made of, wherever a key of the case could confirm one. What
// was searched before under the same keys is not searched again. missing
// counts mails that are no longer where they were read.
func RepairCase(ctx context.Context, c *casefile.Case, r *Repairer) (missing int, err error) {
	if err := c.Flush(); err != nil {
		return 0, err
	}
	work := repairs{Repairer: r, shelf: writtenShelf{caseShelf{c.View}, c}}
	return work.run(ctx)
}

// caseShelf is a case to read from.
type caseShelf struct{ v *casefile.View }

// writtenShelf is the shelf of a case.
type writtenShelf struct {
	caseShelf
	c *casefile.Case
}

func (s caseShelf) Signed(visit func(item.Digest, *examine.Signed, string) error) error {
	return s.v.Mails(func(m casefile.Mail) error {
		f, ok, err := examine.ReadSigned(m.Facts)
		if err != nil {
			return fmt.Errorf("item %s: %w", m.Digest, err)
		}
		if !ok {
			return nil
		}
		return visit(m.Digest, &f, m.Path)
	})
}

func (s caseShelf) People(visit func([]string) error) error {
	return s.v.Mails(func(m casefile.Mail) error {
		people, err := examine.ReadPeople(m.Facts)
		if err != nil {
			return fmt.Errorf("item %s: %w", m.Digest, err)
		}
		return visit(people)
	})
}

func (s caseShelf) Files(visit func(string) error) error { return s.v.Files(visit) }

func (s caseShelf) Attempts(visit func(item.Digest, attempt) error) error {
	return s.v.Repairs(func(r casefile.Repair) error {
		var a attempt
		if err := json.Unmarshal(r.Outcome, &a); err != nil {
			return fmt.Errorf("outcome of a repair of %s: %w", r.Digest, err)
		}
		return visit(r.Digest, a)
	})
}

func (s writtenShelf) Keep(list map[item.Digest]attempt) error {
	rows := make([]casefile.Repair, 0, len(list))
	for _, d := range sortedDigests(list) {
		a := list[d]
		b, err := json.Marshal(&a)
		if err != nil {
			return fmt.Errorf("outcome of a repair of %s: %w", d, err)
		}
		rows = append(rows, casefile.Repair{Digest: d, Outcome: b})
	}
	return s.c.PutRepairs(rows)
}

// readMended reads what is judged of an outcome; nil for none.
func readMended(outcome []byte) (*judge.Mended, error) {
	if outcome == nil {
		return nil, nil
	}
	var a attempt
	if err := json.Unmarshal(outcome, &a); err != nil {
		return nil, fmt.Errorf("outcome of a repair: %w", err)
	}
	return &a.Mended, nil
}

// Repair does for a check what RepairCase does for a case.
func (all *Checked) Repair(ctx context.Context, lookup sign.Lookup, workers int) error {
	r := &Repairer{
		Keys: lookup, Roots: all.roots, Examiner: all.reader, Workers: workers,
		Begin: func(int, int) {}, Step: func() {},
	}
	work := repairs{Repairer: r, shelf: &checkShelf{all, map[item.Digest]attempt{}}}
	if _, err := work.run(ctx); err != nil {
		return err
	}
	return work.shelf.Attempts(all.added.count)
}

// checkShelf is the shelf of a check: memory.
type checkShelf struct {
	all      *Checked
	attempts map[item.Digest]attempt
}

func (s *checkShelf) Signed(visit func(item.Digest, *examine.Signed, string) error) error {
	return s.mails(func(d item.Digest, c *checked) error {
		return visit(d, &examine.Signed{Authors: c.Facts.Authors, Sign: c.Facts.Sign}, slices.Min(c.paths))
	})
}

func (s *checkShelf) People(visit func([]string) error) error {
	return s.mails(func(_ item.Digest, c *checked) error {
		return visit(slices.Concat(c.Facts.Authors, c.Facts.Recipients))
	})
}

// inDocument reports whether the item at a path stands in a document.
func (s *checkShelf) inDocument(at string) bool {
	l, err := item.ParseLocator(at)
	if err != nil {
		return false
	}
	parent, ok := l.Parent()
	around := s.all.byPath[parent.String()]
	return ok && around != nil && around.Facts.Kind == item.Document
}

func (s *checkShelf) Files(visit func(string) error) error {
	var paths []string
	for _, c := range s.all.items {
		for _, p := range c.paths {
			if c.Facts.Kind == item.Document && !strings.Contains(p, "#") && !s.inDocument(p) {
				paths = append(paths, p)
			}
		}
	}
	slices.Sort(paths)
	for _, p := range paths {
		if err := visit(p); err != nil {
			return err
		}
	}
	return nil
}

// mails calls visit for every mail, in the order of digests.
func (s *checkShelf) mails(visit func(item.Digest, *checked) error) error {
	mails := map[item.Digest]*checked{}
	for id, c := range s.all.items {
		if c.Facts.Kind == item.Mail {
			mails[id.digest] = c
		}
	}
	for _, d := range sortedDigests(mails) {
		if err := visit(d, mails[d]); err != nil {
			return err
		}
	}
	return nil
}

func (s *checkShelf) Attempts(visit func(item.Digest, attempt) error) error {
	for _, d := range sortedDigests(s.attempts) {
		if err := visit(d, s.attempts[d]); err != nil {
			return err
		}
	}
	return nil
}

func (s *checkShelf) Keep(list map[item.Digest]attempt) error {
	for d, a := range list {
		s.attempts[d] = a
		s.all.items[identity{d, item.IDOfBytes}].mended = &a.Mended
	}
	return nil
}
