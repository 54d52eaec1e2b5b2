package tell

import (
	"fmt"
	"strings"

	"assay/document"
)

// contentParts are the folders of a package in which its words stand. Programmes
// that file, label and sign documents write parts elsewhere.
var contentParts = []string{"word/", "xl/", "ppt/", "content.xml", "styles.xml", "meta.xml", "docProps/core.xml", "docProps/app.xml"}

// memberReplaced: whoever opens the package, changes one part and puts it back
// leaves the mark of his archiver on that part alone.
var memberReplaced = Tell{
	ID:    "office/member-replaced",
	Asks:  "Was a part of the package that holds content written by another programme than the others?",
	Rests: "APPNOTE 6.3 §4.4.2, §4.4.6: version made by, and time, of each member. A programme that saves a document writes all alike; of 310 real packages of Office Open XML the 19 in which one differs were changed by hand or by a library",
	Innocent: []string{"a document management that writes properties into the package", "a developer or a service who repaired or filled in one part",
		"a virus scanner or gateway that took something out"},
	Cause: Rewritten,
	Document: func(d *document.Document) Result {
		if _, _, ok := firstField(d, "zip made by"); !inPackage(d) || !ok {
			return NotApplicable()
		}
		var marks []Mark
		for _, f := range d.Fields {
			if f.Name != "member unlike the others" || !holdsContent(f.Value) {
				continue
			}
			marks = append(marks, Mark{
				Where:   f.Value,
				Why:     fmt.Sprintf("This part was put into the package by another programme or at another time than the most (%s).", strings.TrimPrefix(f.Where, "zip: ")),
				Recheck: "zipinfo FILE",
			})
		}
		return Of(marks)
	},
}

// holdsContent says whether a member is one that the programme itself writes when
// it saves.
func holdsContent(member string) bool {
	for _, p := range contentParts {
		if strings.HasPrefix(member, p) && !strings.Contains(member, "embeddings/") {
			return true
		}
	}
	return false
}
