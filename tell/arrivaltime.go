package tell

import (
	"fmt"
	"strings"
	"time"

	"assay/mail"
)

// arrivalFields are those in which servers of Microsoft note when a mail came in.
var arrivalFields = []string{"x-originalarrivaltime", "x-ms-exchange-crosstenant-originalarrivaltime",
	"x-ms-exchange-organization-originalarrivaltime", "x-ms-exchange-organization-expirationstarttime"}

// arrivalTime: the one field says its time twice, for people and as FILETIME.
var arrivalTime = Tell{
	ID:       "mail/arrival-time",
	Asks:     "Does the time at which Exchange noted the mail agree with its own FILETIME and with Date?",
	Rests:    "X-OriginalArrivalTime and X-MS-Exchange-CrossTenant-OriginalArrivalTime; FILETIME counts 100 ns since 1601, low half first; in 120 fields of real mail both times were the same to the millisecond",
	Innocent: []string{"a computer whose clock was wrong", "a mail that waited for days before it was sent"},
	Cause:    ServerClock,
	Mail: func(m *Mail) Result {
		date, dated := m.Date()
		read := 0
		var marks []Mark
		for _, name := range arrivalFields {
			for _, f := range m.All(name) {
				text, filetime, _ := strings.Cut(f.Unfolded(), "FILETIME=")
				at, ok := arrivalText(text)
				if !ok {
					continue
				}
				mark := func(why string) {
					marks = append(marks, Mark{fmt.Sprintf("%s at byte %d", f.Name(), f.Offset), why, "read the field; FILETIME=[LOW:HIGH] counts 100 ns since 1601"})
				}
				if stamp, ok := arrivalStamp(filetime); ok {
					read++
					if d := at.Sub(stamp).Abs(); d >= time.Second {
						mark(fmt.Sprintf("The field says %s, and in its FILETIME %s.", at.Format(inZone), stamp.Format(inZone)))
						continue
					}
				}
				if dated {
					read++
					if datedWrongly(date, at) {
						mark(fmt.Sprintf("Date is %s; Exchange noted the mail at %s. Date is %s %s.",
							date.Format(inZone), at.Format(inZone), apart(date.Sub(at)), order(date.Sub(at))))
					}
				}
			}
		}
		if read == 0 {
			return NotApplicable()
		}
		return Of(marks)
	},
}

// arrivalText reads "24 Sep 2002 20:44:57.0679 (UTC)": behind the point stand
// four figures of milliseconds.
func arrivalText(s string) (time.Time, bool) {
	if len(s) > mail.MaxValue {
		return time.Time{}, false
	}
	seconds, _, _ := strings.Cut(strings.TrimSpace(s), ".")
	t, err := time.Parse("2 Jan 2006 15:04:05", seconds)
	return t, err == nil
}

// arrivalStamp reads "[3E8F45F0:01C2640B]" to the second.
func arrivalStamp(s string) (time.Time, bool) {
	low, high, ok := strings.Cut(strings.Trim(strings.TrimSpace(s), "[]"), ":")
	if !ok || len(low) != 8 || len(high) != 8 {
		return time.Time{}, false
	}
	t, ok := hexFiletime(high + low)
	return t.Truncate(time.Second), ok
}
