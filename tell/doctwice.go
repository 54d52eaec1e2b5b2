package tell

import (
	"fmt"
	"strings"
	"time"

	"assay/document"
)

// dopPrefix begins the places of the times that Word writes into the document
// itself.
const dopPrefix = "DOP "

const (
	// furthestZone is how far local time is from UTC at most.
	furthestZone = 14 * time.Hour
	// minuteSlack is for seconds that one of the two leaves out.
	minuteSlack = 2 * time.Minute
)

// docTwice: Word writes its times twice into a .doc, in UTC into the properties
// that any programme shows and changes, and by the clock on the wall into the
// text's own tables. Whoever sets the first rarely knows the second.
var docTwice = Tell{
	ID:       "office/doc-times",
	Asks:     "Are the times in the properties of a .doc those in its own tables, but for a time zone?",
	Rests:    "[MS-DOC] §2.7.2: dttmCreated, dttmRevised, dttmLastPrint; [MS-OSHARED] §2.3.3.2.1. In 204 pairs of times of 94 real documents all are apart by whole quarters of an hour, and none by more than 11 hours",
	Innocent: []string{"another programme that keeps one of the two when it saves", "a document management that writes into the properties"},
	Cause:    DocumentTime,
	Document: func(d *document.Document) Result {
		if d.Format != "doc" {
			return NotApplicable()
		}
		var marks []Mark
		applies := false
		for _, t := range d.Times {
			own, ok := momentOf(t)
			shown, shows := ownTime(d, t.What)
			if !strings.HasPrefix(t.Where, dopPrefix) || !ok || !shows || own.at.Year() <= firstYear {
				continue
			}
			applies = true
			by := own.wall().Sub(shown.wall())
			if by.Abs() <= furthestZone+minuteSlack && (by-by.Round(15*time.Minute)).Abs() <= minuteSlack {
				continue
			}
			marks = append(marks, Mark{
				Where:   shown.Where,
				Why:     fmt.Sprintf("The properties say %s at %s (UTC), the document's own tables %s by the clock on the wall: no time zone makes these one moment.", t.What, shown, own),
				Recheck: "exiftool -G1 FILE for the properties; offsets of dttmCreated and dttmRevised in [MS-DOC] §2.7.2 for the tables",
			})
		}
		if !applies {
			return NotApplicable()
		}
		return Of(marks)
	},
}
