package tell

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"time"
)

//go:embed youngservices.tsv
var youngServicesTable string

var youngServices = firstDays(youngServicesTable)

// youngService: a text that is written later links to what is there then, and
// its HTML is that of a later programme.
var youngService = Tell{
	ID:    "mail/young-service",
	Asks:  "Did every service that the text links to, and every font and mark of a programme in its HTML, exist at the mail's date?",
	Rests: "the days on which services opened and programmes were first shown",
	Innocent: []string{"a clock of the sender that was wrong", "a gateway that rewrote links or HTML later, or a mail that was imported",
		"another site that had the name before"},
	Cause: Anachronism,
	Mail: func(m *Mail) Result {
		date, ok := m.Date()
		texts := m.texts()
		if !ok || len(texts) == 0 {
			return NotApplicable()
		}
		known := services()
		if !date.Before(known.newest) {
			return NotApplicable() // nothing here is younger
		}
		var marks []Mark
		for _, t := range texts {
			for _, r := range known.in(&t) {
				if m.young(r.first, serviceMargin) && len(marks) < maxMarks {
					marks = append(marks, m.tooYoung("part "+t.Number, fmt.Sprintf("The text holds %q", r.cells[1]), r.first,
						"look up when the service opened or the programme was published"))
				}
			}
		}
		return Of(marks)
	},
}

// serviceMargin is the time in which friends of its makers may have used a
// service that the public could not.
const serviceMargin = 90 * day

// serviceTable is the table by what is looked for.
type serviceTable struct {
	hosts  map[string][]row
	pages  []row
	newest time.Time
}

var services = sync.OnceValue(func() *serviceTable {
	t := &serviceTable{hosts: map[string][]row{}}
	for _, r := range youngServices() {
		if r.cells[0] == "link" {
			host, _, _ := strings.Cut(r.cells[1], "/")
			t.hosts[host] = append(t.hosts[host], r)
		} else {
			t.pages = append(t.pages, r)
		}
		if r.first.After(t.newest) {
			t.newest = r.first
		}
	}
	return t
})

// in are the rows that a text fits, each once.
func (s *serviceTable) in(t *ownText) (found []row) {
	seen := map[string]bool{}
	add := func(r row) {
		if !seen[r.cells[1]] {
			seen[r.cells[1]] = true
			found = append(found, r)
		}
	}
	for at := range links(t.text) {
		link := t.text[at+len("://") : min(len(t.text), at+maxLink)]
		if i := strings.IndexAny(link, " \t\r\n\"'<>)]"); i >= 0 {
			link = link[:i]
		}
		link = strings.TrimPrefix(strings.ToLower(link), "www.")
		host := link
		if i := strings.IndexAny(link, "/?#:"); i >= 0 {
			host = link[:i]
		}
		for _, r := range s.hosts[host] {
			if strings.HasPrefix(link, r.cells[1]) {
				add(r)
			}
		}
	}
	if t.Type == "text/html" {
		for _, r := range s.pages {
			if strings.Contains(t.text, r.cells[1]) {
				add(r)
			}
		}
	}
	return found
}
