package main

import (
	"slices"
	"testing"
)

func TestWords(t *testing.T) {
	for text, want := range map[string][]string{
		"Pay 100, pay!":   {"100", "pay"},
		"ﬁnal co\u00adpy": {"copy", "final"}, // a ligature, and a hyphen that is not shown
		"日本go語":           {"go", "日", "本", "語"},
		"":                nil,
	} {
		if got := sortedKeys(words(text, true), map[string]bool{}); !slices.Equal(got, want) {
			t.Errorf("words of %q are %q, want %q", text, got, want)
		}
	}
	if got := words("a1 b", false); len(got) != 1 || !got["b"] {
		t.Errorf("without digits %v", got)
	}
}

func TestShare(t *testing.T) {
	part, missing := share(words("a b c", true), words("a b d e", true))
	if part != 0.5 || !slices.Equal(missing, []string{"d", "e"}) {
		t.Errorf("%v, missing %q", part, missing)
	}
}

// TestSameTime compares exiftool's times with assay's.
func TestSameTime(t *testing.T) {
	for _, c := range []struct {
		their, our string
		same       bool
	}{
		{"2018:02:11 11:15:00+01:00", "2018-02-11t10:15:00z", true},
		{"2018:02:11 11:15:00+01:00", "2018-02-11t11:15:00z", false},
		{"2018:02:11 11:15:00", "2018-02-11t11:15:00z", true}, // a zone counts where both have one
		{"2018:02:11 11:15+01:00", "2018-02-11t11:15:00+01:00", true},
		{"2018:02:11 11:15:01", "2018-02-11t11:15:00", false},
		{"21600", "2113-01-01t00:00:00", false},
	} {
		if got := sameTime(c.their, c.our); got != c.same {
			t.Errorf("%s and %s: %v", c.their, c.our, got)
		}
	}
}

func TestDegrees(t *testing.T) {
	for text, want := range map[string]float64{"43 28 30": 43.475, "43 30 0": 43.5, "7": 7} {
		if got, ok := degrees(text); !ok || got != want {
			t.Errorf("%q is %v, %v", text, got, ok)
		}
	}
	if _, ok := degrees("north"); ok {
		t.Error("a word is degrees")
	}
}

// TestReasons holds that every line of reasons.tsv can be read.
func TestReasons(t *testing.T) {
	r, err := readReasons()
	if err != nil || len(r.list) == 0 {
		t.Fatalf("%d reasons, %v", len(r.list), err)
	}
	if why := r.find("signatures", "a/sig-with-ski-sid.pdf", "valid, whole / not read, whole"); why == "" || r.missing != 0 {
		t.Errorf("%q, %d missing", why, r.missing)
	}
}
