package tell

import (
	"fmt"

	"assay/document"
)

// pdfRevised: a PDF that was changed by adding to it keeps what it was.
var pdfRevised = Tell{
	ID:       "pdf/revised",
	Asks:     "Does the file keep a former state in which a reader saw something else?",
	Rests:    "ISO 32000-2 §7.5.6: incremental updates",
	Innocent: []string{"a form that was filled in, or a document that was marked up and saved", "an editor that saves by adding, as many do", "a stamp or number that a registry put on the pages"},
	Cause:    Rewritten,
	Document: func(d *document.Document) Result {
		if d.Format != "pdf" || len(d.Signed) > 0 { // what came after a signature is told with it
			return NotApplicable()
		}
		seen, first, last := 0, document.Change{}, 0
		for i, r := range d.Revisions {
			for _, c := range r.Changes {
				if c.Weight == document.Visible || c.Weight == document.Hidden {
					if seen++; seen == 1 {
						first = c
					}
					last = i
				}
			}
		}
		if seen == 0 {
			return Absent()
		}
		before, after := d.Revisions[last-1], d.Revisions[last]
		return Found(Mark{
			Where: fmt.Sprintf("revision %d, byte %d", after.Number, before.Length),
			Why: fmt.Sprintf("The file keeps %d former states, and %d changes between them are such that a reader sees something else; the first of them: %s (%s). Its first %d bytes are a whole file as it was%s.",
				len(d.Revisions)-1, seen, first.What, first.Where, before.Length, dated(before)),
			Recheck: fmt.Sprintf("head -c %d FILE > former.pdf, and look at both", before.Length),
		})
	},
}

// dated says what time a state gives itself.
func dated(r document.Revision) string {
	if m, ok := momentAt(&document.Document{Times: r.Times}, infoModified, infoCreated); ok {
		return fmt.Sprintf(", dated %s by itself", m)
	}
	return ""
}
