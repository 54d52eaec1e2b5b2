package mail

import (
	netmail "net/mail"
	"strings"
	"time"
)

// oldDates are forms that mailers wrote beside those of RFC 5322 §3.3 and §4.3.
var oldDates = []string{
	"Mon Jan _2 15:04:05 2006",
	"Mon Jan _2 15:04:05 2006 -0700",
	"Mon Jan _2 15:04:05 -0700 2006",
	"Mon, _2 Jan 2006 15:04:05 -07:00",
	"Mon, _2 Jan 2006 15:04:05",
	"_2 Jan 2006 15:04:05",
	"Mon _2 Jan 2006 15:04:05 -0700",
	"Mon, _2-Jan-2006 15:04:05 -0700",
	time.RFC3339,
	"2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05",
}

// maxDate bounds what is taken for a date, in bytes; real ones have some 40.
const maxDate = 256

// ParseDate reads the text of a Date field, in its own zone; a form without a
// zone is read as UTC.
func ParseDate(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if len(s) > maxDate {
		return time.Time{}, false
	}
	s = inFigures(s)
	if t, err := netmail.ParseDate(s); err == nil {
		return fixed(t), sane(t)
	}
	if i := strings.IndexByte(s, '('); i > 0 {
		s = strings.TrimSpace(s[:i])
	}
	s = strings.Join(strings.Fields(s), " ")
	for _, form := range oldDates {
		if t, err := time.Parse(form, s); err == nil {
			return fixed(t), sane(t)
		}
	}
	return time.Time{}, false
}

// letterZones are the zones with a name that have a meaning in mail. All others
// count as UTC. RFC 5322 §4.3
var letterZones = map[string]string{
	"EDT": "-0400", "EST": "-0500", "CDT": "-0500", "CST": "-0600",
	"MDT": "-0600", "MST": "-0700", "PDT": "-0700", "PST": "-0800",
}

// inFigures writes a zone in letters, which stands behind the time, in figures:
// package time would take it as the machine that runs it does.
func inFigures(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if i == 0 || strings.Count(words[i-1], ":") == 0 || strings.Trim(w, letters) != "" {
			continue
		}
		words[i] = letterZones[strings.ToUpper(w)]
		if words[i] == "" {
			words[i] = "+0000"
		}
		break
	}
	return strings.Join(words, " ")
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// fixed is a time in its zone, without the name that this machine has for it.
func fixed(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.In(time.FixedZone("", offset))
}

// sane keeps out years that RFC 3339 has no room for.
func sane(t time.Time) bool { return t.Year() > 0 && t.Year() < 10_000 }
