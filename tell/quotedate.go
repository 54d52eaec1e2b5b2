package tell

import (
	"fmt"
	"time"
)

// quoteSkew bounds how much later than Date the quoted mail may be, zones aside. In
// 3,210 real mails that quote one it was never later at all, zones aside.
const quoteSkew = 3 * time.Hour

// quoteDate: who quotes a mail read it before.
var quoteDate = Tell{
	ID:       "mail/quote-date",
	Asks:     "Is the mail that this one quotes older than it?",
	Rests:    "mailers introduce a quotation with its date (attributions.tsv)",
	Innocent: []string{"the clock of someone who wrote before was ahead by days", "a date in an order of day and month that is not known", "a line that only looks like the beginning of a quotation"},
	Cause:    ThreadOrder,
	Mail: func(m *Mail) Result {
		date, ok := m.Date()
		q, quotes := m.quoted()
		if !ok || !quotes {
			return NotApplicable()
		}
		d := beyond(q.at.Sub(date), widest)
		if d <= quoteSkew {
			return Absent()
		}
		return Found(Mark{
			Where:   fmt.Sprintf("the text, %q", q.line),
			Why:     fmt.Sprintf("Date is %s; the mail quotes one of %s, at least %s later.", date.Format(inZone), q.at.Format(onTheClock), apart(d)),
			Recheck: "read the first line above a quotation, and Date",
		})
	},
}
