package tell

import (
	"fmt"
	"strings"
	"time"

	"assay/mail"
)

// dateZone: programmes take zone and name from one table.
var dateZone = Tell{
	ID:    "mail/date-zone",
	Asks:  "Are there places with the zone that Date and Received write, and does its name fit?",
	Rests: "zones lie between -1200 and +1400, on full, half and some quarter hours; names and summer times are in zones.tsv",
	Innocent: []string{"a computer that was set up with a zone of its own making", "a name that another country uses for another zone",
		"a computer that missed a change of the clocks"},
	Cause: DateWriting,
	Mail: func(m *Mail) Result {
		read := 0
		var marks []Mark
		look := func(f mail.Field, text string, at time.Time) {
			offset, name := writtenZone(text)
			if offset == "" {
				return
			}
			read++
			if why := zoneTrouble(offset, name, at); why != "" {
				marks = append(marks, Mark{fmt.Sprintf("%s at byte %d", f.Name(), f.Offset), why, "compare with the table of time zones (tz database)"})
			}
		}
		if at, ok := m.Date(); ok {
			field, text := m.value("date")
			look(field, text, at)
		}
		for _, h := range m.hops() {
			if h.dated {
				look(h.field, h.noted, h.at)
			}
		}
		if read == 0 {
			return NotApplicable()
		}
		return Of(marks)
	},
}

// writtenZone is the zone in figures at the end of a date, and the name in the
// comment behind it, if there is one.
func writtenZone(date string) (offset, name string) {
	figures, comment, _ := strings.Cut(date, "(")
	figures = strings.TrimRight(figures, " \t")
	offset = figures[strings.LastIndexAny(figures, " \t")+1:]
	if len(offset) != 5 || offset[0] != '+' && offset[0] != '-' || strings.Trim(offset[1:], "0123456789") != "" {
		return "", ""
	}
	name, _, _ = strings.Cut(comment, ")")
	return offset, strings.ToUpper(strings.TrimSpace(name))
}

// zoneTrouble says what is wrong with a zone, or nothing. -0000 says that
// the zone is not known. RFC 5322 §3.3
func zoneTrouble(offset, name string, at time.Time) string {
	hours, minutes := offset[:3], offset[3:]
	inRange := offset[0] == '+' && hours <= "+14" || offset[0] == '-' && hours <= "-12"
	if !inRange || minutes != "00" && minutes != "30" && minutes != "45" {
		return fmt.Sprintf("The zone is %s, and there is no place that has it.", offset)
	}
	z, known := zoneNames()[name]
	switch {
	case !known || offset == "-0000":
		return ""
	case !z.has(offset):
		return fmt.Sprintf("The zone is %s, and its name is given as %s, which is %s.", offset, name, strings.Join(z.offsets, " or "))
	case z.outOfSeason(offset, at):
		return fmt.Sprintf("The zone is named %s, which is summer time, on %s.", name, at.Format("2 January 2006"))
	}
	return ""
}
