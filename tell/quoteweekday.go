package tell

import (
	"fmt"
	"time"
)

// quoteWeekday is weekday for the date of the mail that is quoted.
var quoteWeekday = Tell{
	ID:       "mail/quote-weekday",
	Asks:     "Is the day of the week in the line above the quotation the one of its date?",
	Rests:    "mailers introduce a quotation with its date and compute the day (attributions.tsv)",
	Innocent: []string{"a programme of the sender that writes dates wrongly", "a line that a person wrote"},
	Cause:    DateWriting,
	Mail: func(m *Mail) Result {
		q, quotes := m.quoted()
		if !quotes || q.weekday < 0 || !q.sure {
			return NotApplicable()
		}
		if q.at.Weekday() == time.Weekday(q.weekday) {
			return Absent()
		}
		return Found(Mark{
			Where: fmt.Sprintf("the text, %q", q.line),
			Why: fmt.Sprintf("The line says %s, and %s was a %s. Programmes compute the day; whoever writes another date over one by hand has to.",
				time.Weekday(q.weekday), q.at.Format("2 January 2006"), q.at.Weekday()),
			Recheck: fmt.Sprintf("date -u -d %s +%%A", q.at.Format("2006-01-02")),
		})
	},
}
