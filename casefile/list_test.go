package casefile

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/item"
)

func TestRoundTrip(t *testing.T) {
	c := newCase(t)
	put(t, c,
		mail("attached", "leak/b.eml#2", "leak/b.eml"),
		mail("attached", "leak/a.eml#10", "leak/a.eml"),
		mail("attached", "leak/a.eml#9", "leak/a.eml"),
		mail("a", "leak/a.eml", ""),
		mail("b", "leak/b.eml", ""))
	row := func(bytes string, paths []string, parents ...string) Row {
		m := mail(bytes, paths[0], "")
		r := Row{Digest: m.Digest, IDOf: m.IDOf, Kind: m.Kind, Size: m.Size, Subject: m.Subject, From: m.From,
			MessageID: m.MessageID, Date: m.Date, Paths: paths}
		for _, p := range parents {
			r.Parents = append(r.Parents, item.Sum([]byte(p)))
		}
		return r
	}
	// sha256(b) = 3e23…, sha256(a) = ca97…
	want := []Row{
		row("a", []string{"leak/a.eml"}),
		row("attached", []string{"leak/a.eml#10", "leak/a.eml#9", "leak/b.eml#2"}, "b", "a"),
		row("b", []string{"leak/b.eml"}),
	}
	if diff := cmp.Diff(want, list(t, c.View, Filter{})); diff != "" {
		t.Errorf("before judging (-want +got):\n%s", diff)
	}
	judgeAll(t, c)
	want[0].Record = []byte(`{"Facts":"{\"a\":1}","Parents":null}`)
	want[1].Record = []byte(fmt.Sprintf(`{"Facts":"{\"attached\":1}","Parents":["%s mail \"verified\"","%s mail \"verified\""]}`,
		item.Sum([]byte("a")), item.Sum([]byte("b"))))
	want[2].Record = []byte(`{"Facts":"{\"b\":1}","Parents":null}`)
	for n := range want {
		want[n].Conclusion = "verified"
	}
	if diff := cmp.Diff(want, list(t, c.View, Filter{})); diff != "" {
		t.Errorf("after judging (-want +got):\n%s", diff)
	}
	facts, err := c.Facts(item.Sum([]byte("b")))
	if err != nil || string(facts) != `{"b":1}` {
		t.Errorf("facts are %q, %v", facts, err)
	}
	_, err = c.Facts(item.Sum([]byte("nobody")))
	wantError(t, err, ErrNotFound)
}

// A list is in the order of bytes: not of letters, lengths or arrival.
func TestListOrder(t *testing.T) {
	want := []string{"!x", "A", "Z", "a", "a!b", "a#2", "a-1", "a@1+2", "ab", "a\u00e9", "b", "é"}
	c := newCase(t)
	for n := range want {
		at := want[(n*7+3)%len(want)]
		put(t, c, mail(at, "leak/"+at, ""))
	}
	if diff := cmp.Diff(want, firstPaths(list(t, c.View, Filter{}))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestListFilters(t *testing.T) {
	c := newCase(t)
	document := mail("déjà vu", "leak/b", "")
	document.Kind = item.Document
	put(t, c, mail("a", "leak/a", ""), document, unreadable("leak/c"), mail("vu", "leak/d", ""))
	judgeAll(t, c)
	for _, test := range []struct {
		filter Filter
		want   []string
	}{
		{Filter{}, []string{"a", "b", "c", "d"}},
		{Filter{Kind: item.Unreadable}, []string{"c"}},
		{Filter{Conclusion: "verified"}, []string{"a", "d"}},
		{Filter{Conclusion: "undetermined", Match: "VU"}, []string{"b"}},
		{Filter{Match: "vu"}, []string{"b", "d"}},
		{Filter{Match: "deja"}, []string{"b"}},
		{Filter{Match: " \t "}, []string{"a", "b", "c", "d"}},
		{Filter{Match: "press example"}, []string{"a", "b", "c", "d"}},
		{Filter{Match: "nobody"}, nil},
	} {
		t.Run(fmt.Sprintf("%+v", test.filter), func(t *testing.T) {
			if diff := cmp.Diff(test.want, firstPaths(list(t, c.View, test.filter))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestListEndsWithTheErrorOfVisit(t *testing.T) {
	c := newCase(t)
	put(t, c, mail("a", "leak/a", ""), mail("b", "leak/b", ""))
	enough := errors.New("enough")
	rows := 0
	err := c.List(Filter{}, func(Row) error {
		rows++
		return enough
	})
	if err != enough || rows != 1 {
		t.Errorf("error %v after %d rows", err, rows)
	}
}

func TestFind(t *testing.T) {
	c := newCase(t)
	first, second := mail("a", "leak/a", ""), mail("b", "leak/b", "")
	second.Digest = first.Digest
	second.Digest[31]++
	hexNamed := mail("c", "deadbeef", "")
	put(t, c, first, second, hexNamed)
	digits := strings.TrimPrefix(first.Digest.String(), "sha256:")
	for name, want := range map[string]string{
		"leak/a": "leak/a", "leak/b": "leak/b", "deadbeef": "deadbeef",
		first.Digest.String():               "leak/a",
		strings.ToUpper(digits):             "leak/a",
		second.Digest.String():              "leak/b",
		hexNamed.Digest.String()[:7+9]:      "deadbeef",
		hexNamed.Digest.String()[7 : 7+8+7]: "deadbeef",
	} {
		row, err := c.Find(name)
		if err != nil || row.Paths[0] != want {
			t.Errorf("Find(%q) gives %v, %v; want %q", name, row.Paths, err, want)
		}
	}
	for _, name := range []string{"", "leak", "leak/A", digits[:7], "00000000", digits + "0"} {
		_, err := c.Find(name)
		wantError(t, err, ErrNotFound)
	}
	_, err := c.Find(digits[:63])
	var ambiguous *AmbiguousError
	if !errors.As(err, &ambiguous) {
		t.Fatalf("error is %v, want an AmbiguousError", err)
	}
	want := &AmbiguousError{Digits: digits[:63], Candidates: []item.Digest{first.Digest, second.Digest}}
	if diff := cmp.Diff(want, ambiguous); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFindNamesNotTooMany(t *testing.T) {
	c := newCase(t)
	var items []Item
	for n := range maxCandidates + 1 {
		m := mail("a", fmt.Sprintf("leak/%d", n), "")
		m.Digest[31] = byte(n)
		items = append(items, m)
	}
	put(t, c, items...)
	_, err := c.Find(items[0].Digest.String()[:20])
	var ambiguous *AmbiguousError
	if !errors.As(err, &ambiguous) || len(ambiguous.Candidates) != maxCandidates || !ambiguous.More {
		t.Errorf("error is %v", err)
	}
}

func TestCounts(t *testing.T) {
	c := newCase(t)
	put(t, c, mail("a", "leak/a", ""), mail("b", "leak/b", ""), mail("a", "leak/c", ""))
	judgeAll(t, c)
	put(t, c, unreadable("leak/d"), mail("e", "leak/e", ""))
	got, err := c.Counts()
	want := []Count{{item.Mail, "", 1}, {item.Mail, "verified", 2}, {item.Unreadable, "", 1}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
