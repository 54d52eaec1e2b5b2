package tell

import (
	"fmt"

	"assay/document"
)

// oleTimes: the container of a .doc, .xls or .ppt is written when the document is
// saved, and notes its own time.
var oleTimes = Tell{
	ID:    "office/ole-times",
	Asks:  "Was the container written before the document says that it was last saved?",
	Rests: "[MS-CFB] §2.6.1: the time of the root storage, in UTC; [MS-OSHARED] §2.3.3.2.1. Of 263 real documents in which both stand none has the container a day earlier; a quarter has it later, as reading in some programmes does that",
	Innocent: []string{"a programme that saves the text into the container of an older file", "a computer whose clock was set wrongly",
		"a document management that writes into the properties"},
	Cause: DocumentTime,
	Document: func(d *document.Document) Result {
		saved, ok := ownTime(d, document.Modified)
		root, written := momentAt(d, "root storage, modified")
		if !isOffice(d) || !ok || !written {
			return NotApplicable()
		}
		if by := saved.at.Sub(root.at); by > allZones {
			return Found(Mark{
				Where:   saved.Where,
				Why:     fmt.Sprintf("It says that it was last saved at %s, and its container was written at %s, %s before.", saved, root, apart(by)),
				Recheck: "exiftool -a -G1 FILE for the properties, oletimes FILE for the container",
			})
		}
		return Absent()
	},
}
