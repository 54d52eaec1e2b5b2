package tell

import (
	"fmt"
	"time"

	"assay/mail"
)

// usualDate is how nearly all programmes write a date. RFC 5322 §3.3
const usualDate = "Mon, 2 Jan 2006 15:04:05 -0700"

// parseDate is mail.ParseDate, which tries many forms, but for the usual one.
func parseDate(s string) (time.Time, bool) {
	if len(s) < len(usualDate) || len(s) > 2*len(usualDate) {
		return mail.ParseDate(s)
	}
	usual := s
	for i := len(s) - 1; i > 0; i-- {
		if s[i] == '(' && s[i-1] == ' ' {
			usual = s[:i-1]
			break
		}
	}
	t, err := time.Parse(usualDate, usual)
	if err != nil {
		return mail.ParseDate(s)
	}
	if t.Location() == time.Local {
		_, offset := t.Zone()
		t = t.In(time.FixedZone("", offset))
	}
	return t, true
}

// How times are written for a person.
const (
	onTheClock = "2 January 2006 15:04:05"
	inZone     = onTheClock + " -0700"
)

// apart is how far two times are from each other, in words, rounded down.
func apart(d time.Duration) string {
	d = d.Abs()
	switch {
	case d >= 48*time.Hour:
		return fmt.Sprintf("%d days", d/(24*time.Hour))
	case d >= 2*time.Hour:
		return fmt.Sprintf("%d hours", d/time.Hour)
	default:
		return fmt.Sprintf("%d minutes", d/time.Minute)
	}
}

// order is "later" or "earlier".
func order(d time.Duration) string {
	if d < 0 {
		return "earlier"
	}
	return "later"
}

// Bounds on Date against the times of servers. Of 5,344 real mails whose first
// server noted a time, Date was later by more than a day in three, all of one
// sender's server that lived two days behind, and earlier by more than three days in
// none; 67 hours was the most.
const (
	datedAhead  = 24 * time.Hour
	datedBehind = 72 * time.Hour
)

// datedWrongly reports whether a server cannot have taken the mail at the time
// noted, if Date holds.
func datedWrongly(date, noted time.Time) bool {
	d := date.Sub(noted)
	return d > datedAhead || d < -datedBehind
}
