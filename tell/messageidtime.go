package tell

import (
	"fmt"
	"slices"
	"strings"
)

// messageIDTime: many programmes put the time into the Message-ID.
var messageIDTime = Tell{
	ID:       "mail/message-id-time",
	Asks:     "Was the Message-ID made at the time that Date claims?",
	Rests:    "programmes that write mail put their clock into it in known ways (identifiers.tsv)",
	Innocent: []string{"a draft that was begun days before", "an identifier in a shape that happens to fit"},
	Cause:    MailerClock,
	Mail: func(m *Mail) Result {
		date, ok := m.Date()
		field, text := m.value("message-id")
		ids := identifiers(text)
		if !ok || len(ids) != 1 {
			return NotApplicable()
		}
		s, ok := stampOf(inID, ids[0])
		if !ok || s.side == "either" && m.givenByServer(ids[0]) {
			return NotApplicable()
		}
		if !s.contradicts(date) {
			return Absent()
		}
		return Found(Mark{
			Where: fmt.Sprintf("Message-ID at byte %d", field.Offset),
			Why: fmt.Sprintf("Date is %s; the Message-ID %q was made %s, %s %s.",
				date.Format(inZone), s.text, s.says(), apart(s.after(date)), order(s.after(date))),
			Recheck: s.recheck(),
		})
	},
}

// givenByServer reports whether a server on the way gave the mail its
// identifier, for want of one: then it holds that server's clock, which stands
// in Received too, and says nothing more. RFC 6409 §8.3
func (m *Mail) givenByServer(id string) bool {
	_, host, _ := strings.Cut(id, "@")
	return host != "" && slices.ContainsFunc(m.hops(), func(h hop) bool { return strings.EqualFold(h.by, host) })
}
