package tell

import (
	"fmt"
	"time"
)

// hopSkew bounds how far the clocks of two servers may differ. In 26,430 pairs of
// neighbours in honest mail the later server was behind by 15.1 hours at most.
const hopSkew = 24 * time.Hour

// receivedOrder: servers add their field on top, each later than the one below.
var receivedOrder = Tell{
	ID:       "mail/received-order",
	Asks:     "Do the times that the servers noted follow each other?",
	Rests:    "RFC 5321 §4.4: each server puts its field above those of the servers before it",
	Innocent: []string{"a server whose clock was wrong by days", "a programme that put the fields in another order"},
	Cause:    Relays,
	Mail: func(m *Mail) Result {
		var before *hop
		var marks []Mark
		pairs := 0
		hops := m.hops()
		for i := len(hops) - 1; i >= 0; i-- {
			h := &hops[i]
			if !h.dated {
				continue
			}
			if before != nil {
				pairs++
				if d := before.at.Sub(h.at); d > hopSkew {
					marks = append(marks, Mark{
						Where: h.where(),
						Why: fmt.Sprintf("This server took the mail at %s, %s before the server that handed it on (%s, Received at byte %d).",
							h.at.Format(inZone), apart(d), before.at.Format(inZone), before.field.Offset),
						Recheck: "read the times at the end of the Received fields from the lowest to the topmost",
					})
				}
			}
			before = h
		}
		if pairs == 0 {
			return NotApplicable()
		}
		return Of(marks)
	},
}
