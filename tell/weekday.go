package tell

import (
	"fmt"
	"strings"
	"time"
)

// weekday: programmes compute the day of the week; people who write another
// date over it forget it.
var weekday = Tell{
	ID:       "mail/weekday",
	Asks:     "Is the day of the week in Date the one of that date?",
	Rests:    "RFC 5322 §3.3: the day must be the one that the date implies",
	Innocent: []string{"a programme of the sender that writes dates wrongly", "a list or gateway that wrote the date anew"},
	Cause:    DateWriting,
	Mail: func(m *Mail) Result {
		date, ok := m.Date()
		field, _ := m.First("date")
		if !ok {
			return NotApplicable()
		}
		name, _, found := strings.Cut(strings.TrimSpace(field.Unfolded()), ",")
		said, known := dayNamed(name)
		if !found || !known {
			return NotApplicable()
		}
		if said == date.Weekday() {
			return Absent()
		}
		return Found(Mark{
			Where: fmt.Sprintf("Date at byte %d", field.Offset),
			Why: fmt.Sprintf("Date says %s, and %s was a %s. Programmes compute the day; whoever writes another date over one by hand has to.",
				said, date.Format("2 January 2006"), date.Weekday()),
			Recheck: fmt.Sprintf("date -u -d %s +%%A", date.Format("2006-01-02")),
		})
	},
}

// dayNamed reads the English name of a day, short or long.
func dayNamed(name string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(name, d.String()[:3]) || strings.EqualFold(name, d.String()) {
			return d, true
		}
	}
	return 0, false
}
