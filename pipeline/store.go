package pipeline

import (
	"errors"
	"fmt"
	"strings"

	"assay/casefile"
	"assay/examine"
	"assay/finding"
	"assay/item"
)

// store gathers the items of one unit.
type store struct {
	r     *Reader
	items []casefile.Item
	first item.Digest // of the unit itself
	count int
}

func (s *store) add(it examine.Item) error {
	facts, err := it.Facts.JSON()
	if err != nil {
		return fmt.Errorf("%s: %w", it.Locator, err)
	}
	if s.count == 0 {
		s.first = it.Digest
	}
	s.count++
	f := &it.Facts
	place := casefile.Place{Path: it.Locator.String(), Depth: len(it.Locator.Steps)}
	if parent, ok := it.Locator.Parent(); ok {
		place.Parent = parent.String()
	}
	if f.Kind == item.Unreadable {
		s.r.Unread(Unread{place.Path, Why(f.Findings)})
	}
	s.items = append(s.items, casefile.Item{
		Digest: it.Digest, IDOf: it.IDOf, Kind: f.Kind, Size: f.Size,
		Subject: f.Subject, From: f.From, MessageID: f.MessageID, Date: f.Date,
		To: it.To, Text: it.Text, Facts: facts, Place: place,
	})
	if len(s.items) < flushItems {
		return nil
	}
	items := s.items
	s.items = nil
	return s.r.put(casefile.Part{Items: items})
}

// put stores a part. An item that brings more than a case takes is stored as
// one that could not be read, and costs no other.
func (r *Reader) put(p casefile.Part) error {
	err := r.Case.Put(p)
	if !errors.Is(err, casefile.ErrTooLarge) {
		return err
	}
	for i := range p.Items {
		it := &p.Items[i]
		if it.Bytes() <= casefile.MaxItem {
			continue
		}
		f := examine.Facts{Kind: item.Unreadable, Size: it.Size, Findings: []finding.Finding{{
			ID: "source/bound", Outcome: finding.CouldNotRun, Says: finding.Neutral, Where: "the whole item",
			Why:     fmt.Sprintf("What is to be said of it takes more than the %d bytes that a case has for one item.", casefile.MaxItem),
			Recheck: "examine it by itself with assay check",
		}}}
		facts, err := f.JSON()
		if err != nil {
			return err
		}
		*it = casefile.Item{Digest: item.Sum([]byte(it.Place.Path)), IDOf: item.IDOfLocator, Kind: item.Unreadable, Size: it.Size, Facts: facts, Place: it.Place}
		r.Unread(Unread{it.Place.Path, Why(f.Findings)})
	}
	return r.Case.Put(p)
}

// Why is the reason that an unreadable item gives, in one line.
func Why(findings []finding.Finding) string {
	if len(findings) == 0 {
		return "no reason is known"
	}
	f := findings[0]
	if f.ID == "source/not-read" { // there the way to recheck is the way to read it
		return strings.TrimSuffix(f.Why, ".") + ": " + f.Recheck
	}
	return f.Why
}
