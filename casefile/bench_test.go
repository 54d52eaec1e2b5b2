package casefile

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"assay/item"
)

// benchItems is what the benchmarks of reading load: enough for the page cache
// to be too small.
const benchItems = 40_000

// vocabulary is 20,000 made-up words.
func vocabulary(r *rand.Rand) []string {
	words := make([]string, 20_000)
	for n := range words {
		b := make([]byte, 2+r.IntN(9))
		for k := range b {
			b[k] = "aeioubcdfghklmnprstvz"[r.IntN(21)]
		}
		words[n] = string(b)
	}
	return words
}

// benchParts makes parts of a mail and its attachment, with 2.5 KB of words and
// 1.5 KB of facts each; frequent words are frequent, as in a language.
func benchParts(items int) []Part {
	r := rand.New(rand.NewPCG(1, 2))
	words := vocabulary(r)
	zipf := rand.NewZipf(r, 1.1, 4, uint64(len(words)-1))
	facts := []byte(`{"f":"` + strings.Repeat("x", 1500) + `"}`)
	var parts []Part
	for n := 0; n < items; n += 2 {
		path := fmt.Sprintf("leak/inbox.mbox@%d+4821", 4821*n)
		p := Part{Unit: &Unit{Path: path, Expanded: 4821}}
		for depth, place := range []string{path, path + "#2"} {
			var text strings.Builder
			for text.Len() < 2500 {
				text.WriteString(words[zipf.Uint64()])
				text.WriteByte(' ')
			}
			p.Items = append(p.Items, Item{
				Digest: item.Sum([]byte(place)), IDOf: item.IDOfBytes, Kind: item.Mail, Size: 4821,
				Subject: "report of the week", From: "a@example.org", MessageID: fmt.Sprintf("<%d@example.org>", n),
				Date: "2017-04-21T09:12:33+02:00", Text: text.String(), Facts: facts,
				Place: Place{Path: place, Parent: path[:depth*len(path)], Depth: depth},
			})
		}
		parts = append(parts, p)
	}
	return parts
}

func load(tb testing.TB, c *Case, parts []Part) {
	tb.Helper()
	for _, p := range parts {
		if err := c.Put(p); err != nil {
			tb.Fatal(err)
		}
	}
	if err := c.Flush(); err != nil {
		tb.Fatal(err)
	}
}

func perSecond(b *testing.B, items int) {
	b.ReportMetric(float64(items)*float64(b.N)/b.Elapsed().Seconds(), "items/s")
}

func BenchmarkPut(b *testing.B) {
	parts := benchParts(benchItems)
	for b.Loop() {
		c, err := Create(b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		load(b, c, parts)
		if err := c.Close(); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, benchItems)
}

// BenchmarkJudge measures what the case itself costs: facts and parents are
// read, and a record of 2 KB is written.
func BenchmarkJudge(b *testing.B) {
	c := newCase(b)
	load(b, c, benchParts(benchItems))
	record := []byte(`{"r":"` + strings.Repeat("x", 2000) + `"}`)
	rules := 0
	for b.Loop() {
		rules++
		if err := c.SetRules(fmt.Sprint(rules)); err != nil {
			b.Fatal(err)
		}
		err := c.Judge(context.Background(), runtime.GOMAXPROCS(0), func(_ context.Context, s *Subject) (Verdict, error) {
			err := s.Parents(func(Parent) error { return nil })
			return Verdict{Conclusion: "verified", Testimony: record, Record: record}, err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, benchItems)
}

func BenchmarkList(b *testing.B) {
	c := newCase(b)
	load(b, c, benchParts(benchItems))
	record := []byte(`{"r":"` + strings.Repeat("x", 2000) + `"}`)
	err := c.Judge(context.Background(), 2, func(context.Context, *Subject) (Verdict, error) {
		return Verdict{Conclusion: "verified", Testimony: record, Record: record}, nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range []Filter{{}, {Conclusion: "none"}, {Match: "re* report"}} {
		b.Run(fmt.Sprintf("%+v", f), func(b *testing.B) {
			for b.Loop() {
				if err := c.List(f, func(Row) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
			perSecond(b, benchItems)
		})
	}
}
