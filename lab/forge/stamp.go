package forge

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay/mail"
)

// day is how far two clocks of one mail may be apart before an examiner may
// point at it.
const day = 24 * time.Hour

// stamp is a time that is written in a header, in whatever form.
type stamp struct {
	start, end int // in Raw
	at         time.Time
	write      func(time.Time) string // the same form with another time
	by         author
}

// author is who wrote a stamp.
type author int

const (
	servers author = iota
	mailer
	answered // another mail's mailer: it stands in In-Reply-To or References
	claimed  // Date itself
)

// authors tells who writes the fields in which stamps stand.
var authors = map[string]author{
	"received": servers, "x-received": servers, "delivery-date": servers, "dkim-signature": servers, "arc-seal": servers,
	"arc-message-signature": servers, "x-google-dkim-signature": servers, "x-original-date": servers,
	"message-id": mailer, "content-type": mailer, "thread-index": mailer,
	"in-reply-to": answered, "references": answered, "date": claimed,
}

// stamps finds the times near that one which fields of the header hold: a form
// counts only where it gives a time between back and ahead of near, so that
// digits which mean something else do not.
func stamps(m *mail.Message, near time.Time, back, ahead time.Duration) (list []stamp) {
	fits := func(t time.Time) bool { return t.After(near.Add(-back)) && t.Before(near.Add(ahead)) }
	for _, f := range m.Header {
		by, known := authors[string(f.AppendLowerName(nil))]
		if !known || f.Long() {
			continue
		}
		list = append(list, inField(f, by, fits)...)
	}
	m.Root.Multiparts(func(p *mail.Part) {
		if f, ok := fieldOf(p, "content-type"); ok && p.Number != "" {
			list = append(list, inField(f, mailer, fits)...)
		}
	})
	return list
}

func inField(f mail.Field, by author, fits func(time.Time) bool) (list []stamp) {
	value := string(f.Value())
	base := f.Offset + len(f.Raw) - len(value)
	free := make([]bool, len(value)+1)
	for _, form := range forms {
		for _, at := range form.find.FindAllStringIndex(value, -1) {
			t, ok := form.read(value[at[0]:at[1]])
			if !ok || !fits(t) || free[at[0]] {
				continue
			}
			for i := at[0]; i < at[1]; i++ {
				free[i] = true
			}
			text := value[at[0]:at[1]]
			list = append(list, stamp{base + at[0], base + at[1], t, func(n time.Time) string { return form.write(text, n) }, by})
		}
	}
	return list
}

// form is a way to write a time.
type form struct {
	find  *regexp.Regexp
	read  func(string) (time.Time, bool)
	write func(was string, t time.Time) string
}

// forms, the longest first.
var forms = []form{
	{regexp.MustCompile(`(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s+)?\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d{4}\s+\d\d:\d\d(?::\d\d)?(?:\s+[-+]\d{4})?`), readDate, writeDate},
	{regexp.MustCompile(`\b20\d{12}`), layoutReader("20060102150405"), layoutWriter("20060102150405")},
	{regexp.MustCompile(`\b20\d{10}\b`), layoutReader("200601021504"), layoutWriter("200601021504")},
	{regexp.MustCompile(`\b1\d{12}\b`), decimal(1000), undecimal(1000)},
	{regexp.MustCompile(`\b[0-9a-f]{28}\b`), readGmail, writeGmail},
	{regexp.MustCompile(`\b01[CD][0-9A-F]{5}\b`), readFiletime, writeFiletime},
	{regexp.MustCompile(`\bA[bcdQ][0-9A-Za-z+/]{20,}={0,2}`), readThread, writeThread},
	{regexp.MustCompile(`(?:\b|_)1\d{9}\b`), decimal(1), undecimal(1)},
	{regexp.MustCompile(`\b[3-6][0-9A-F]{7}\b`), readHex, writeHex},
	{regexp.MustCompile(`\b20\d{6}\b`), layoutReader("20060102"), layoutWriter("20060102")},
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

func decimal(each int64) func(string) (time.Time, bool) {
	return func(s string) (time.Time, bool) {
		n, err := strconv.ParseInt(strings.Trim(s, "_"), 10, 64)
		return time.UnixMilli(n * (1000 / each)), err == nil
	}
}

func undecimal(each int64) func(string, time.Time) string {
	return func(was string, t time.Time) string {
		lead := was[:len(was)-len(strings.TrimLeft(was, "_"))]
		return lead + strconv.FormatInt(t.UnixMilli()/(1000/each), 10)
	}
}

// readGmail reads the boundary of Gmail: microseconds since 1970 in
// hexadecimal, the low four digits before the high ten.
func readGmail(s string) (time.Time, bool) {
	n, err := strconv.ParseInt(s[18:28]+s[12:16], 16, 64)
	return time.UnixMicro(n), err == nil
}

func writeGmail(was string, t time.Time) string {
	hex := fmt.Sprintf("%014x", t.UnixMicro())
	return was[:12] + hex[10:14] + was[16:18] + hex[:10]
}

// Microsoft counts tenths of microseconds since 1601.
const (
	epoch1601  = 11644473600 // seconds from 1601 to 1970
	ticksOfSec = 10_000_000
)

// readFiletime reads the upper half of such a time: its step is 7 minutes.
func readFiletime(s string) (time.Time, bool) {
	n, err := strconv.ParseInt(s, 16, 64)
	return time.Unix(n<<32/ticksOfSec-epoch1601, 0), err == nil
}

func writeFiletime(_ string, t time.Time) string {
	return fmt.Sprintf("%08X", (t.Unix()+epoch1601)*ticksOfSec>>32)
}

// readThread reads the time at the head of Thread-Index: the upper six bytes,
// or, of Exchange Online, five behind one that is reserved.
func readThread(s string) (time.Time, bool) {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil || len(b) < 22 {
		return time.Time{}, false
	}
	high := append(b[:6:6], 0, 0)
	if strings.HasPrefix(s, "AQ") {
		high = append(b[1:6:6], 0, 0, 0)
	}
	return time.Unix(int64(binary.BigEndian.Uint64(high)>>1)/ticksOfSec*2-epoch1601, 0), true
}

func writeThread(was string, t time.Time) string {
	b, _ := base64.StdEncoding.DecodeString(was)
	var high [8]byte
	binary.BigEndian.PutUint64(high[:], uint64((t.Unix()+epoch1601)*ticksOfSec))
	if strings.HasPrefix(was, "AQ") {
		return base64.StdEncoding.EncodeToString(slices.Concat(b[:1], high[:5], b[6:]))
	}
	return base64.StdEncoding.EncodeToString(slices.Concat(high[:6], b[6:]))
}

func readHex(s string) (time.Time, bool) {
	n, err := strconv.ParseInt(s, 16, 64)
	return time.Unix(n, 0), err == nil
}

func writeHex(_ string, t time.Time) string { return fmt.Sprintf("%08X", t.Unix()) }
