package tell

import (
	"fmt"

	"assay/document"
)

// changeTimes: tracked changes and comments bear the times at which they were made,
// deep in the text; whoever dates the document back forgets them.
var changeTimes = Tell{
	ID:    "office/change-times",
	Asks:  "Does a tracked change or comment bear a time after the last saving?",
	Rests: "ECMA-376-1 §17.13: w:date of changes and comments; ODF 1.3 part 3 §5.5.7, §14.1; [MS-DOC] §2.9.69. A change is in the file because the document was saved after it",
	Innocent: []string{"one of several writers whose clock was wrong", "a library that puts in comments or changes and leaves the times",
		"a document management that sets the time of the last saving"},
	Cause: DocumentTime,
	Document: func(d *document.Document) Result {
		saved, ok := ownTime(d, document.Modified)
		if !isOffice(d) || !ok {
			return NotApplicable()
		}
		var marks []Mark
		applies := false
		for _, t := range d.Times {
			made, read := momentOf(t)
			if t.What != document.Edited || !read || made.at.Year() <= firstYear {
				continue
			}
			applies = true
			if by := made.wall().Sub(saved.wall()); by > allZones {
				marks = append(marks, Mark{
					Where:   t.Where,
					Why:     fmt.Sprintf("This was made at %s, and the document says that it was last saved at %s, %s before.", made, saved, apart(by)),
					Recheck: recheckOffice(d, metaParts(d)) + ", and the dates of the changes",
				})
			}
		}
		if !applies {
			return NotApplicable()
		}
		return Of(marks)
	},
}
