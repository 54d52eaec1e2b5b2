package tell

import (
	"strings"
	"testing"
	"time"

	"assay/mail"
)

func TestZoneTrouble(t *testing.T) {
	for date, want := range map[string]string{
		"Tue, 14 Mar 2017 09:12:33 +0100 (CET)":  "",
		"Tue, 14 Mar 2017 09:12:33 +0000 (CET)":  "+0100",
		"Tue, 14 Mar 2017 09:12:33 +0200 (CEST)": "summer",
		"Tue, 11 Apr 2017 09:12:33 +0200 (CEST)": "",
		"Sun, 26 Mar 2017 09:12:33 +0200 (CEST)": "", // the day itself
		"Wed, 1 Mar 2017 09:12:33 -0400 (EDT)":   "summer",
		"Tue, 14 Mar 2017 09:12:33 -0400 (EDT)":  "", // the United States begin earlier
		"Wed, 14 Mar 2001 09:12:33 -0400 (EDT)":  "summer",
		"Tue, 14 Mar 2017 09:12:33 +1100 (EDT)":  "", // Australia
		"Tue, 14 Mar 2017 09:12:33 +0600 (BST)":  "", // Bangladesh
		"Wed, 1 Mar 2017 09:12:33 +0100 (BST)":   "summer",
		"Tue, 14 Mar 2017 09:12:33 +0545":        "",
		"Tue, 14 Mar 2017 09:12:33 +0115":        "no place",
		"Tue, 14 Mar 2017 09:12:33 -1900":        "no place",
		"Tue, 14 Mar 2017 09:12:33 +1400":        "",
		"Tue, 14 Mar 2017 09:12:33 -0000 (EDT)":  "",
		"Tue, 14 Mar 2017 09:12:33 +0300 (XYZ)":  "",
	} {
		offset, name := writtenZone(date)
		at, ok := mail.ParseDate(date)
		got := zoneTrouble(offset, name, at)
		if !ok || (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", date, got, want)
		}
	}
}

func TestSummer(t *testing.T) {
	for _, c := range []struct {
		rule       string
		year       int
		begin, end string
	}{
		{"eu", 2017, "2017-03-26", "2017-10-29"}, {"eu", 2020, "2020-03-29", "2020-10-25"},
		{"us", 2017, "2017-03-12", "2017-11-05"}, {"us", 2006, "2006-04-02", "2006-10-29"},
	} {
		begin, end, ok := summer(c.rule, c.year)
		if !ok || begin.Format(time.DateOnly) != c.begin || end.Format(time.DateOnly) != c.end {
			t.Errorf("%s %d: %s to %s", c.rule, c.year, begin, end)
		}
	}
	if _, _, ok := summer("eu", 1990); ok {
		t.Error("the end of summer time in 1990 differed between countries")
	}
}
