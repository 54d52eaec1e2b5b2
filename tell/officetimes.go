package tell

import (
	"fmt"

	"assay/document"
)

// officeTimes: whoever writes an older date over one of a document's times
// forgets the others.
var officeTimes = Tell{
	ID:    "office/times",
	Asks:  "Was the document last saved before it was made, or printed after it was last saved?",
	Rests: "ECMA-376-2 §8: created, modified, lastPrinted; ODF 1.3 part 3 §4.3; [MS-OSHARED] §2.3.3.2.1; RTF 1.9.1, information group. A printing is noted when the document is saved",
	Innocent: []string{"a computer whose clock was set wrongly", "a library that copies one of the times from a template",
		"a document management that sets one of the times"},
	Cause: DocumentTime,
	Document: func(d *document.Document) Result {
		made, ok1 := ownTime(d, document.Created)
		saved, ok2 := ownTime(d, document.Modified)
		printed, ok3 := ownTime(d, document.Printed)
		if !isOffice(d) || !ok2 || !ok1 && !ok3 {
			return NotApplicable()
		}
		var marks []Mark
		recheck := recheckOffice(d, metaParts(d))
		if by := saved.apart(made); ok1 && by < 0 {
			marks = append(marks, Mark{
				Where:   saved.Where,
				Why:     fmt.Sprintf("It says that it was last saved at %s, and made at %s, %s later.", saved, made, apart(by)),
				Recheck: recheck,
			})
		}
		if by := printed.apart(saved); ok3 && by > allZones {
			marks = append(marks, Mark{
				Where:   printed.Where,
				Why:     fmt.Sprintf("It says that it was printed at %s, and last saved at %s, %s before: the printing would have been noted by a later saving only.", printed, saved, apart(by)),
				Recheck: recheck,
			})
		}
		return Of(marks)
	},
}
