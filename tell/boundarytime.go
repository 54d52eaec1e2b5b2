package tell

import "fmt"

// boundaryTime: as messageIDTime, for the boundary of the outermost multipart.
// Those inside may belong to a mail that is carried.
var boundaryTime = Tell{
	ID:       "mail/boundary-time",
	Asks:     "Was the boundary between the parts made at the time that Date claims?",
	Rests:    "programmes that write mail put their clock into it in known ways (identifiers.tsv)",
	Innocent: []string{"a draft that was begun days before", "a gateway or list that built the mail anew", "a boundary in a shape that happens to fit"},
	Cause:    MailerClock,
	Mail: func(m *Mail) Result {
		date, ok := m.Date()
		s, stamped := stampOf(inBoundary, m.Root.Boundary())
		if !ok || !stamped {
			return NotApplicable()
		}
		if !s.contradicts(date) {
			return Absent()
		}
		field, _ := m.First("content-type")
		return Found(Mark{
			Where: fmt.Sprintf("Content-Type at byte %d", field.Offset),
			Why: fmt.Sprintf("Date is %s; the boundary %q was made %s, %s %s.",
				date.Format(inZone), s.text, s.says(), apart(s.after(date)), order(s.after(date))),
			Recheck: s.recheck(),
		})
	},
}
