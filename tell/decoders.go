package tell

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"
)

// decoders read the time from the groups of a shape, joined. Their names stand
// in the table of identifiers.
var decoders = map[string]func(string) (time.Time, bool){
	"figures":      figures,
	"shortfigures": func(s string) (time.Time, bool) { return parsed("060102150405", s) },
	"dotted":       func(s string) (time.Time, bool) { return parsed("2006.01.02.15.04.05", s) },
	"seconds":      func(s string) (time.Time, bool) { return since(s, 10, time.Second) },
	"hundredths":   func(s string) (time.Time, bool) { return since(s, 10, 10*time.Millisecond) },
	"millis":       func(s string) (time.Time, bool) { return since(s, 10, time.Millisecond) },
	"hexseconds":   func(s string) (time.Time, bool) { return since(s, 16, time.Second) },
	"hexmillis":    func(s string) (time.Time, bool) { return since(s, 16, time.Millisecond) },
	"gmail":        func(s string) (time.Time, bool) { return since(s[4:]+s[:4], 16, time.Microsecond) },
	"filetime":     hexFiletime,
	"base64":       base64Seconds,
	"gnus":         gnusHalves,
	"exim":         func(s string) (time.Time, bool) { return inBase(s, eximSigns) },
	"postfix":      func(s string) (time.Time, bool) { return inBase(s, postfixSigns) },
	"sendmail":     sendmailSigns,
}

func parsed(form, s string) (time.Time, bool) {
	t, err := time.Parse(form, s)
	return t, err == nil
}

// figures reads year to minute or to second.
func figures(s string) (time.Time, bool) { return parsed("20060102150405"[:min(len(s), 14)], s) }

// since reads a number of units since the epoch of Unix.
func since(s string, base int, unit time.Duration) (time.Time, bool) {
	n, err := strconv.ParseInt(s, base, 64)
	perSecond := int64(time.Second / unit)
	return time.Unix(n/perSecond, n%perSecond*int64(unit)).UTC(), err == nil
}

// epochFiletime is 1970 in FILETIME: units of 100 ns since 1601.
const epochFiletime = 116_444_736_000_000_000

func hexFiletime(s string) (time.Time, bool) {
	n, err := strconv.ParseUint(s, 16, 64)
	return fromFiletime(n), err == nil
}

func fromFiletime(n uint64) time.Time {
	units := int64(n) - epochFiletime
	return time.Unix(units/1e7, units%1e7*100).UTC()
}

// urlSigns turns the alphabet for addresses into the usual one. RFC 4648 §5
var urlSigns = strings.NewReplacer("-", "+", "_", "/")

// base64Seconds reads the 32 bits of seconds at the start of a base64 of either alphabet.
func base64Seconds(s string) (time.Time, bool) {
	b, err := base64.RawStdEncoding.DecodeString(urlSigns.Replace(s))
	if err != nil || strings.ToLower(s) == s || strings.ToUpper(s) == s {
		return time.Time{}, false // words and numbers of one case are no base64
	}
	return time.Unix(int64(b[0])<<24|int64(b[1])<<16|int64(b[2])<<8|int64(b[3]), 0).UTC(), true
}

// Alphabets of numbers, the sign for nought first.
const (
	gnusSigns    = "zyxwvutsrqponmlkjihgfedcba9876543210"
	eximSigns    = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	postfixSigns = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"
)

func number(s, signs string) (n int64, ok bool) {
	for i := range len(s) {
		d := strings.IndexByte(signs, s[i])
		if d < 0 {
			return 0, false
		}
		n = n*int64(len(signs)) + int64(d)
	}
	return n, true
}

func inBase(s, signs string) (time.Time, bool) {
	n, ok := number(s, signs)
	return time.Unix(n, 0).UTC(), ok
}

// gnusHalves: above its 16 bits, each half carries a part of a counter.
func gnusHalves(s string) (time.Time, bool) {
	high, ok1 := number(s[:4], gnusSigns)
	low, ok2 := number(s[4:], gnusSigns)
	return time.Unix(high&0xFFFF<<16|low&0xFFFF, 0).UTC(), ok1 && ok2
}

// sendmailSigns: one sign each; the year counts from 1900 and begins anew every
// 60 years, so that it is one from 1980 to 2039.
func sendmailSigns(s string) (time.Time, bool) {
	if strings.Trim(s, "0123456789ABCDEF") == "" {
		return time.Time{}, false // as likely Postfix, which writes hexadecimal figures
	}
	var v [6]int
	for i := range v {
		v[i] = strings.IndexByte(eximSigns[:60], s[i])
	}
	year := 1960 + v[0]
	if year < 1980 {
		year += 60
	}
	ok := 0 <= v[1] && v[1] < 12 && 1 <= v[2] && v[2] <= 31 && v[3] < 24 && v[0] >= 0 && v[4] >= 0 && v[5] >= 0 && v[3] >= 0
	return time.Date(year, time.Month(1+v[1]), v[2], v[3], v[4], v[5], 0, time.UTC), ok
}
