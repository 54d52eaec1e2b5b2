package tell

import (
	_ "embed"
	"fmt"
	"strings"
	"time"

	"assay/mail"
)

//go:embed youngfields.tsv
var youngFieldsTable string

var youngFields = firstDays(youngFieldsTable)

// youngField: who writes an old date over a newer mail forgets what its header
// says of the time in which it was sent.
var youngField = Tell{
	ID:    "mail/young-field",
	Asks:  "Did every field of the header, and what stands in it, exist at the mail's date?",
	Rests: "the first drafts of the specifications, and the first days of the services that write the fields",
	Innocent: []string{"a clock of the sender that was wrong", "a mail that was imported or sent again later, and got new fields then",
		"an archive that added fields when it took the mail in"},
	Cause: Anachronism,
	Mail: func(m *Mail) Result {
		date, ok := m.Date()
		if !ok {
			return NotApplicable()
		}
		rows := youngFields()
		if !date.Before(newest(rows)) {
			return Absent() // nothing here is younger
		}
		var marks []Mark
		for _, f := range m.Header {
			for _, r := range rows {
				if m.young(r.first, 0) && r.matches(f) {
					marks = append(marks, m.tooYoung(fmt.Sprintf("%s at byte %d", f.Name(), f.Offset), f.Name()+said(r.cells[1]), r.first, lineAt(f.Offset)))
					break
				}
			}
			if len(marks) == maxMarks {
				break
			}
		}
		return Of(marks)
	},
}

func newest(rows []row) (last time.Time) {
	for _, r := range rows {
		if r.first.After(last) {
			last = r.first
		}
	}
	return last
}

// matches reports whether a field is the one of a row: its name, or the
// beginning of it where the row ends in a star, and what it holds.
func (r row) matches(f mail.Field) bool {
	name, holds := r.cells[0], r.cells[1]
	if begins, ok := strings.CutSuffix(name, "*"); ok {
		if own := strings.ToLower(f.Name()); !strings.HasPrefix(own, begins) {
			return false
		}
	} else if !f.Is(name) {
		return false
	}
	return holds == "" || strings.Contains(f.Unfolded(), holds)
}

func said(holds string) string {
	if holds == "" {
		return " stands in the header"
	}
	return fmt.Sprintf(" says %q", strings.TrimSpace(holds))
}
