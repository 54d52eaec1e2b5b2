package tell

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"assay/mail"
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
		author := m.authorDomain()
		read := 0
		var marks []Mark
		list := append(m.All("dkim-signature"), m.All("x-google-dkim-signature")...)
		for _, f := range list[:min(len(list), maxSignatures)] {
			tags := signatureTags(f.Unfolded())
			made, ok := unixTime(tags["t"])
			own := f.Is("x-google-dkim-signature") || within(author, strings.ToLower(tags["d"]))
			if !ok || !own {
				continue
			}
			read++
			mark := func(why string) {
				marks = append(marks, Mark{fmt.Sprintf("%s at byte %d", f.Name(), f.Offset), why, "date -u -d @" + tags["t"]})
			}
			if end, ok := unixTime(tags["x"]); ok && !end.After(made) {
				mark(fmt.Sprintf("The signature was made at %s, and ended at %s.", made.Format(inZone), end.Format(inZone)))
			} else if datedWrongly(date, made) {
				mark(fmt.Sprintf("Date is %s; the signature of %s was made at %s. Date is %s %s.", date.Format(inZone),
					tags["d"], made.Format(inZone), apart(date.Sub(made)), order(date.Sub(made))))
			}
		}
		if read == 0 {
			return NotApplicable()
		}
		return Of(marks)
	},
}

func (m *Mail) authorDomain() string {
	_, text := m.value("from")
	list, sure := mail.Addresses(text)
	if !sure || len(list) != 1 {
		return ""
	}
	return list[0].Domain()
}

// within reports whether name is domain or stands below it.
func within(name, domain string) bool {
	return domain != "" && (name == domain || strings.HasSuffix(name, "."+domain))
}

// signatureTags reads a list of tags. RFC 6376 §3.2
func signatureTags(value string) map[string]string {
	tags := map[string]string{}
	for tag := range strings.SplitSeq(value, ";") {
		name, value, _ := strings.Cut(tag, "=")
		tags[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	return tags
}

func unixTime(s string) (time.Time, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	t := time.Unix(n, 0).UTC()
	return t, err == nil && 1990 <= t.Year() && t.Year() < newestYear
}
