package tell

import (
	"fmt"
	"strconv"
	"time"

	"assay/document"
)

// youngSoftware: a document that is dated back names the programme that wrote it,
// which was not there yet.
var youngSoftware = Tell{
	ID:    "office/young-software",
	Asks:  "Did the version of the programme that wrote the document exist when it says that it was last saved?",
	Rests: "the days on which versions were first public (software.tsv), betas included; in a .doc of Word the day on which that programme was built ([MS-DOC] §2.5.4)",
	Innocent: []string{"a computer whose clock was set wrongly", "a library that sets the times of a document, or leaves those of its template",
		"a converter or service that writes an old document anew and keeps its times"},
	Cause: Anachronism,
	Document: func(d *document.Document) Result {
		saved, ok := ownTime(d, document.Modified)
		if !isOffice(d) || !ok {
			return NotApplicable()
		}
		var marks []Mark
		applies := false
		for _, s := range d.Software {
			first, product, known := released(s.Name, s.Version)
			if s.Role != "producer" || !known {
				continue
			}
			applies = true
			if saved.at.Add(releaseMargin).Before(first) {
				marks = append(marks, youngerThan(s.Where, fmt.Sprintf("It says that %s %s (%s) wrote it, which the public did not have before %s", s.Name, s.Version, product, first.Format(dayOnly)), saved))
			}
		}
		if on, where, ok := builtOn(d); ok {
			applies = true
			if saved.at.Add(buildSlack).Before(on) {
				marks = append(marks, youngerThan(where, fmt.Sprintf("It says that a programme wrote it that was built on %s", on.Format(dayOnly)), saved))
			}
		}
		if !applies {
			return NotApplicable()
		}
		return Of(marks)
	},
}

const (
	dayOnly = "2 January 2006"
	// buildSlack is for clocks and zones.
	buildSlack = 30 * day
)

// youngerThan is the mark of something that was not there when a document was
// last saved.
func youngerThan(where, what string, saved moment) Mark {
	return Mark{
		Where:   where,
		Why:     fmt.Sprintf("%s, and the document says that it was last saved at %s.", what, saved),
		Recheck: "compare " + saved.Where + " with " + where,
	}
}

// builtOn is the day of the build of the Word that saved a .doc, which its block of
// information has as a number of month, day and year. Versions since 2013 have
// another number there, which is no day.
func builtOn(d *document.Document) (at time.Time, where string, ok bool) {
	value, where, found := firstField(d, "build date of the programme that saved it, as month, day, year")
	n, err := strconv.Atoi(value)
	if !found || err != nil || len(value) < 5 || len(value) > 6 || d.Format != "doc" {
		return at, "", false
	}
	month, date, year := n/10000, n/100%100, n%100
	if year += 1900; year < firstBuild {
		year += 100
	}
	at = time.Date(year, time.Month(month), date, 0, 0, 0, 0, time.UTC)
	return at, where, month >= 1 && month <= 12 && at.Day() == date && year <= lastBuild
}

// Years in which builds wrote their day: Word 97 to 2010.
const (
	firstBuild = 1995
	lastBuild  = 2014
)
