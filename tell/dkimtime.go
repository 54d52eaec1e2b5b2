package tell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxSignatures bounds how many signatures are read for their times.
const maxSignatures = 50

// dkimTime: who signs for the author does so when the mail leaves.
var dkimTime = Tell{
	ID:       "mail/dkim-time",
	Asks:     "Did the author's domain sign at the time that Date claims, and not after the signature's own end?",
	Rests:    "RFC 6376 §3.5: t= is when the signature was made, x= when it ends, which must be later",
	Innocent: []string{"a computer whose clock was wrong", "a mail that waited for days before it was sent", "an old mail that was sent again with its old Date"},
	Cause:    ServerClock,
	Mail: func(m *Mail) Result {
		date, ok := m.Date()
		if !ok {
			return NotApplicable()
		}
		author := m.author()
		read := 0
		var marks []Mark
		list := slices.Concat(m.All("dkim-signature"), m.All("x-google-dkim-signature"))
		for _, f := range list[:min(len(list), maxSignatures)] {
			if f.Long() {
				continue
			}
			s := readSigned(string(f.Value()))
			made, ok := unixTime(s.made)
			own := f.Is("x-google-dkim-signature") || within(author, s.domain)
			if !ok || !own {
				continue
			}
			read++
			mark := func(why string) {
				marks = append(marks, Mark{fmt.Sprintf("%s at byte %d", f.Name(), f.Offset), why, "date -u -d @" + s.made})
			}
			if end, ok := unixTime(s.ends); ok && !end.After(made) {
				mark(fmt.Sprintf("The signature was made at %s, and ended at %s.", made.Format(inZone), end.Format(inZone)))
			} else if datedWrongly(date, made) {
				mark(fmt.Sprintf("Date is %s; the signature of %s was made at %s. Date is %s %s.", date.Format(inZone),
					s.domain, made.Format(inZone), apart(date.Sub(made)), order(date.Sub(made))))
			}
		}
		if read == 0 {
			return NotApplicable()
		}
		return Of(marks)
	},
}

// within reports whether name is domain or stands below it.
func within(name, domain string) bool {
	return domain != "" && (name == domain || strings.HasSuffix(name, "."+domain))
}

// signed are the tags of a signature that are read.
type signed struct{ instance, domain, made, ends string }

// readSigned reads a list of tags. RFC 6376 §3.2
func readSigned(value string) (s signed) {
	for tag := range strings.SplitSeq(value, ";") {
		name, value, _ := strings.Cut(strings.TrimLeft(tag, " \t\r\n"), "=")
		switch strings.TrimRight(name, " \t\r\n") {
		case "i":
			s.instance = strings.TrimSpace(value)
		case "d":
			s.domain = strings.ToLower(strings.TrimSpace(value))
		case "t":
			s.made = strings.TrimSpace(value)
		case "x":
			s.ends = strings.TrimSpace(value)
		}
	}
	return s
}

func unixTime(s string) (time.Time, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	t := time.Unix(n, 0).UTC()
	return t, err == nil && 1990 <= t.Year() && t.Year() < newestYear
}
