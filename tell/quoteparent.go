package tell

import (
	"fmt"
	"time"
)

// parentSkew bounds how far the date of the quoted mail may be from the time in the
// identifier of the mail that is answered, zones aside.
const parentSkew = 24 * time.Hour

// quoteParent: a mail quotes the one that it answers, and names it.
var quoteParent = Tell{
	ID:       "mail/quote-parent",
	Asks:     "Is the mail that is quoted of the same time as the one that In-Reply-To names?",
	Rests:    "RFC 5322 §3.6.4: In-Reply-To names the mail that is answered; many identifiers hold a time (identifiers.tsv), and mailers introduce a quotation with its date (attributions.tsv)",
	Innocent: []string{"a mail that quotes another one than it answers", "the clock of someone who wrote before was wrong", "a draft that was begun days before it was sent"},
	Cause:    ThreadOrder,
	Mail: func(m *Mail) Result {
		q, quotes := m.quoted()
		field, text := m.value("in-reply-to")
		ids := identifiers(text)
		if !quotes || !q.sure || len(ids) != 1 {
			return NotApplicable()
		}
		s, ok := stampOf(inID, ids[0])
		if !ok {
			return NotApplicable()
		}
		d := s.afterElsewhere(q.at)
		if s.zone == zoneUTC {
			d = beyond(d, widest)
		}
		if d.Abs() <= parentSkew {
			return Absent()
		}
		return Found(Mark{
			Where: fmt.Sprintf("the text, %q", q.line),
			Why: fmt.Sprintf("The mail quotes one of %s, and answers (%s at byte %d) one whose identifier %q was made %s.",
				q.at.Format(onTheClock), field.Name(), field.Offset, s.text, s.says()),
			Recheck: s.recheck() + "; read the first line above the quotation",
		})
	},
}
