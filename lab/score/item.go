// Package score holds the conclusions of a case against the truth: what of the
// forged was found, by technique and skill; which authentic items were accused,
// and which forged ones trusted; and how good the likelihood ratios are. It
// also counts what the ratios are made of.
//
// What it cannot say is how often forgeries of the world look like those of the
// lab. Its figures for authentic items from real mail stand by themselves; those
// for forged items are as good as the lab is.
package score

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"assay/casefile"
	"assay/conclude"
	"assay/finding"
	"assay/item"
	"assay/judge"
	"assay/lab/forge"
	"assay/lab/label"
	"assay/weigh"
)

// Item is one item of a case as scoring sees it.
type Item struct {
	Digest string
	Class  weigh.Class
	// Unit is what makes trials independent: the author's address of a mail, the
	// author and the software of a document.
	Unit     string
	Findings []finding.Finding // those that a conclusion is drawn from, without their words
	Absent   []string
	Path     string // one of its places
}

// Read reads the items of a case that can be weighed: mail, and documents that
// were read.
func Read(v *casefile.View, visit func(*Item) error) error {
	return v.List(casefile.Filter{}, func(row casefile.Row) error {
		if row.Record == nil {
			return fmt.Errorf("%v is read and not judged yet: run the same assay run again", row.Paths)
		}
		r, err := judge.ReadRecord(row.Record)
		if err != nil {
			return err
		}
		if r.Kind != item.Mail && (r.Document == nil || r.Document.Document == nil) {
			return nil
		}
		return visit(itemOf(r, row.Paths))
	})
}

func itemOf(r *judge.Record, paths []string) *Item {
	it := &Item{Digest: r.Item, Class: weigh.Mail, Unit: r.From, Absent: r.Absent}
	if len(paths) > 0 {
		it.Path = paths[0]
	}
	if len(r.Authors) > 0 {
		it.Unit = r.Authors[0]
	}
	if r.Kind != item.Mail {
		d := r.Document
		it.Class = weigh.ClassOf(false, string(d.Kind), d.Format)
		it.Unit = d.Author()
		for _, s := range d.Software {
			it.Unit += "|" + s.Name
		}
		if it.Unit == "" { // it says nothing of who made it, or with what: one trial by itself
			it.Unit = r.Item
		}
	}
	for _, f := range r.Findings {
		if f.ID != weigh.Nothing && f.ID != weigh.Together && (f.Basis != finding.NoBasis || f.Cause != "") {
			f.LR, f.Where, f.Why, f.Recheck, f.Patch, f.Innocent, f.Claim = nil, "", "", "", "", nil, ""
			it.Findings = append(it.Findings, f)
		}
	}
	return it
}

// Found are the IDs of the tells that found something, each once.
func (it *Item) Found() (ids []string) {
	seen := map[string]bool{}
	for _, f := range it.Findings {
		if f.Cause != "" && f.Outcome == finding.Found && !seen[f.ID] {
			seen[f.ID] = true
			ids = append(ids, f.ID)
		}
	}
	return ids
}

// Conclude draws the conclusion anew, by the weights of a table.
func (it *Item) Conclude(t *weigh.Table) conclude.Conclusion {
	list := append([]finding.Finding(nil), it.Findings...)
	return conclude.Of("", t.Apply(it.Class, list, it.Absent))
}

// LR is what the tells come to by a table; 1 where none could run.
func (it *Item) LR(t *weigh.Table) float64 {
	w, ok := conclude.Weigh(t.Apply(it.Class, append([]finding.Finding(nil), it.Findings...), it.Absent))
	if !ok {
		return 1
	}
	return w.LR
}

// Labels reads a file of labels, by the digest of the item. Where an item has
// several, such as a picture that stands in many mails, one that is not authentic
// goes before.
func Labels(r io.Reader) (map[string]label.Label, error) {
	labels := map[string]label.Label{}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		var l label.Label
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil || !strings.HasPrefix(l.Item, "sha256:") {
			return nil, fmt.Errorf("labels, line %d: %q is no label (%v)", n, lines.Text(), err)
		}
		if before, ok := labels[l.Item]; !ok || before.Truth == label.Authentic {
			labels[l.Item] = l
		}
	}
	return labels, lines.Err()
}

// Traced reports whether a forging left a trace in the item itself that an
// examiner could point at. A signature that no longer fits is none, and neither
// is what much innocent mail has.
func Traced(l label.Label) bool { return len(forge.Single(l.Traces)) > 0 }
