package tell

import "fmt"

// dateReceived: the first server notes when it took the mail, a moment after it
// was written.
var dateReceived = Tell{
	ID:    "mail/date-received",
	Asks:  "Did the first server take the mail when Date says that it was written?",
	Rests: "RFC 5321 §4.4: each server notes the time; RFC 5322 §3.6.1: Date is when the mail was ready to be sent",
	Innocent: []string{"a computer whose clock was wrong", "a mail that waited for days before it was sent",
		"an old mail that was sent again with its old Date"},
	Cause: ServerClock,
	Mail: func(m *Mail) Result {
		date, ok := m.Date()
		first, dated := m.firstHop()
		if !ok || !dated {
			return NotApplicable()
		}
		if !datedWrongly(date, first.at) {
			return Absent()
		}
		d := date.Sub(first.at)
		return Found(Mark{
			Where: first.where(),
			Why: fmt.Sprintf("Date is %s; the first server that noted a time took the mail at %s. Date is %s %s.",
				date.Format(inZone), first.at.Format(inZone), apart(d), order(d)),
			Recheck: "read the lowest Received field that ends in a time, and Date",
		})
	},
}
