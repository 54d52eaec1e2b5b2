package forge

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// attributed finds the date in the line that stands above a quotation.
var attributed = regexp.MustCompile(`(?:\bOn|\bLe|\bSent:|Envoyé :) ((?:[A-Za-z]{2,8}\.?,? )?(?:(\d{1,2}) ([A-Za-zéû]{3,9})\.? (\d{4})|([A-Za-z]{3,9}) (\d{1,2}),? (\d{4})|(\d{4})-(\d\d)-(\d\d)))`)

// later is a date above a quotation, and where in the view it stands.
type later struct {
	pick
	at time.Time
}

// laterQuotes are the dates of quotations that are later than to, and not later
// than the mail really was.
func (w *work) laterQuotes(was, to time.Time) (list []later) {
	sides := w.sides()
	if len(sides) == 0 {
		return nil
	}
	text := string(sides[0].view.text)
	for _, m := range attributed.FindAllStringSubmatchIndex(text, -1) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		at, form, ok := readQuoteDate(group)
		if !ok || at.Sub(to) <= day || at.Sub(was) > day {
			continue
		}
		list = append(list, later{pick{m[2], m[3], form(at.Add(to.Sub(was)))}, at})
	}
	return list
}

// readQuoteDate reads one of the three forms; form writes the same with another
// date, without a day of the week.
func readQuoteDate(group func(int) string) (at time.Time, form func(time.Time) string, ok bool) {
	month := func(name string) (int, string, bool) {
		for _, lang := range languages {
			for i, full := range monthNames[lang] {
				if strings.EqualFold(full, name) || len(name) >= 3 && len(full) >= 3 && strings.EqualFold(full[:3], name) {
					return i + 1, lang, true
				}
			}
		}
		return 0, "", false
	}
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	switch {
	case group(2) != "":
		n, lang, known := month(group(3))
		at, ok = time.Date(number(group(4)), time.Month(n), number(group(2)), 12, 0, 0, 0, time.UTC), known
		form = func(t time.Time) string {
			return strconv.Itoa(t.Day()) + " " + monthLike(lang, group(3), t) + " " + strconv.Itoa(t.Year())
		}
	case group(5) != "":
		n, lang, known := month(group(5))
		at, ok = time.Date(number(group(7)), time.Month(n), number(group(6)), 12, 0, 0, 0, time.UTC), known
		form = func(t time.Time) string {
			return monthLike(lang, group(5), t) + " " + strconv.Itoa(t.Day()) + ", " + strconv.Itoa(t.Year())
		}
	default:
		at = time.Date(number(group(8)), time.Month(number(group(9))), number(group(10)), 12, 0, 0, 0, time.UTC)
		form, ok = func(t time.Time) string { return t.Format("2006-01-02") }, true
	}
	return at, form, ok
}

// monthLike is the name of the month of t, short where model is.
func monthLike(lang, model string, t time.Time) string {
	full := monthNames[lang][t.Month()-1]
	if len(model) == 3 && len(full) > 3 {
		return full[:3]
	}
	return full
}

// shiftQuotes moves the dates above quotations as Date was moved.
func (w *work) shiftQuotes(to time.Time) {
	f, _ := w.was.First("date")
	was, ok := readDate(f.Unfolded())
	const most = 20
	for range most {
		list := w.laterQuotes(was, to)
		if !ok || len(list) == 0 {
			return
		}
		sides := w.sides()
		h := hand{both: len(sides) > 1}
		if !w.try(sides, sides[0], list[0].pick, h) && !w.try(sides, sides[0], list[0].pick, hand{}) {
			return
		}
	}
}
