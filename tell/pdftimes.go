package tell

import (
	"fmt"

	"assay/document"
)

// pdfTimes: whoever writes an older date over one of a document's times forgets
// the others.
var pdfTimes = Tell{
	ID:       "pdf/times",
	Asks:     "Was the document changed before it was made, as its own dates have it?",
	Rests:    "ISO 32000-2 §14.3.3: CreationDate and ModDate; ISO 16684-1 §8.3: CreateDate, ModifyDate, MetadataDate",
	Innocent: []string{"a computer whose clock was set wrongly", "a converter that takes the date of its source for one of the two"},
	Cause:    DocumentTime,
	Document: func(d *document.Document) Result {
		if d.Format != "pdf" {
			return NotApplicable()
		}
		return backwards(d, "exiftool -a -G1 -time:all FILE", []twoTimes{
			{infoCreated, infoModified}, {xmpCreated, xmpModified}, {xmpCreated, xmpMetadata},
		})
	},
}

// twoTimes names the places of two times of which the second is not the earlier.
type twoTimes struct{ first, second string }

// backwards finds times that stand in the wrong order.
func backwards(d *document.Document, recheck string, orders []twoTimes) Result {
	var marks []Mark
	applies := false
	for _, o := range orders {
		first, ok1 := momentAt(d, o.first)
		second, ok2 := momentAt(d, o.second)
		if !ok1 || !ok2 {
			continue
		}
		applies = true
		if by := second.apart(first); by < 0 {
			marks = append(marks, Mark{
				Where:   o.second,
				Why:     fmt.Sprintf("%s is %s, and %s is %s, %s later. Nothing is changed before it is made.", o.second, second, o.first, first, apart(by)),
				Recheck: recheck,
			})
		}
	}
	if !applies {
		return NotApplicable()
	}
	return Of(marks)
}
