package tell

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
	"time"
)

// threadIndex: Outlook and Exchange write when the thread began, and add to each
// answer how much later it is.
var threadIndex = Tell{
	ID:    "mail/thread-index",
	Asks:  "Does the Thread-Index hold the time that Date claims, and a beginning of the thread before it?",
	Rests: "MS-OXOMSG §2.2.1.3: 22 bytes that begin with a time, and 5 for each answer; Exchange Online puts a byte before the time",
	Innocent: []string{"a draft that was begun days before", "a programme that took the Thread-Index of the mail it answers over as it was",
		"a computer whose clock was wrong"},
	Cause: MailerClock,
	Mail: func(m *Mail) Result {
		date, ok := m.Date()
		field, text := m.value("thread-index")
		t, read := readThreadIndex(text, date)
		if !ok || !read {
			return NotApplicable()
		}
		why := ""
		switch d := t.last.Sub(date); {
		case t.start.Sub(date) > threadAhead:
			why = fmt.Sprintf("the thread began at %s, %s later", t.start.Format(inZone), apart(t.start.Sub(date)))
		case d > threadAhead || d < -threadBehind:
			why = fmt.Sprintf("the mail itself (answer %d in its thread) was begun at %s, %s %s", t.answers, t.last.Format(inZone), apart(d), order(d))
		default:
			return Absent()
		}
		return Found(Mark{
			Where:   fmt.Sprintf("Thread-Index at byte %d", field.Offset),
			Why:     fmt.Sprintf("Date is %s; by its Thread-Index %s.", date.Format(inZone), why),
			Recheck: fmt.Sprintf("base64 -d | xxd: decode the bytes as MS-OXOMSG §2.2.1.3 says; date -u -d @%d", t.last.Unix()),
		})
	},
}

// Bounds on the times of Thread-Index. In the 60 of honest mail that could be read the mail
// was begun at most 56 minutes before its Date, and 44 seconds after it.
const (
	threadAhead  = 24 * time.Hour
	threadBehind = 72 * time.Hour
)

type thread struct {
	start, last time.Time // the first mail, and this one
	answers     int
}

const threadHead, threadStep = 22, 5

// maxThread bounds the bytes that are read: threads have fewer answers.
const maxThread = threadHead + 1000*threadStep

// readThreadIndex reads a Thread-Index. near decides where answers leave a choice.
func readThreadIndex(value string, near time.Time) (thread, bool) {
	b, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(value), ""))
	if err != nil || len(b) < threadHead || len(b) > maxThread || (len(b)-threadHead)%threadStep != 0 || b[0] != 1 {
		return thread{}, false
	}
	var later uint64 // in units of 100 ns
	for rest := b[threadHead:]; len(rest) > 0; rest = rest[threadStep:] {
		// The first bit says how coarse the 31 behind it are.
		step := binary.BigEndian.Uint32(rest)
		later += uint64(step&0x7FFF_FFFF) << (18 + 5*(step>>31))
	}
	head := binary.BigEndian.Uint64(b) &^ 0xFFFF
	begun := head
	if b[1] == 1 {
		begun = binary.BigEndian.Uint64(b[1:]) &^ 0xFF_FFFF
	}
	t := thread{fromFiletime(begun), fromFiletime(begun + later), (len(b) - threadHead) / threadStep}
	if misread := fromMisread(head+later, near); t.answers > 0 && misread.Sub(near).Abs() < t.last.Sub(near).Abs() {
		t.last = misread
	}
	return t, 1990 <= t.start.Year() && t.start.Year() < newestYear
}

// coarsest is the range of what an answer adds: 31 bits of 2^23 units.
const coarsest uint64 = 1 << 54

// fromMisread: Outlook, where it answers a mail of Exchange Online, takes the
// byte before the time for a part of it, counts from some year around 1830, and cuts
// what it adds to 54 bits. So the time is known but for multiples of 57 years.
func fromMisread(units uint64, near time.Time) time.Time {
	off := (units - uint64(near.Unix())*1e7 - epochFiletime) % coarsest
	seconds := int64(off / 1e7)
	if off > coarsest/2 {
		seconds -= int64(coarsest / 10_000_000)
	}
	return time.Unix(near.Unix()+seconds, 0).UTC()
}
