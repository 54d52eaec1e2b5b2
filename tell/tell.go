// Package tell holds the tells: forensic checks that need one item only. Each
// stands in a file of its own and in one line of the table, has a labelled pair
// of samples in testdata, and names its innocent explanations.
//
// A tell says what it sees, not what it means: how much more often it is found
// in items that somebody altered is measured elsewhere, on labelled leaks, and
// until then it weighs nothing. It depends on the item's bytes alone.
//
// What no tell can show: that an item is authentic. Whoever changes everything
// that agrees with each other leaves nothing to find.
package tell

import (
	"slices"

	"assay/document"
	"assay/finding"
)

// Tell is one check.
type Tell struct {
	ID       string   // area and name, such as mail/weekday
	Asks     string   // what it looks for, one sentence
	Rests    string   // the section of the specification, or the observation, that it rests on
	Innocent []string // what else explains it: one clause each, lower case, no full stop
	// Cause names what would make it found; tells of one cause depend on each
	// other and are weighed once.
	Cause Cause

	// One or two of these are set: what the tell reads.
	Mail     func(*Mail) Result
	Document func(*document.Document) Result
}

// Result is how a check ended; the zero Result says that it does not apply.
type Result struct {
	outcome finding.Outcome
	marks   []Mark
}

// Mark is one place where a tell found what it looks for.
type Mark struct {
	Where   string // in the item's own terms: "Date at byte 312", "Info /ModDate"
	Why     string // one or two sentences for a person, with both values that disagree
	Recheck string // how to check it without assay
}

// Absent says that the check ran and found nothing.
func Absent() Result { return Result{outcome: finding.Absent} }

// NotApplicable says that the item holds nothing that the check could look at.
func NotApplicable() Result { return Result{outcome: finding.NotApplicable} }

// Found says what was found, the most telling first.
func Found(marks ...Mark) Result { return Result{finding.Found, marks} }

// Of is Found, or Absent where there are no marks.
func Of(marks []Mark) Result {
	if len(marks) == 0 {
		return Absent()
	}
	return Found(marks...)
}

// maxMarks bounds the findings of one tell on one item: further places of the
// same kind tell nothing new.
const maxMarks = 3

// Report is what all tells say of one item.
type Report struct {
	Findings []finding.Finding // what was found, in the order of the table
	Absent   []string          // IDs of the tells that ran and found nothing
}

func (r *Report) add(t *Tell, result Result) {
	switch result.outcome {
	case finding.Absent:
		if !slices.Contains(r.Absent, t.ID) {
			r.Absent = append(r.Absent, t.ID)
		}
	case finding.Found:
		for _, m := range result.marks[:min(len(result.marks), maxMarks)] {
			r.Findings = append(r.Findings, finding.Finding{
				ID: t.ID, Outcome: finding.Found, Says: finding.Neutral, // until it is weighed
				Where: m.Where, Why: m.Why, Recheck: m.Recheck, Cause: string(t.Cause), Innocent: t.Innocent,
			})
		}
	}
}

// OfMail runs every tell of mail.
func OfMail(m *Mail) Report {
	var r Report
	for i := range Table {
		if t := &Table[i]; t.Mail != nil {
			r.add(t, t.Mail(m))
		}
	}
	return r
}

// OfDocument runs every tell of documents.
func OfDocument(d *document.Document) Report {
	var r Report
	for i := range Table {
		if t := &Table[i]; t.Document != nil {
			r.add(t, t.Document(d))
		}
	}
	return r
}
