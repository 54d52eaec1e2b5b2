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
	"Mon Jan _2 15:04:05 MST 2006",
	"Mon, _2 Jan 2006 15:04:05 -07:00",
	"Mon, _2 Jan 2006 15:04:05",
	"_2 Jan 2006 15:04:05",
	"Mon _2 Jan 2006 15:04:05 -0700",
	"Mon, _2-Jan-2006 15:04:05 -0700",
	"Mon, _2-Jan-2006 15:04:05 MST",
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
	if t, err := netmail.ParseDate(s); err == nil {
		return t, sane(t)
	}
	if i := strings.IndexByte(s, '('); i > 0 {
		s = strings.TrimSpace(s[:i])
	}
	s = strings.Join(strings.Fields(s), " ")
	for _, form := range oldDates {
		if t, err := time.Parse(form, s); err == nil {
			return t, sane(t)
		}
	}
	return time.Time{}, false
}

// sane keeps out years that RFC 3339 has no room for.
func sane(t time.Time) bool { return t.Year() > 0 && t.Year() < 10_000 }
