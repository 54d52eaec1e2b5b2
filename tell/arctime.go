package tell

import (
	"fmt"
	"slices"
)

// arcTime: the first server that seals a mail does so as it takes it.
var arcTime = Tell{
	ID:       "mail/arc-time",
	Asks:     "Was the mail first sealed at the time that Date claims?",
	Rests:    "RFC 8617 §4.1.2 and §4.1.3: t= of the seal and of the signature of instance 1 is when they were made",
	Innocent: []string{"a computer whose clock was wrong", "a mail that waited for days before it was sent", "an old mail that was sent again with its old Date"},
	Cause:    ServerClock,
	Mail: func(m *Mail) Result {
		date, ok := m.Date()
		if !ok {
			return NotApplicable()
		}
		read := 0
		var marks []Mark
		list := slices.Concat(m.All("arc-seal"), m.All("arc-message-signature"))
		for _, f := range list[:min(len(list), maxSignatures)] {
			if f.Long() {
				continue
			}
			s := readSigned(string(f.Value()))
			made, ok := unixTime(s.made)
			if !ok || s.instance != "1" {
				continue
			}
			read++
			if datedWrongly(date, made) {
				marks = append(marks, Mark{
					Where: fmt.Sprintf("%s at byte %d", f.Name(), f.Offset),
					Why: fmt.Sprintf("Date is %s; %s sealed the mail at %s. Date is %s %s.",
						date.Format(inZone), s.domain, made.Format(inZone), apart(date.Sub(made)), order(date.Sub(made))),
					Recheck: "date -u -d @" + s.made,
				})
			}
		}
		if read == 0 {
			return NotApplicable()
		}
		return Of(marks)
	},
}
