package forge

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// dayNames and monthNames by language, in the order of the calendar.
var (
	dayNames = map[string][]string{
		"en": {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
		"fr": {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
	}
	monthNames = map[string][]string{
		"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		"fr": {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	}
	languages = []string{"en", "fr"}
)

// calendar are all those names in lower case.
var calendar = func() map[string]bool {
	m := map[string]bool{}
	for _, lang := range languages {
		for _, name := range append(dayNames[lang][:7:7], monthNames[lang]...) {
			m[strings.ToLower(name)] = true
		}
	}
	return m
}()

var (
	isoDate = regexp.MustCompile(`^((?:19|20)\d\d-\d\d-)(\d\d)$`)
	clock   = regexp.MustCompile(`^([01]?\d|2[0-3]):([0-5]\d)$`)
	dayNum  = regexp.MustCompile(`^([12]?\d|3[01])(st|nd|rd|th)?$`)
)

// pickDate puts another day or hour in the place of one.
func pickDate(w *work, s *side, by whose) (list []pick) {
	all := tokens(&s.view, by)
	lang := w.lang(s.view.text)
	for i, t := range all {
		now := ""
		if day := index(dayNames[lang], t.word); day >= 0 {
			now = likeCase(dayNames[lang][(day+1+w.R.IntN(6))%7], t.word)
		} else if m := isoDate.FindStringSubmatch(t.word); m != nil {
			now = fmt.Sprintf("%s%02d", m[1], w.otherDay(m[2]))
		} else if m := clock.FindStringSubmatch(t.word); m != nil {
			hour, _ := strconv.Atoi(m[1])
			now = fmt.Sprintf("%0*d:%s", len(m[1]), 10+(hour+1+w.R.IntN(9))%10, m[2])
		} else if m := dayNum.FindStringSubmatch(t.word); m != nil && m[2] == "" && w.besideMonth(all, i, lang) {
			now = strconv.Itoa(w.otherDay(m[1]))
		}
		if now != "" && now != t.word {
			list = append(list, pick{t.start, t.end, now})
		}
	}
	return list
}

// otherDay is another day of the month, of as many digits.
func (w *work) otherDay(day string) int {
	n, _ := strconv.Atoi(day)
	if len(day) == 1 {
		return 1 + (n+w.R.IntN(8))%9
	}
	return 10 + (n-9+w.R.IntN(18))%19
}

// besideMonth reports whether the token stands directly before or behind the
// name of a month.
func (w *work) besideMonth(all []token, i int, lang string) bool {
	month := func(t token) bool { return index(monthNames[lang], t.word) >= 0 }
	return i > 0 && all[i].start-all[i-1].end == 1 && month(all[i-1]) ||
		i+1 < len(all) && all[i+1].start-all[i].end == 1 && month(all[i+1])
}

func index(names []string, word string) int {
	for i, name := range names {
		if strings.EqualFold(name, word) {
			return i
		}
	}
	return -1
}
