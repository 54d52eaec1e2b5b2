package tell

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"time"
)

//go:embed mailers.tsv
var mailersTable string

var mailers = firstDays(mailersTable)

// youngMailer: a mail that is made up later names the programme of its day.
var youngMailer = Tell{
	ID:    "mail/young-mailer",
	Asks:  "Did the programme that says it wrote the mail exist at its date?",
	Rests: "the days on which its makers first published the version, beta versions included; dates of builds in the name itself",
	Innocent: []string{"a clock of the sender that was wrong", "a mail that was imported, or sent again, by a newer programme",
		"a person who tried a version before the public did"},
	Cause: Anachronism,
	Mail: func(m *Mail) Result {
		name, offset, ok := m.fieldText("x-mailer", "user-agent", "x-newsreader")
		if _, dated := m.Date(); !ok || !dated || name == "" {
			return NotApplicable()
		}
		where := fmt.Sprintf("X-Mailer or User-Agent at byte %d", offset)
		if built, ok := buildDay(name); ok && m.young(built, buildMargin) {
			return Found(m.tooYoung(where, fmt.Sprintf("%q names the day of its own build", shown(name)), built, "compare the field with Date"))
		}
		first, known := mailerDay(name)
		switch {
		case !known:
			return NotApplicable()
		case m.young(first, mailerMargin):
			return Found(m.tooYoung(where, fmt.Sprintf("%q wrote this mail", shown(name)), first, "look up when the version was published"))
		}
		return Absent()
	},
}

const (
	// mailerMargin is the time that testers may have had a version before the
	// first beta that is known.
	mailerMargin = 60 * day
	// buildMargin is for clocks and time zones.
	buildMargin = 2 * day
)

// maxName bounds what is read of the name of a programme.
const maxName = 300

// mailerDay is the day before which no version as high as the one that is named
// was public.
func mailerDay(name string) (day time.Time, known bool) {
	name = name[:min(len(name), maxName)]
	lower := strings.ToLower(name)
	for _, r := range mailers() {
		// A row is taken only where it is younger than what is known already.
		if !r.first.After(day) {
			continue
		}
		_, rest, ok := strings.Cut(lower, r.cells[0])
		if ok && parseVersion(rest).least(parseVersion(r.cells[1])) && r.first.After(day) {
			day, known = r.first, true
		}
	}
	return day, known
}

// built is the day of a build, as Mutt, Alpine and NeoMutt write it into their
// names.
var built = regexp.MustCompile(`^(?:Mutt/\S+ \(|NeoMutt/|Alpine \S+ \(\S+ \S+ )((?:19|20)\d\d)-?(\d\d)-?(\d\d)`)

func buildDay(name string) (time.Time, bool) {
	found := built.FindStringSubmatch(name[:min(len(name), maxName)])
	if found == nil {
		return time.Time{}, false
	}
	at, err := time.Parse("20060102", found[1]+found[2]+found[3])
	return at, err == nil
}
