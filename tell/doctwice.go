package tell

import (
	"fmt"
	"strconv"
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
	ID:       "office/doc-twice",
	Asks:     "Are the times and counts in the properties of a .doc those in its own tables, but for a time zone?",
	Rests:    "[MS-DOC] §2.7.2: dttmCreated, dttmRevised, dttmLastPrint, nRevision, tmEdited; [MS-OSHARED] §2.3.3.2.1. In 102 real documents all times are apart by whole quarters of an hour, and none by more than 11 hours; the counts of those that Word saved are the same",
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
		return Of(append(marks, otherCounts(d)...))
	},
}

// otherCounts are the revision and the minutes of editing where a .doc that Word
// saved has two of them. Other programmes leave those of the tables at nought.
func otherCounts(d *document.Document) (marks []Mark) {
	if !byWord(d) {
		return nil
	}
	for _, pair := range [][2]string{{"revision number", "revision number"}, {"editing time", "minutes of editing"}} {
		shown, own := "", ""
		where := ""
		for _, f := range d.Fields {
			switch {
			case f.Name == pair[1] && strings.HasPrefix(f.Where, dopPrefix):
				own = f.Value
			case f.Name == pair[0] && shown == "":
				shown, where = f.Value, f.Where
			}
		}
		if shown == "" || own == "" || shown == own || sameMinutes(shown, own) {
			continue
		}
		marks = append(marks, Mark{
			Where:   where,
			Why:     fmt.Sprintf("The properties have %s %s, the document's own tables %s %s.", pair[0], shown, pair[1], own),
			Recheck: "exiftool -G1 FILE for the properties; nRevision and tmEdited in [MS-DOC] §2.7.2 for the tables",
		})
	}
	return marks
}

// sameMinutes says whether a duration is so many minutes, but for the seconds.
func sameMinutes(duration, minutes string) bool {
	took, err := time.ParseDuration(duration)
	n, err2 := strconv.Atoi(minutes)
	return err == nil && err2 == nil && (took-time.Duration(min(n, maxMinutes))*time.Minute).Abs() <= minuteSlack
}
