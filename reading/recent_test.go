package reading

import (
	"fmt"
	"testing"

	"assay/document"
)

// TestRecent: what is small and holds no files is remembered, up to a number.
func TestRecent(t *testing.T) {
	var r recent
	d := &document.Document{Format: "a"}
	r.keep([]byte("a"), d)
	if r.find([]byte("a")) != d || r.find([]byte("b")) != nil {
		t.Error("not remembered as it was kept")
	}
	r.keep([]byte("files"), &document.Document{Embedded: []document.Embedded{{}}})
	r.keep([]byte("text"), &document.Document{Text: string(make([]byte, maxRecentText+1))})
	for _, name := range []string{"files", "text"} {
		if r.find([]byte(name)) != nil {
			t.Errorf("remembered what has %s", name)
		}
	}
	for i := range maxRecent {
		r.keep([]byte(fmt.Sprint(i)), d)
	}
	if r.find([]byte("a")) != nil || len(r.docs) != maxRecent {
		t.Errorf("the oldest is still there, among %d", len(r.docs))
	}
}

func TestCompareWords(t *testing.T) {
	same := "the budget is 5 million a year"
	for name, c := range map[string]struct {
		signed, now []string
		want        []document.Reading
	}{
		"same":        {[]string{same}, []string{same}, nil},
		"other lines": {[]string{same}, []string{"the budget is\n5 million a year "}, nil},
		"other order": {[]string{"a b c"}, []string{"c a b"}, nil},
		"a word":      {[]string{same}, []string{"the budget is 9 million a year"}, []document.Reading{{Page: 1, Signed: same, Now: "the budget is 9 million a year"}}},
		"a page":      {[]string{same}, []string{same, "and more"}, []document.Reading{{Page: 2, Signed: "", Now: "and more"}}},
		"a page less": {[]string{same, "x"}, []string{same}, []document.Reading{{Page: 2, Signed: "x", Now: ""}}},
	} {
		got := compareWords(c.signed, c.now)
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
