package tell

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// spokenDate is a date as people read it, in a zone that is not known.
type spokenDate struct {
	at      time.Time // the earliest reading, as UTC
	weekday int       // that stands before it; -1 where none does
	sure    bool      // only one reading
}

// spoken finds the first date in a line: with the month by name in one of the
// languages of attributions.tsv, or in figures.
func spoken(line string) (spokenDate, bool) {
	words := strings.FieldsFunc(strings.ToLower(line), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",()<>\"'[]", r)
	})
	for i, word := range words {
		d, ok := figuresDate(word)
		last := i
		if !ok {
			d, last, ok = byName(words, i)
		}
		if !ok {
			continue
		}
		d.weekday = weekdayBefore(words, i)
		d.at = d.at.Add(timeOfDay(words[min(len(words), last+1):]))
		return d, true
	}
	return spokenDate{}, false
}

// weekdayBefore is the day that is named in the two words before a date.
func weekdayBefore(words []string, i int) int {
	for _, w := range words[max(0, i-2):i] {
		if n, ok := attributions().days[strings.TrimRight(w, ".:")]; ok {
			return n
		}
	}
	return -1
}

// byName reads "5 march 2018", "march 5 2018", "5. märz 2018", "5 de marzo de
// 2018" at i, and says which word is its last.
func byName(words []string, i int) (d spokenDate, last int, ok bool) {
	var day, month, year int
	last = i
	for ; last < len(words) && last < i+5 && year == 0; last++ {
		w := strings.TrimRight(words[last], ".")
		n, isNumber := plainNumber(strings.TrimRight(w, "stndrh"))
		m, named := attributions().months[w]
		switch {
		case isNumber && n >= 1970 && n < newestYear && month > 0 && day > 0:
			year = n
		case isNumber && n >= 1 && n <= 31 && day == 0:
			day = n
		case named && month == 0:
			month = m
		case w == "de" || w == "of" || w == "del":
		default:
			return spokenDate{}, i, false
		}
	}
	at, ok := date(year, month, day)
	return spokenDate{at: at, sure: true}, last - 1, ok
}

// plainNumber reads figures; most words are none, and an error would have to be made
// of each.
func plainNumber(word string) (n int, ok bool) {
	if word == "" || word[0] > '9' {
		return 0, false
	}
	n, err := strconv.Atoi(word)
	return n, err == nil
}

// figuresDate reads 2018-03-05, 05.03.2018, 3/5/18 and the like.
func figuresDate(word string) (spokenDate, bool) {
	if len(word) > 12 || !strings.ContainsAny(word, "0123456789") {
		return spokenDate{}, false
	}
	part := strings.FieldsFunc(strings.TrimRight(word, ".:"), func(r rune) bool { return r == '-' || r == '/' || r == '.' })
	if len(part) != 3 {
		return spokenDate{}, false
	}
	var n [3]int
	for i, p := range part {
		v, err := strconv.Atoi(p)
		if err != nil || v < 0 {
			return spokenDate{}, false
		}
		n[i] = v
	}
	if len(part[0]) == 4 {
		at, ok := date(n[0], n[1], n[2])
		return spokenDate{at: at, sure: true}, ok
	}
	if len(part[2]) == 2 {
		n[2] += 2000
	}
	a, aOK := date(n[2], n[1], n[0])
	b, bOK := date(n[2], n[0], n[1])
	if len(part[2]) == 2 && len(part[0]) == 2 {
		// The year may stand first.
		if c, ok := date(2000+n[0], n[1], n[2]-2000); ok && (!aOK || c.Before(a)) && (!bOK || c.Before(b)) {
			return spokenDate{at: c}, true
		}
	}
	if aOK && (!bOK || a.Before(b)) {
		return spokenDate{at: a, sure: !bOK}, true
	}
	return spokenDate{at: b, sure: !aOK || a.Equal(b)}, bOK
}

// date is a day that exists.
func date(year, month, day int) (time.Time, bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t, year >= 1970 && year < newestYear && month >= 1 && month <= 12 && t.Day() == day && day > 0
}

// timeOfDay reads "14:03", "2:03 pm", "2:03:11pm" in the words behind a date.
func timeOfDay(words []string) time.Duration {
	for i, w := range words[:min(len(words), 4)] {
		hour, rest, ok := strings.Cut(w, ":")
		h, err := strconv.Atoi(hour)
		if !ok || err != nil || len(rest) < 2 || h < 0 || h > 23 {
			continue
		}
		minute, err := strconv.Atoi(rest[:2])
		if err != nil || minute < 0 || minute > 59 {
			continue
		}
		half := rest
		if i+1 < len(words) {
			half += words[i+1]
		}
		if strings.Contains(half, "pm") && h < 12 {
			h += 12
		}
		if strings.Contains(half, "am") && h == 12 {
			h = 0
		}
		return time.Duration(h)*time.Hour + time.Duration(minute)*time.Minute
	}
	return 0
}
