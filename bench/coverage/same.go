package main

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// compare says which of the two has a field: equal means that assay has all
// values that exiftool has.
func compare(f field, their, our []string) string {
	switch {
	case len(their) == 0 && len(our) == 0:
		return "neither"
	case len(our) == 0:
		return "only exiftool"
	case len(their) == 0:
		return "only assay"
	}
	for _, v := range their {
		if !slices.ContainsFunc(our, func(o string) bool { return same(f, v, o) }) {
			return "differ"
		}
	}
	return "equal"
}

// same compares one value of exiftool with one of assay.
func same(f field, their, our string) bool {
	their, our = plain(their), plain(our)
	switch {
	case their == our:
		return true
	case f.isTime():
		return sameTime(their, our)
	case f.name == "size in pixels":
		width, _, _ := strings.Cut(our, " x ")
		return width == their
	case f.name == "keywords":
		return strings.Contains(our, their) // it splits them at commas
	case f.name == "software":
		return strings.Contains(our, "/") && strings.HasPrefix(their, our) // it keeps the build behind the version
	}
	a, err := strconv.ParseFloat(their, 64)
	b, isNumber := degrees(our)
	return err == nil && isNumber && math.Abs(a-b) <= 1e-5*max(1, math.Abs(a))
}

// degrees reads a number, or degrees, minutes and seconds.
func degrees(text string) (sum float64, ok bool) {
	unit := 1.0
	for word := range strings.FieldsSeq(text) {
		n, err := strconv.ParseFloat(strings.Trim(word, ","), 64)
		if err != nil || unit > 3600 {
			return 0, false
		}
		sum += n / unit
		unit *= 60
	}
	return sum, text != ""
}

func plain(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }

// sameTime compares 2006:01:02 15:04:05+02:00 with RFC 3339, both in lower
// case; a zone counts where both have one, fractions of a second do not.
func sameTime(their, our string) bool {
	date, clock, _ := strings.Cut(their, " ")
	their = strings.ReplaceAll(date, ":", "-") + "t" + clock
	x, errX := time.Parse(time.RFC3339, strings.ToUpper(their))
	y, errY := time.Parse(time.RFC3339, strings.ToUpper(our))
	if errX == nil && errY == nil {
		return x.Truncate(time.Second).Equal(y.Truncate(time.Second))
	}
	n := min(len(wall(their)), len(wall(our)))
	return n >= len("2006-01-02t15:04") && their[:n] == our[:n]
}

// wall is a time without zone and fractions of a second.
func wall(text string) string {
	const full = len("2006-01-02t15:04:05")
	date := min(len(text), len("2006-01-02"))
	if i := strings.IndexAny(text[date:], "+-z."); i >= 0 {
		text = text[:date+i]
	}
	return text[:min(len(text), full)]
}
