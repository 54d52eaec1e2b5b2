package tell

import (
	"fmt"
	"strings"
	"time"

	"assay/document"
)

// zipTimes: programmes that write the time into the members of a package write it
// when they save.
var zipTimes = Tell{
	ID:    "office/zip-times",
	Asks:  "Was the package packed when the document says that it was last saved?",
	Rests: "APPNOTE 6.3 §4.4.6: time of each member; ODF 1.3 part 3 §4.3.7 and ECMA-376-2 §8: the time of the last saving",
	Innocent: []string{"a library or service that fills in a template and leaves its times", "a gateway, label or document management that packs documents again",
		"a converter that keeps the times of its source", "a document that was signed later"},
	Cause: Rewritten,
	Document: func(d *document.Document) Result {
		saved, ok := ownTime(d, document.Modified)
		if !ok || !inPackage(d) {
			return NotApplicable()
		}
		var marks []Mark
		applies := false
		for _, t := range d.Times {
			packed, read := momentOf(t)
			if t.What != document.Saved || !strings.HasPrefix(t.Where, "zip: ") || !read || packed.at.Year() <= firstYear || aside(t.Where) {
				continue
			}
			applies = true
			if by := packed.at.Sub(saved.at); by.Abs() > allZones+packSlack {
				marks = append(marks, Mark{
					Where:   t.Where,
					Why:     fmt.Sprintf("This part of the package was written at %s, %s %s than the document says that it was last saved (%s).", packed, apart(by), order(by), saved),
					Recheck: "zipinfo -T FILE, and " + recheckOffice(d, metaParts(d)),
				})
			}
		}
		if !applies {
			return NotApplicable()
		}
		return Of(marks)
	},
}

// packSlack is for savings that last.
const packSlack = time.Hour

// aside says whether the member that a place names is one that others write later
// by right: signatures and labels.
func aside(where string) bool {
	member := strings.TrimPrefix(where, "zip: ")
	for _, p := range []string{"META-INF/", "_xmlsignatures/", "docMetadata/", "customXml/"} {
		if strings.HasPrefix(member, p) {
			return true
		}
	}
	return false
}
