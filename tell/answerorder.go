package tell

import (
	"fmt"
	"time"
)

// answerSkew bounds how far the clock of the one who answers may be behind that
// of the one who is answered. In 6,500 real mails an identifier that an answer names
// was later than its Date by 9 hours at most.
const answerSkew = 24 * time.Hour

// maxNamed bounds how many identifiers of a field are read.
const maxNamed = 200

// answerOrder: nobody answers a mail that does not exist yet.
var answerOrder = Tell{
	ID:       "mail/answer-order",
	Asks:     "Are the mails that this one answers older than it?",
	Rests:    "RFC 5322 §3.6.4: In-Reply-To and References name mails that were there before; many identifiers hold a time (identifiers.tsv)",
	Innocent: []string{"the clock of someone who wrote before was ahead by days", "an identifier in a shape that happens to fit"},
	Cause:    ThreadOrder,
	Mail: func(m *Mail) Result {
		date, ok := m.Date()
		if !ok {
			return NotApplicable()
		}
		seen := map[string]bool{}
		var marks []Mark
		for _, name := range []string{"in-reply-to", "references"} {
			field, text := m.value(name)
			ids := identifiers(text)
			for _, id := range ids[max(0, len(ids)-maxNamed):] {
				if seen[id] {
					continue
				}
				s, ok := stampOf(inID, id)
				if !ok {
					continue
				}
				seen[id] = true
				if d := s.afterElsewhere(date); d > answerSkew {
					marks = append(marks, Mark{
						Where: fmt.Sprintf("%s at byte %d", field.Name(), field.Offset),
						Why: fmt.Sprintf("Date is %s; the mail answers one whose identifier %q was made %s, at least %s later.",
							date.Format(inZone), id, s.says(), apart(d)),
						Recheck: s.recheck(),
					})
				}
			}
		}
		if len(seen) == 0 {
			return NotApplicable()
		}
		return Of(marks)
	},
}
