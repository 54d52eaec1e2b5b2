package tell

import (
	"fmt"
	"strings"
)

// receivedWeekday is weekday for the times of servers.
var receivedWeekday = Tell{
	ID:       "mail/received-weekday",
	Asks:     "Is the day of the week in each Received field the one of its date?",
	Rests:    "RFC 5322 §3.3: the day must be the one that the date implies",
	Innocent: []string{"a server that writes dates wrongly"},
	Cause:    Relays,
	Mail: func(m *Mail) Result {
		read := 0
		var marks []Mark
		for _, h := range m.hops() {
			name, _, comma := strings.Cut(h.noted, ",")
			said, known := dayNamed(name)
			if !h.dated || !comma || !known {
				continue
			}
			read++
			if said != h.at.Weekday() {
				marks = append(marks, Mark{
					Where:   h.where(),
					Why:     fmt.Sprintf("The field says %s, and %s was a %s. Servers compute the day.", said, h.at.Format("2 January 2006"), h.at.Weekday()),
					Recheck: fmt.Sprintf("date -u -d %s +%%A", h.at.Format("2006-01-02")),
				})
			}
		}
		if read == 0 {
			return NotApplicable()
		}
		return Of(marks)
	},
}
