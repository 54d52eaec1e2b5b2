package tell

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
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
		known := youngNames()
		if !date.Before(known.newest) {
			return NotApplicable() // nothing here is younger
		}
		var marks []Mark
		var name []byte
		for _, f := range m.Header {
			name = f.AppendLowerName(name[:0])
			if r, found := m.younger(f, known.rows(name)); found && len(marks) < maxMarks {
				marks = append(marks, m.tooYoung(fmt.Sprintf("%s at byte %d", f.Name(), f.Offset), f.Name()+said(r.cells[1]), r.first, lineAt(f.Offset)))
			}
		}
		return Of(marks)
	},
}

// fieldNames are the rows of the table by what they begin with.
type fieldNames struct {
	whole  map[string][]row
	begins []row // names that go on
	newest time.Time
}

var youngNames = sync.OnceValue(func() *fieldNames {
	n := &fieldNames{whole: map[string][]row{}}
	for _, r := range youngFields() {
		if begins, ok := strings.CutSuffix(r.cells[0], "*"); ok {
			n.begins = append(n.begins, row{[]string{begins, r.cells[1]}, r.first})
		} else {
			n.whole[r.cells[0]] = append(n.whole[r.cells[0]], r)
		}
		if r.first.After(n.newest) {
			n.newest = r.first
		}
	}
	return n
})

// rows are those of a field's name, in lower case.
func (n *fieldNames) rows(name []byte) []row {
	if list, ok := n.whole[string(name)]; ok || len(name) < 2 || name[0] != 'x' {
		return list
	}
	for i, r := range n.begins {
		if strings.HasPrefix(string(name), r.cells[0]) {
			return n.begins[i : i+1]
		}
	}
	return nil
}

// younger is the first row that a field fits and that is younger than the mail.
func (m *Mail) younger(f mail.Field, rows []row) (row, bool) {
	text, read := "", false
	for _, r := range rows {
		if !m.young(r.first, 0) {
			continue
		}
		if !read && r.cells[1] != "" {
			text, read = f.Unfolded(), true
		}
		if strings.Contains(text, r.cells[1]) {
			return r, true
		}
	}
	return row{}, false
}

func said(holds string) string {
	if holds == "" {
		return " stands in the header"
	}
	return fmt.Sprintf(" says %q", strings.TrimSpace(holds))
}
