package forge

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"assay/mail"
)

// form is a way to write a time; server tells that servers write it too.
type form struct {
	words  bool // people read it
	server bool
	find   *regexp.Regexp
	read   func(string) (time.Time, bool)
	write  func(was string, t time.Time) string
}

// forms, the longest first.
var forms = []form{
	{true, true, regexp.MustCompile(`(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s+)?\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d{4}\s+\d\d:\d\d(?::\d\d)?(?:\s+[-+]\d{4})?`), readDate, writeDate},
	{false, false, regexp.MustCompile(`\b20\d{12}`), layoutReader("20060102150405"), layoutWriter("20060102150405")},
	{false, false, regexp.MustCompile(`\b20\d{10}\b`), layoutReader("200601021504"), layoutWriter("200601021504")},
	{false, true, regexp.MustCompile(`\b1\d{12}\b`), decimal(1000), undecimal(1000)},
	{false, false, regexp.MustCompile(`\b\d{13}\b`), readPine, writePine},
	{false, false, regexp.MustCompile(`\b1\d{12}\b`), readOldPine, writeOldPine},
	{false, false, regexp.MustCompile(`<[0-9A-Za-z+/_-]{16}@`), readMutt, writeMutt},
	{false, false, regexp.MustCompile(`\b[0-9a-f]{28}\b`), readGmail, writeGmail},
	{false, false, regexp.MustCompile(`\b01[CD][0-9A-F]{5}\b`), readFiletime, writeFiletime},
	{false, false, regexp.MustCompile(`\bA[bcdQ][0-9A-Za-z+/]{20,}={0,2}`), readThread, writeThread},
	{false, true, regexp.MustCompile(`(?:\b|_)(?:1\d{9}|9\d{8})\b`), decimal(1), undecimal(1)},
	{false, true, regexp.MustCompile(`\bE?[01][0-9A-Za-z]{5}-[0-9A-Za-z]{6}-[0-9A-Za-z]{2}\b`), readExim, writeExim},
	{false, true, regexp.MustCompile(`\b[0-9A-Za-x][0-9AB][1-9A-V][0-9A-N][0-9A-Za-x]{3,4}\d{5,6}\b`), readSendmail, writeSendmail},
	{false, false, regexp.MustCompile(`\b[3-6][0-9A-F]{7}\b`), hexReader(0), hexWriter(0)},
	{false, false, regexp.MustCompile(`\b[BCD][0-9A-F]{7}\b`), hexReader(epoch1904), hexWriter(epoch1904)},
	{false, false, regexp.MustCompile(`\b20\d{6}\b`), layoutReader("20060102"), layoutWriter("20060102")},
}

func readDate(s string) (time.Time, bool) {
	return mail.ParseDate(strings.Join(strings.Fields(s), " "))
}

// writeDate writes word for word what stands there with another time: zone,
// folds and the width of the day stay.
func writeDate(was string, t time.Time) string {
	words := strings.Fields(was)
	if zone := words[len(words)-1]; zone[0] == '-' || zone[0] == '+' {
		at, _ := time.Parse("-0700", zone)
		t = t.In(at.Location())
	} else {
		t = t.UTC()
	}
	var out strings.Builder
	rest, step := was, 0 // the words are: day of the week, day, month, year, time
	if was[0] <= '9' {
		step = 1
	}
	for _, word := range words {
		i := strings.Index(rest, word)
		out.WriteString(rest[:i])
		rest = rest[i+len(word):]
		switch {
		case step == 0:
			word = t.Format("Mon") + word[3:]
		case step == 1:
			word = fmt.Sprintf("%0*d", len(word), t.Day())
		case step == 2:
			word = t.Format("Jan")
		case step == 3:
			word = t.Format("2006")
		case step == 4:
			word = t.Format("15:04:05")[:len(word)]
		}
		out.WriteString(word)
		step++
	}
	return out.String()
}

func layoutReader(layout string) func(string) (time.Time, bool) {
	return func(s string) (time.Time, bool) {
		t, err := time.Parse(layout, s)
		return t, err == nil
	}
}

func layoutWriter(layout string) func(string, time.Time) string {
	return func(_ string, t time.Time) string { return t.UTC().Format(layout) }
}
