package tell

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// youngLink: news pages and blogs write the day of an article into its address.
var youngLink = Tell{
	ID:    "mail/young-link",
	Asks:  "Does the text link to a page whose address holds a day after the mail's date?",
	Rests: "addresses of the form /2019/05/12/, which publishing programmes make of the day of publication",
	Innocent: []string{"a page of an event that lies ahead, or an article that was announced", "a clock of the sender that was wrong",
		"an archive that is sorted by another calendar"},
	Cause: Anachronism,
	Mail: func(m *Mail) Result {
		date, ok := m.Date()
		if !ok {
			return NotApplicable()
		}
		result := NotApplicable()
		var marks []Mark
		for _, t := range m.texts() {
			for at := range links(t.text) {
				link := linkAt(t.text, at)
				linked, dated := linkDay(link)
				if !dated {
					continue
				}
				result = Absent()
				if m.young(linked, linkMargin) && len(marks) < maxMarks {
					marks = append(marks, Mark{
						Where: fmt.Sprintf("part %s, the link %q", t.Number, shown(link)),
						Why: fmt.Sprintf("The text links to a page whose address names %s, and Date says %s.",
							linked.Format("2 January 2006"), date.Format("2 January 2006")),
						Recheck: "open the link in an archive of the web, and see when the page was first seen",
					})
				}
			}
		}
		if len(marks) > 0 {
			return Found(marks...)
		}
		return result
	},
}

// linkMargin is for time zones and for pages that are dated to the next day.
const linkMargin = 2 * day

// Bounds of what is searched for links.
const (
	maxLinks = 500
	maxLink  = 300 // bytes
)

// links are the offsets of links in a text.
func links(text string) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for at, n := 0, 0; n < maxLinks; n++ {
			i := strings.Index(text[at:], "://")
			if i < 0 || !yield(at+i) {
				return
			}
			at += i + len("://")
		}
	}
}

// linkAt is the link around the offset of its ://.
func linkAt(text string, at int) string {
	start := max(0, at-len("https"))
	if i := strings.LastIndexByte(text[start:at], 'h'); i >= 0 {
		start += strings.IndexByte(text[start:at], 'h')
	}
	link := text[start:min(len(text), start+maxLink)]
	if i := strings.IndexAny(link, " \t\r\n\"'<>)]"); i >= 0 {
		link = link[:i]
	}
	return link
}

// dayInPath is a day between the slashes of an address.
var dayInPath = regexp.MustCompile(`/((?:19|20)\d\d)/(\d\d?)/(\d\d?)(?:/|$)`)

// ahead are words in the addresses of pages about what is to come.
var ahead = []string{"event", "calendar", "agenda", "schedule", "termin", "programm", "conference", "meeting", "booking", "deadline"}

// linkDay is the day in the address of a page that is not about the future.
func linkDay(link string) (time.Time, bool) {
	found := dayInPath.FindStringSubmatch(link)
	if found == nil {
		return time.Time{}, false
	}
	lower := strings.ToLower(link)
	for _, w := range ahead {
		if strings.Contains(lower, w) {
			return time.Time{}, false
		}
	}
	at, err := time.Parse("2006/1/2", found[1]+"/"+found[2]+"/"+found[3])
	return at, err == nil
}
