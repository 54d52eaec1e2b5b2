package tell

import (
	"fmt"
	"strconv"
	"time"
)

// gmailSkew bounds how far what Gmail notes of itself may differ: one clock
// gives the thread its number before the mail.
const gmailSkew = time.Minute

// gmailID: exports of Gmail carry the numbers of mail and thread.
var gmailID = Tell{
	ID:       "mail/gmail-id",
	Asks:     "Do Gmail's numbers of mail and thread fit its Date, and each other?",
	Rests:    "X-GM-MSGID and X-GM-THRID are milliseconds since the epoch, shifted left by 20 bits; a thread has the number of its first mail",
	Innocent: []string{"a mail that was imported into Gmail years later", "a mail that waited for days before it was sent", "a computer whose clock was wrong"},
	Cause:    ServerClock,
	Mail: func(m *Mail) Result {
		message, where, ok := m.gmailNumber("x-gm-msgid")
		if !ok {
			return NotApplicable()
		}
		var marks []Mark
		recheck := "shift the number right by 20 bits: milliseconds since the epoch"
		if date, ok := m.Date(); ok && datedWrongly(date, message) {
			marks = append(marks, Mark{where, fmt.Sprintf("Date is %s; Gmail gave the mail its number at %s. Date is %s %s.",
				date.Format(inZone), message.Format(inZone), apart(date.Sub(message)), order(date.Sub(message))), recheck})
		}
		if thread, where, ok := m.gmailNumber("x-gm-thrid"); ok && thread.Sub(message) > gmailSkew {
			marks = append(marks, Mark{where, fmt.Sprintf("The thread has its number from %s, the mail in it from %s, before the thread was.",
				thread.Format(inZone), message.Format(inZone)), recheck})
		}
		return Of(marks)
	},
}

func (m *Mail) gmailNumber(name string) (at time.Time, where string, ok bool) {
	field, text := m.value(name)
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return time.Time{}, "", false
	}
	at = time.UnixMilli(int64(n >> 20)).UTC()
	return at, fmt.Sprintf("%s at byte %d", field.Name(), field.Offset), at.Year() >= 2004 && at.Year() < newestYear
}
