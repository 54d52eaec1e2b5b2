package tell

import (
	"fmt"
	"time"

	"assay/document"
)

// clockSetBack is how much older a later state may be by its date: of the real files
// at hand, one was saved on a computer whose clock was 54 minutes behind another's.
const clockSetBack = 24 * time.Hour

// pdfRevisionTime: what was added later was not saved earlier.
var pdfRevisionTime = Tell{
	ID:       "pdf/revision-time",
	Asks:     "Is a later state of the file older than the one before by its own dates, or changed under the same date?",
	Rests:    "ISO 32000-2 §7.5.6, §14.3.3: a saving that changes the content sets ModDate",
	Innocent: []string{"a library that adds pages, stamps or fields and leaves the dates alone", "a computer whose clock was set back"},
	Cause:    DocumentTime,
	Document: func(d *document.Document) Result {
		var marks []Mark
		applies := false
		for i := 1; i < len(d.Revisions); i++ {
			r := d.Revisions[i]
			before, ok1 := stateChanged(d.Revisions[i-1])
			after, ok2 := stateChanged(r)
			if !ok1 || !ok2 {
				continue
			}
			applies = true
			why := ""
			if by := after.apart(before); by < -clockSetBack {
				why = fmt.Sprintf("State %d of the file is dated %s, and state %d, which it was added to, %s: %s later.", r.Number, after, r.Number-1, before, lasting(by))
			} else if worst := document.Worst(r.Changes); len(d.Signed) == 0 && after.At == before.At && (worst == document.Visible || worst == document.Hidden) {
				why = fmt.Sprintf("State %d of the file shows a reader something else than state %d, and both are dated %s.", r.Number, r.Number-1, after)
			}
			if why != "" {
				length := d.Revisions[i-1].Length
				marks = append(marks, Mark{fmt.Sprintf("revision %d, byte %d", r.Number, length), why, fmt.Sprintf("head -c %d FILE > former.pdf; exiftool -time:all former.pdf FILE", length)})
			}
		}
		if !applies {
			return NotApplicable()
		}
		return Of(marks)
	},
}

// stateChanged is when a state of the file says that it was last changed.
func stateChanged(r document.Revision) (moment, bool) {
	return momentAt(&document.Document{Times: r.Times}, infoModified)
}
