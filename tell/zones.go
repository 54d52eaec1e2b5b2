package tell

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"time"
)

//go:embed zones.tsv
var zoneTable string

// zoneName is one line of the table.
type zoneName struct {
	offsets []string
	rule    string // of summer time: eu, us or none
	only    string // the offset for which it has the rule; empty for all
}

var zoneNames = sync.OnceValue(func() map[string]zoneName {
	table := map[string]zoneName{}
	for line := range strings.Lines(zoneTable) {
		if line[0] != '#' {
			col := strings.Split(line, "\t")
			rule, only, _ := strings.Cut(col[2], ":")
			table[col[0]] = zoneName{strings.Split(col[1], ","), rule, only}
		}
	}
	return table
})

// has reports whether the name stands for the offset.
func (z zoneName) has(offset string) bool { return slices.Contains(z.offsets, offset) }

// edge is how near to a change of the clocks nothing is said.
const edge = 48 * time.Hour

// outOfSeason reports whether the name is one of summer time, and its rule
// had no summer time at that time.
func (z zoneName) outOfSeason(offset string, at time.Time) bool {
	if z.rule == "" || z.only != "" && z.only != offset {
		return false
	}
	begin, end, known := summer(z.rule, at.Year())
	return known && (at.Before(begin.Add(-edge)) || at.After(end.Add(edge)))
}

// summer is when summer time begins and ends, to the day. Directive 2000/84/EC
// and the two before it; Energy Policy Act of 2005 §110, and before it the
// Uniform Time Act as of 1986.
func summer(rule string, year int) (begin, end time.Time, known bool) {
	switch {
	case rule == "eu" && year >= 1996:
		return lastSunday(year, time.March), lastSunday(year, time.October), true
	case rule == "us" && year >= 2007:
		return firstSunday(year, time.March).AddDate(0, 0, 7), firstSunday(year, time.November), true
	case rule == "us" && year >= 1987:
		return firstSunday(year, time.April), lastSunday(year, time.October), true
	}
	return time.Time{}, time.Time{}, false
}

func firstSunday(year int, month time.Month) time.Time {
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, (7-int(first.Weekday()))%7)
}

func lastSunday(year int, month time.Month) time.Time {
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC)
	return last.AddDate(0, 0, -int(last.Weekday()))
}
