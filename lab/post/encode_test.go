package post

import (
	"io"
	"math/rand/v2"
	"mime/quotedprintable"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

const longText = "Le musée a versé 1 250 € = tout ; la suite viendra après l’été, quand les comptes auront été relus par tous.  \n\nA word" +
	"ofmanyletterswithoutanyblankthatgoesonandonandonuntilitislongerthanaline and more of the same \n"

func TestEncodersKeepTheirWidths(t *testing.T) {
	for _, byWords := range []bool{false, true} {
		encoded := quotedPrintable(longText, byWords)
		full := 0
		for line := range strings.SplitSeq(encoded, crlf) {
			if len(line) > 76 {
				t.Errorf("%d bytes: %q", len(line), line)
			}
			if len(line) == 76 {
				full++
			}
		}
		decoded, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(encoded)))
		if got := strings.ReplaceAll(string(decoded), crlf, "\n"); err != nil || got != longText || full == 0 {
			t.Errorf("%q, %v; %d full lines", got, err, full)
		}
	}
	for _, width := range []int{72, 76} {
		if lines := strings.Split(base64Lines(make([]byte, 100), width), crlf); len(lines[0]) != width || len(lines) != 3 {
			t.Errorf("%d: %q", width, lines)
		}
	}
	const wide = 40
	for line := range strings.SplitSeq(wrap("> "+longText, wide, false), "\n") {
		if n := utf8.RuneCountInString(line); n > wide && strings.Contains(strings.TrimPrefix(line, "> "), " ") {
			t.Errorf("%d letters: %q", n, line)
		}
	}
}

// TestThreadIndexAdds: answers carry how much later they are, to the unit of
// 2^18 or 2^23 times 100 ns.
func TestThreadIndexAdds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	start := time.Date(2016, 2, 3, 4, 5, 6, 0, time.UTC)
	index := threadIndex(r, nil, start)
	for i, later := range []time.Duration{time.Minute, 26 * time.Hour, 9000 * time.Hour, 50_000 * time.Hour} {
		index = threadIndex(r, index, start.Add(later))
		got := int64(threadTime(index)-filetime(start)) * 100
		if off := later - time.Duration(got); len(index) != 22+5*(i+1) || off.Abs() > 2*time.Second {
			t.Errorf("%d bytes, %v off %v", len(index), off, later)
		}
	}
}
