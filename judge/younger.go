package judge

import (
	"fmt"
	"time"

	"assay/corpus"
	"assay/document"
	"assay/examine"
	"assay/finding"
)

// youngerID is the finding on a document that names times after the mail in
// which it was sent.
const youngerID = "carried/younger"

// youngerCause is its cause.
const youngerCause = "younger-than-mail"

// grace is what clocks and times without a zone may be off.
const grace = 36 * time.Hour

// younger holds a document's own times against the mail that carries it: who
// swaps an attachment, or edits it after the theft, often leaves the time of
// that. It shows handling, and not that words were changed.
func (r *Record) younger(f *examine.Facts) {
	if f.Document == nil || r.CarriedBy == nil {
		return
	}
	sent, err := time.Parse(time.RFC3339, r.CarriedBy.Date)
	latest, at := lastTouched(f.Document)
	if err != nil || at.IsZero() {
		return
	}
	if !at.After(sent.Add(grace)) {
		r.Absent = append(r.Absent, youngerID)
		return
	}
	r.Findings = append(r.Findings, finding.Finding{
		ID: youngerID, Outcome: finding.Found, Says: finding.Neutral, Cause: youngerCause, Where: latest.Where,
		Why: fmt.Sprintf("It says that it was %s on %s, and the mail that carries it is dated %s: it stands in that mail since later, or one of the two times is wrong.",
			latest.What, at.Format("2006-01-02 15:04"), sent.Format(corpus.DateLayout)),
		Recheck:  "assay show " + r.CarriedBy.Item,
		Innocent: []string{"the clock of the machine on which it was saved ran ahead", "the mail's Date is wrong", "a programme that fetched or exported the mail wrote the document anew"},
	})
}

// lastTouched is the latest time at which the document says that it was made or
// changed.
func lastTouched(d *document.Document) (latest document.Time, at time.Time) {
	for _, t := range d.Times {
		if t.What != document.Created && t.What != document.Modified && t.What != document.Taken {
			continue
		}
		for _, layout := range []string{time.RFC3339Nano, document.Zoneless} {
			if parsed, err := time.Parse(layout, t.At); err == nil && parsed.After(at) {
				latest, at = t, parsed
			}
		}
	}
	return latest, at
}
