package tell

import (
	"fmt"
	"slices"
)

// receivedID: some servers name a mail by the time at which they took it.
// Whoever writes another date behind it seldom knows that.
var receivedID = Tell{
	ID:       "mail/received-id",
	Asks:     "Does the server's own identifier in Received hold the time that stands behind it?",
	Rests:    "Exim, sendmail, Gmail and Postfix derive the identifier from the clock (identifiers.tsv); the bounds there are from real mail",
	Innocent: []string{"a server that chose its identifiers otherwise, in a shape that happens to fit", "a mail that a server kept for hours under its first identifier"},
	Cause:    Relays,
	Mail: func(m *Mail) Result {
		read := 0
		var marks []Mark
		// X-Received is Gmail's, and reads like Received.
		for _, h := range slices.Concat(m.hops(), hopsOf(m.All("x-received"))) {
			s, ok := stampOf(inQueue, h.id)
			if !ok || !h.dated {
				continue
			}
			read++
			if s.contradicts(h.at) {
				marks = append(marks, Mark{
					Where: h.where(),
					Why: fmt.Sprintf("The server says that it took the mail at %s; its identifier %s was made %s, %s %s.",
						h.at.Format(inZone), s.text, s.says(), apart(s.after(h.at)), order(s.after(h.at))),
					Recheck: s.recheck(),
				})
			}
		}
		if read == 0 {
			return NotApplicable()
		}
		return Of(marks)
	},
}
