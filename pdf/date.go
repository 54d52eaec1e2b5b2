package pdf

import (
	"fmt"
	"strings"
	"time"

	"assay/document"
)

// ParseDate reads a PDF date, "D:20060102150405+02'00'", as RFC 3339 with the
// zone that stands there, without a zone where none does. It is empty where
// text is no date, or has no time of day: a day alone must not turn into a
// midnight. ISO 32000-2 §7.9.4.
func ParseDate(text string) string {
	s := strings.TrimPrefix(strings.TrimSpace(text), "D:")
	n := 0
	for n < len(s) && n < 14 && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	if n != 12 && n != 14 {
		return ""
	}
	number := func(from, to int) (v int) {
		for _, c := range s[from:min(to, n)] {
			v = v*10 + int(c-'0')
		}
		return v
	}
	zone, ok := parseZone(s[n:])
	if !ok {
		return ""
	}
	second := 0
	if n == 14 {
		second = number(12, 14)
	}
	t := time.Date(number(0, 4), time.Month(number(4, 6)), number(6, 8), number(8, 10), number(10, 12), second, 0, time.UTC)
	digits := s[:12] + fmt.Sprintf("%02d", second)
	if t.Format("20060102150405") != digits {
		return "" // the 31st of February, or 25 o'clock
	}
	return t.Format("2006-01-02T15:04:05") + zone
}

// parseZone reads "Z", "+02'00'", "-0500" or nothing.
func parseZone(s string) (string, bool) {
	s = strings.ReplaceAll(strings.TrimSpace(s), "'", "")
	switch {
	case s == "":
		return "", true
	case s[0] == 'Z' || s[0] == 'z':
		if strings.Trim(s[1:], "0") == "" {
			return "Z", true
		}
	case s[0] == '+' || s[0] == '-':
		h, m := s[1:], ""
		if len(h) > 2 {
			h, m = h[:2], strings.TrimPrefix(h[2:], ":")
		}
		if m == "" {
			m = "00"
		}
		hours, ok1 := digits([]byte(h))
		minutes, ok2 := digits([]byte(m))
		if ok1 && ok2 && len(m) == 2 && hours < 24 && minutes < 60 {
			return fmt.Sprintf("%c%02d:%02d", s[0], hours, minutes), true
		}
	}
	return "", false
}

// timeOf makes a document's time of a PDF date.
func timeOf(what, text, where string) document.Time {
	return document.Time{What: what, At: ParseDate(text), Text: text, Where: where}
}
