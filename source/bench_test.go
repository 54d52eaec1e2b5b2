package source

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"assay/item"
)

// sixKB is a mail of about 6 KB.
var sixKB = "Received: by mail.example.org\r\nFrom: a@example.org\r\nSubject: one of many\r\n\r\n" +
	strings.Repeat("A line of a body, of the length that lines of bodies usually have, more or less.\r\n", 70)

func BenchmarkMbox(b *testing.B) {
	one := fromDated + sixKB + "\n"
	const n = 20_000
	b.SetBytes(int64(n * len(one)))
	for b.Loop() {
		k := (&Walker{}).begin(b.Context(), func(Entry) error { return nil })
		k.budget = NewBudget(0)
		c := content{at: item.Locator{Root: "m"}, r: io.LimitReader(&repeated{text: one}, int64(n*len(one))), size: -1}
		if err := k.examine(c); err != nil {
			b.Fatal(err)
		}
	}
}

// repeated reads the same text again and again.
type repeated struct {
	text string
	at   int
}

func (r *repeated) Read(p []byte) (n int, err error) {
	for n < len(p) {
		k := copy(p[n:], r.text[r.at:])
		n, r.at = n+k, (r.at+k)%len(r.text)
	}
	return n, nil
}

func BenchmarkFolder(b *testing.B) {
	const n = 5000
	var files []file
	for i := range n {
		files = append(files, file{fmt.Sprintf("box/%02d/%d.eml", i%50, i), sixKB})
	}
	dir := leak(b, files...)
	b.ResetTimer()
	for b.Loop() {
		if got := len(walkAll(b, &Walker{}, dir)); got != n {
			b.Fatal(got)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "files/s")
}

func BenchmarkZip(b *testing.B) {
	const n = 5000
	var files []file
	for i := range n {
		files = append(files, file{fmt.Sprintf("box/%d.eml", i), sixKB})
	}
	data := zipOf(b, files...)
	for b.Loop() {
		err := (&Walker{}).Inside(b.Context(), item.Locator{Root: "z"}, strings.NewReader(data), int64(len(data)), NewBudget(0), func(Entry) error { return nil })
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "members/s")
}
