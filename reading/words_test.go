package reading

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"assay/document"
)

func TestCompareWords(t *testing.T) {
	same := "the budget is 5 million a year"
	for name, c := range map[string]struct {
		signed, now []string
		want        []document.Reading
	}{
		"same":          {[]string{same}, []string{same}, nil},
		"other lines":   {[]string{same}, []string{"the budget is\n5 million a year "}, nil},
		"other order":   {[]string{"a b c"}, []string{"c a b"}, nil},
		"a word":        {[]string{same}, []string{"the budget is 9 million a year"}, []document.Reading{{Page: 1, Signed: same, Now: "the budget is 9 million a year", Lost: true}}},
		"a page":        {[]string{same}, []string{same, "and more"}, []document.Reading{{Page: 2, Signed: "", Now: "and more"}}},
		"a page less":   {[]string{same, "x"}, []string{same}, []document.Reading{{Page: 2, Signed: "x", Now: ""}}},
		"a page before": {[]string{"one two", "three"}, []string{"zero", "one two", "three"}, []document.Reading{{Page: 1, Signed: "one two", Now: "zero"}, {Page: 2, Signed: "three", Now: "one two"}, {Page: 3, Now: "three"}}},
		"a stamp":       {[]string{"one two"}, []string{"one received two"}, []document.Reading{{Page: 1, Signed: "one two", Now: "one received two"}}},
		"a nought":      {[]string{"received 48,200"}, []string{"received 482,000"}, []document.Reading{{Page: 1, Signed: "received 48,200", Now: "received 482,000", Lost: true}}},
		"a redaction":   {[]string{"one two"}, []string{"one"}, []document.Reading{{Page: 1, Signed: "one two", Now: "one"}}},
		"other gaps":    {[]string{"pay 48,200 now"}, []string{"pay 48 ,200 now"}, []document.Reading{{Page: 1, Signed: "pay 48,200 now", Now: "pay 48 ,200 now"}}},
	} {
		got := compareWords(c.signed, c.now)
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// TestMoreWordsLoseNone: whatever is put between the words of a document, on
// whatever page, none of them is lost; and taking one away loses it.
func TestMoreWordsLoseNone(t *testing.T) {
	word := rapid.StringMatching(`[a-z0-9,]{1,6}`)
	rapid.Check(t, func(t *rapid.T) {
		signed := rapid.SliceOfN(word, 1, 20).Draw(t, "signed")
		more := rapid.SliceOfN(word, 0, 10).Draw(t, "more")
		now := append(slices.Clone(more), signed...)
		cut := rapid.IntRange(0, len(now)).Draw(t, "cut")
		pages := []string{strings.Join(now[:cut], " "), strings.Join(now[cut:], " ")}
		for _, r := range compareWords([]string{strings.Join(signed, " ")}, pages) {
			if r.Lost {
				t.Fatalf("%q and %q: %+v", signed, pages, r)
			}
		}
		gone := compareWords([]string{strings.Join(signed, " ")}, []string{strings.Join(append(signed[1:], "OTHER"), " ")})
		if len(gone) != 1 || !gone[0].Lost {
			t.Fatalf("%q with another for its first: %+v", signed, gone)
		}
	})
}
