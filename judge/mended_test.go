package judge

import (
	"strings"
	"testing"

	"assay/examine"
	"assay/repair"
)

// TestUsual: what stands on much other mail counts around the author's words,
// not between them, and the organisations of those who wrote count, not their
// addresses.
func TestUsual(t *testing.T) {
	for name, test := range map[string]struct {
		authors []string
		mails   int
		change  func(*repair.Difference)
		want    bool
	}{
		"two organisations":             {[]string{"a@union.example", "b@council.example"}, 4, nil, true},
		"his own":                       {[]string{"a@press.example", "b@mail.press.example"}, 4, nil, true},
		"his own and a provider's":      {[]string{"a@press.example", "b@gmail.com"}, 4, nil, false},
		"two providers":                 {[]string{"a@outlook.com", "b@gmail.com"}, 4, nil, false},
		"one stranger":                  {[]string{"a@evil.example", "b@evil.example"}, 4, nil, false},
		"himself and another":           {[]string{"ann@press.example", "b@council.example"}, 4, nil, false},
		"too few mails":                 {[]string{"a@union.example", "b@council.example"}, 3, nil, false},
		"between the author's words":    {[]string{"a@union.example", "b@council.example"}, 4, func(d *repair.Difference) { d.Added[0].Inside = true }, false},
		"by no list":                    {[]string{"a@union.example", "b@council.example"}, 4, func(d *repair.Difference) { d.List = "" }, false},
		"and a line is missing":         {[]string{"a@union.example", "b@council.example"}, 4, func(d *repair.Difference) { d.Removed = []string{"x"} }, false},
		"and the parts stand elsewhere": {[]string{"a@union.example", "b@council.example"}, 4, func(d *repair.Difference) { d.Structure = true }, false},
	} {
		d := &repair.Difference{List: "list talk.example", Added: []repair.Addition{{Kind: repair.AddedText, Text: "P.S.", Lines: 1, Key: "k"}}}
		if test.change != nil {
			test.change(d)
		}
		j := &Judge{Additions: func(list, key string) AddedElsewhere { return AddedElsewhere{Mails: test.mails, Authors: test.authors} }}
		m := &mailJudge{Judge: j, facts: &examine.Facts{Authors: []string{"ann@press.example"}, AuthorsSure: true}}
		if got := m.usual(d); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestBesides: a claim names all that is not the author's.
func TestBesides(t *testing.T) {
	got := besides(&repair.Difference{
		Added:     []repair.Addition{{Kind: repair.AddedText, Text: "P.S.", Lines: 1}},
		Structure: true, LostParts: 1, Removed: []string{"x"}, Fields: []repair.Field{{Name: "cc", Stored: "y"}},
	})
	for _, words := range []string{`"P.S."`, "parts stand", "files", "lacks", "cc"} {
		if !strings.Contains(got, words) {
			t.Errorf("%q does not tell of %q", got, words)
		}
	}
}
