package tell

import (
	"fmt"
	"time"

	"assay/document"
)

const (
	// editSlack is by how much the time of editing may be longer than the document
	// is old. In 132 real documents of Word it is 4 minutes at most: time that is
	// counted before a document is saved under its name.
	editSlack = 30 * time.Minute
	// openSlack is how long a document may stay open before its first saving.
	openSlack = 7 * 24 * time.Hour
)

// editTime: Word counts how long a document was worked on, from the making on;
// whoever moves its dates forgets to move the count.
var editTime = Tell{
	ID:    "office/edit-time",
	Asks:  "Does the time of editing that Word counted fit between the making and the last saving?",
	Rests: "ECMA-376-1 §22.2.2.27 and [MS-OSHARED] §2.3.3.2.1: the total time of editing, which Word begins anew with a new document and a copy; a first saving is the end of the first editing",
	Innocent: []string{"a clock that was set while the document was open", "a library that fills in a template and sets one of the times",
		"a document management that sets the time of making"},
	Cause: DocumentTime,
	Document: func(d *document.Document) Result {
		made, ok1 := ownTime(d, document.Created)
		saved, ok2 := ownTime(d, document.Modified)
		took, where, ok3 := edited(d)
		if !byWord(d) || !ok1 || !ok2 || !ok3 {
			return NotApplicable()
		}
		span := saved.at.Sub(made.at)
		recheck := recheckOffice(d, metaParts(d))
		switch first, known := revisions(d); {
		case span >= 0 && took > span+editSlack:
			return Found(Mark{
				Where:   where,
				Why:     fmt.Sprintf("It was worked on for %s, and from its making (%s) to its last saving (%s) there are %s.", apart(took), made, saved, apart(span)),
				Recheck: recheck,
			})
		case known && first == 1 && span > took+openSlack:
			return Found(Mark{
				Where:   where,
				Why:     fmt.Sprintf("It was saved once and worked on for %s, and from its making (%s) to that saving (%s) there are %s.", apart(took), made, saved, apart(span)),
				Recheck: recheck,
			})
		}
		return Absent()
	},
}
