package prose

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

var (
	months = map[string][]string{
		"en": strings.Fields("January February March April May June July August September October November December"),
		"fr": strings.Fields("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
	}
	days = map[string][]string{
		"en": strings.Fields("Sunday Monday Tuesday Wednesday Thursday Friday Saturday"),
		"fr": strings.Fields("dimanche lundi mardi mercredi jeudi vendredi samedi"),
	}
)

// amount is a sum of money, as large as such sums are in letters.
func (s *Story) amount() string {
	n := []int{10, 100, 500, 1000, 5000}[s.r.IntN(5)] * (1 + s.r.IntN(18))
	if s.r.IntN(3) == 0 {
		n += s.r.IntN(990)
	}
	if s.Lang == "fr" {
		return grouped(n, "\u00a0") + " euros" // a number that lines do not part
	}
	return grouped(n, ",") + " euros"
}

// grouped writes a number with a sign between its thousands.
func grouped(n int, sign string) string {
	text := strconv.Itoa(n)
	if len(text) > 3 {
		return text[:len(text)-3] + sign + text[len(text)-3:]
	}
	return text
}

// date is a day some weeks around the story's own.
func (s *Story) date() string {
	at := s.cast.At.AddDate(0, 0, s.r.IntN(40)-6)
	return fmt.Sprintf("%d %s %d", at.Day(), months[s.Lang][at.Month()-1], at.Year())
}

func (s *Story) month() string { return months[s.Lang][(int(s.cast.At.Month())+s.r.IntN(4))%12] }

// day is one on which people work.
func (s *Story) day() string { return days[s.Lang][int(time.Monday)+s.r.IntN(5)] }

func (s *Story) hour() string {
	h, m := 8+s.r.IntN(12), s.r.IntN(4)*15
	switch {
	case s.Lang == "fr" && m == 0:
		return fmt.Sprintf("%d h", h)
	case s.Lang == "fr":
		return fmt.Sprintf("%d h %02d", h, m)
	}
	return fmt.Sprintf("%d:%02d", h, m)
}

func (s *Story) percent() string {
	if s.Lang == "fr" {
		return fmt.Sprintf("%d,%d %%", 3+s.r.IntN(40), s.r.IntN(10))
	}
	return fmt.Sprintf("%d.%d %%", 3+s.r.IntN(40), s.r.IntN(10))
}

func (s *Story) room() string {
	if s.Lang == "fr" {
		return fmt.Sprintf("la salle %d", 1+s.r.IntN(40))
	}
	return fmt.Sprintf("room %d", 1+s.r.IntN(40))
}
