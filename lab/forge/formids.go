package forge

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

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

// readPine reads the identifier of Pine and its kin: year, month, day and time
// in two digits each, and one digit more.
func readPine(s string) (time.Time, bool) {
	t, err := time.Parse("060102150405", s[:12])
	return t, err == nil
}

func writePine(was string, t time.Time) string { return t.UTC().Format("060102150405") + was[12:] }

// readOldPine reads that of elder ones, which count years from 1900.
func readOldPine(s string) (time.Time, bool) { return readPine(s[1:] + "0") }

func writeOldPine(_ string, t time.Time) string { return "1" + t.UTC().Format("060102150405") }

// readMutt reads the identifier of Mutt since 2.0: base64, of which the first
// four bytes are seconds since 1970.
func readMutt(s string) (time.Time, bool) {
	b, err := base64.StdEncoding.DecodeString(strings.NewReplacer("-", "+", "_", "/").Replace(s[1:9]))
	if err != nil {
		return time.Time{}, false
	}
	return time.Unix(int64(binary.BigEndian.Uint32(b)), 0), true
}

func writeMutt(was string, t time.Time) string {
	b, _ := base64.StdEncoding.DecodeString(strings.NewReplacer("-", "+", "_", "/").Replace(was[1:9]))
	binary.BigEndian.PutUint32(b, uint32(t.Unix()))
	text := base64.StdEncoding.EncodeToString(b)
	if !strings.ContainsAny(was, "+/") {
		text = base64.URLEncoding.EncodeToString(b)
	}
	return "<" + text + was[9:]
}

// epoch1904 is the number of seconds from 1904, from which old Macs count, to 1970.
const epoch1904 = 2082844800

func hexReader(epoch int64) func(string) (time.Time, bool) {
	return func(s string) (time.Time, bool) {
		n, err := strconv.ParseInt(s, 16, 64)
		return time.Unix(n-epoch, 0), err == nil
	}
}

func hexWriter(epoch int64) func(string, time.Time) string {
	return func(_ string, t time.Time) string { return fmt.Sprintf("%08X", t.Unix()+epoch) }
}

// base62 are the digits in which Exim writes seconds since 1970.
const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

func readExim(s string) (time.Time, bool) {
	var n int64
	for _, c := range strings.TrimPrefix(s, "E")[:6] {
		n = n*62 + int64(strings.IndexRune(base62, c))
	}
	return time.Unix(n, 0), true
}

func writeExim(was string, t time.Time) string {
	lead := was[:strings.IndexByte(was, '-')-6]
	text := []byte("000000")
	for n, i := t.Unix(), 5; i >= 0; n, i = n/62, i-1 {
		text[i] = base62[n%62]
	}
	return lead + string(text) + was[len(lead)+6:]
}

// readSendmail reads the identifier that Sendmail gives a mail in its queue: a
// sign each for year, month, day, hour, minute and second.
func readSendmail(s string) (time.Time, bool) {
	at := func(i int) int { return strings.IndexByte(base62, s[i]) }
	year := 1960 + at(0) // years are counted from 1900, and begin anew after sixty
	if year < 1990 {
		year += 60
	}
	return time.Date(year, time.Month(at(1)+1), at(2), at(3), at(4), at(5), 0, time.UTC), true
}

func writeSendmail(was string, t time.Time) string {
	t = t.UTC()
	text := []byte(was)
	for i, n := range []int{(t.Year() - 1900) % 60, int(t.Month()) - 1, t.Day(), t.Hour(), t.Minute(), t.Second()} {
		text[i] = base62[n]
	}
	return string(text)
}
