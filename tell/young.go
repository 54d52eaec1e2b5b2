package tell

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
)

// row is one line of a table of first days: what, and the day on which the
// public first had it.
type row struct {
	cells []string
	first time.Time
}

// firstDays reads a table: lines of tab-separated cells, of which the one
// before the last is a day; the last says where it is known from. Lines that
// begin with # are comments.
func firstDays(table string) func() []row {
	return sync.OnceValue(func() (rows []row) {
		for line := range strings.Lines(table) {
			cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
			if strings.HasPrefix(line, "#") || len(cells) < 3 {
				continue
			}
			if day, err := time.Parse(time.DateOnly, cells[len(cells)-2]); err == nil {
				rows = append(rows, row{cells[:len(cells)-2], day})
			}
		}
		return rows
	})
}

// young reports whether a mail dates from before a day, by more than a margin.
func (m *Mail) young(first time.Time, margin time.Duration) bool {
	date, ok := m.Date()
	return ok && date.Year() >= firstYear && date.Add(margin).Before(first)
}

// firstYear is the year before which a Date is an error of a clock or of a year
// of two figures: there was no mail of this kind.
const firstYear = 1980

const day = 24 * time.Hour

// tooYoung is the mark of something that did not exist at Date.
func (m *Mail) tooYoung(where, what string, first time.Time, recheck string) Mark {
	date, _ := m.Date()
	return Mark{
		Where:   where,
		Why:     fmt.Sprintf("%s; the public first had it on %s, and Date says %s.", what, first.Format("2 January 2006"), date.Format("2 January 2006")),
		Recheck: recheck,
	}
}

// version is a number of several, the most weighty first.
type version []int

// parseVersion reads the figures and dots that text begins with.
func parseVersion(text string) (v version) {
	for text != "" {
		n := len(text) - len(strings.TrimLeft(text, "0123456789"))
		number, err := strconv.Atoi(text[:n])
		if err != nil {
			break
		}
		v = append(v, number)
		rest, more := strings.CutPrefix(text[n:], ".")
		if !more {
			break
		}
		text = rest
	}
	return v
}

// least reports whether v is other or higher.
func (v version) least(other version) bool {
	for i, n := range other {
		switch {
		case i >= len(v):
			return false
		case v[i] != n:
			return v[i] > n
		}
	}
	return true
}
