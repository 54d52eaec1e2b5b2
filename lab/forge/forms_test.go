package forge

import (
	"testing"
	"time"
)

// TestFormsReadWhatTheyWrite writes another time into real shapes and reads it.
func TestFormsReadWhatTheyWrite(t *testing.T) {
	to := time.Date(2016, 5, 4, 3, 2, 1, 0, time.UTC)
	for text, want := range map[string]string{
		"Thu,\n\t22 Aug 2002 07:20:05 -0700": "2002-08-22 14:20:05",
		"8 Oct 2002 03:09:59 +0000":          "2002-10-08 03:09:59",
		"20210421194702":                     "2021-04-21 19:47:02",
		"1619047310384":                      "2021-04-21 23:21:50",
		"0208221524380":                      "2002-08-22 15:24:38",
		"1020827180925":                      "2002-08-27 18:09:25",
		"<YH2hs6EsPTpDAqXc@":                 "2021-04-19 15:28:51",
		"00000000000080910505a0ae7bb6":       "2020-03-12 20:49:03",
		"01D2C34F":                           "2017-05-02 14:18:41",
		"1030015585":                         "2002-08-22 11:26:25",
		"17hsof-00042r-00":                   "2002-08-22 14:20:05",
		"g7MENlZ09984":                       "2002-08-22 14:23:47",
		"627A3760":                           "2022-05-10 09:58:56",
		"B98ABFA4":                           "2002-08-22 16:19:48",
	} {
		read := false
		for _, form := range forms {
			if form.find.FindString(text) != text {
				continue
			}
			at, ok := form.read(text)
			if !ok || at.UTC().Format(time.DateTime) != want {
				continue
			}
			read = true
			again, ok := form.read(form.write(text, to))
			const step = 8 * time.Minute // of the upper half of a FILETIME
			if now := form.write(text, to); !ok || len(now) != len(text) || again.Sub(to).Abs() > step {
				t.Errorf("%q was written as %q and read as %v", text, now, again)
			}
		}
		if !read {
			t.Errorf("%q is not read as %s", text, want)
		}
	}
}
