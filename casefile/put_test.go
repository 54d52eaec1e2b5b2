package casefile

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"assay/item"
)

// generation counts the changes that made verdicts due again.
func generation(tb testing.TB, c *Case) (n int64) {
	tb.Helper()
	if err := c.db.QueryRow(`SELECT generation FROM state`).Scan(&n); err != nil {
		tb.Fatal(err)
	}
	return n
}

func TestPutAgainChangesNothing(t *testing.T) {
	c := newCase(t)
	items := []Item{mail("a", "leak/a", ""), mail("b", "leak/a#1", "leak/a"), unreadable("leak/c")}
	put(t, c, items...)
	judgeAll(t, c)
	before, rows := generation(t, c), list(t, c.View, Filter{})
	put(t, c, items...)
	if after := generation(t, c); after != before {
		t.Errorf("generation went from %d to %d", before, after)
	}
	if diff := cmp.Diff(rows, list(t, c.View, Filter{})); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
	if got := list(t, c.View, Filter{Match: `"text of b"`}); len(got) != 1 {
		t.Errorf("the words find %d items, want 1", len(got))
	}
}

// In whatever order parts come, and wherever the run is broken off, the case
// lists the same, even where an item brings other columns at each place.
func TestOrderOfPutsDoesNotMatter(t *testing.T) {
	var parts []Part
	for n := range 12 {
		at := fmt.Sprintf("leak/%02d", n)
		attached := mail(fmt.Sprint(n%3), at+"#1", at)
		attached.Subject = "file name of " + at
		attached.Facts = []byte(`"` + at + `"`)
		parts = append(parts, Part{Items: []Item{attached, mail(at, at, "")}}, Part{Items: []Item{mail("9", at+"#1#1", at+"#1")}})
	}
	result := func(order []Part, breaks map[int]bool, dir string) []Row {
		c := createIn(t, dir)
		for n, p := range order {
			if breaks[n] {
				closeCase(t, c)
				c = createIn(t, dir)
			}
			if err := c.Put(p); err != nil {
				t.Fatal(err)
			}
		}
		judgeAll(t, c)
		rows := list(t, c.View, Filter{})
		closeCase(t, c)
		return rows
	}
	want := result(parts, nil, t.TempDir())
	if got := want[1].Subject; got != "file name of leak/00" {
		t.Errorf("subject is %q, want that of the first place", got)
	}
	rapid.Check(t, func(r *rapid.T) {
		order := rapid.Permutation(parts).Draw(r, "order")
		breaks := map[int]bool{rapid.IntRange(0, len(parts)).Draw(r, "break"): true}
		if diff := cmp.Diff(want, result(order, breaks, t.TempDir())); diff != "" {
			r.Errorf("(-in order +shuffled):\n%s", diff)
		}
	})
}

// Mail is hostile: no text is lost, cut or refused for what it holds.
func TestPutKeepsAnyText(t *testing.T) {
	c := newCase(t)
	for n, text := range []string{"", "\x00", "a\x00b", "\xff\xfe", "'; DROP TABLE item; --", "\u202ereversed", strings.Repeat("x", 1<<20)} {
		m := mail(fmt.Sprint(n), fmt.Sprintf("leak/%d", n), "")
		m.Subject, m.From, m.MessageID, m.Date, m.To, m.Text = text, text, text, text, text, text
		m.Facts = []byte(text)
		put(t, c, m)
		row, err := c.Find(m.Place.Path)
		if err != nil {
			t.Fatal(err)
		}
		want := Row{Digest: m.Digest, IDOf: m.IDOf, Kind: m.Kind, Size: m.Size, Subject: text, From: text,
			MessageID: text, Date: text, Paths: []string{m.Place.Path}, Unindexed: row.Unindexed}
		if diff := cmp.Diff(want, row); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if facts, err := c.Facts(m.Digest); err != nil || string(facts) != text {
			t.Errorf("facts are %.20q, %v; want %.20q", facts, err, text)
		}
	}
}

func TestUnindexedTextIsCounted(t *testing.T) {
	c := newCase(t)
	m := mail("a", "leak/a", "")
	m.Text = strings.Repeat("word ", maxWords/5) + "é last"
	put(t, c, m)
	row := list(t, c.View, Filter{})[0]
	if want := int64(len(m.Subject) + len(m.From) + len(m.To) + len(m.Text) - maxWords); row.Unindexed < want || row.Unindexed > want+3 {
		t.Errorf("%d bytes are not indexed, want %d", row.Unindexed, want)
	}
	if len(list(t, c.View, Filter{Match: "word"})) != 1 || len(list(t, c.View, Filter{Match: "last"})) != 0 {
		t.Error("the words within the bound, and they alone, have to be found")
	}
}

func TestCut(t *testing.T) {
	for _, test := range []struct {
		text string
		n    int
		want string
	}{
		{"abc", 3, "abc"}, {"abc", 2, "ab"}, {"abc", 0, ""}, {"", 0, ""},
		{"aé", 2, "a"}, {"aé", 3, "aé"}, {"€€", 5, "€"}, {"😀", 3, ""},
		{"\x80\x80\x80\x80\x80\x80", 5, "\x80\x80"},
	} {
		if got := cut(test.text, test.n); got != test.want {
			t.Errorf("cut(%q, %d) = %q, want %q", test.text, test.n, got, test.want)
		}
	}
}

func TestTooLargeAnItemIsRefusedAlone(t *testing.T) {
	c := newCase(t)
	large := mail("a", "leak/a", "")
	large.Facts = make([]byte, MaxItem)
	wantError(t, c.Put(Part{Items: []Item{mail("b", "leak/b", ""), large}}), ErrTooLarge)
	large.Facts = large.Facts[:MaxItem-1000]
	put(t, c, large)
	if got := firstPaths(list(t, c.View, Filter{})); len(got) != 1 || got[0] != "a" {
		t.Errorf("the case lists %q, want a alone", got)
	}
}

func TestChangedLeak(t *testing.T) {
	c := newCase(t)
	put(t, c, mail("a", "leak/a", ""))
	wantError(t, c.Put(Part{Items: []Item{mail("b", "leak/b", ""), mail("other", "leak/a", "")}}), ErrChanged)
	wantError(t, c.Put(Part{Items: []Item{mail("b", "leak/b", "")}}), ErrChanged)
	wantError(t, c.Flush(), ErrChanged)
	if got := firstPaths(list(t, c.View, Filter{})); len(got) != 1 || got[0] != "a" {
		t.Errorf("the case lists %q, want a alone", got)
	}
	wantError(t, c.Close(), ErrChanged)
}

// What could not be read gives way to its bytes, and these stay.
func TestReadAfterAll(t *testing.T) {
	want := []string{"a", "b"}
	read, unread := mail("bytes", "leak/a", ""), unreadable("leak/a")
	for name, order := range map[string][]Item{
		"unreadable first": {unread, mail("b", "leak/b", ""), read},
		"unreadable last":  {read, mail("b", "leak/b", ""), unread},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCase(t)
			for _, i := range order {
				put(t, c, i)
				judgeAll(t, c)
			}
			put(t, c, mail("new", "leak/new", "")) // must not inherit an id
			rows := list(t, c.View, Filter{})
			if diff := cmp.Diff(append(want, "new"), firstPaths(rows)); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
			if rows[0].Digest != read.Digest || rows[2].Conclusion != "" {
				t.Errorf("rows are %+v", rows)
			}
			if _, err := c.Find(unread.Digest.String()); err == nil {
				t.Error("the unreadable item is still there")
			}
			counts, err := c.Counts()
			if diff := cmp.Diff([]Count{{item.Mail, "", 1}, {item.Mail, "verified", 2}}, counts); err != nil || diff != "" {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
			if got := list(t, c.View, Filter{Match: `"text of leak"`}); len(got) != 0 {
				t.Errorf("words of what is gone find %v", firstPaths(got))
			}
		})
	}
}

func TestDone(t *testing.T) {
	dir := t.TempDir()
	c := createIn(t, dir)
	file := File{Path: "leak/a.mbox", Size: 10, ModTime: time.Date(2017, 5, 5, 20, 0, 0, 123456789, time.FixedZone("", 7200)), Digest: item.Sum(nil)}
	if err := c.Put(Part{Unit: &Unit{Path: "leak/a.mbox@0+10", Expanded: 99}, File: &file}); err != nil {
		t.Fatal(err)
	}
	closeCase(t, c)
	c = createIn(t, dir)
	if expanded, ok, err := c.UnitDone("leak/a.mbox@0+10"); expanded != 99 || !ok || err != nil {
		t.Error(expanded, ok, err)
	}
	if expanded, ok, err := c.UnitDone("leak/a.mbox"); expanded != 0 || ok || err != nil {
		t.Error(expanded, ok, err)
	}
	if got, ok, err := c.FileDone("leak/a.mbox"); !cmp.Equal(file, got) || !ok || err != nil {
		t.Error(cmp.Diff(file, got), ok, err)
	}
	if got, ok, err := c.FileDone("leak/b.mbox"); got != (File{}) || ok || err != nil {
		t.Error(got, ok, err)
	}
}

// A batch that does not fill up is committed all the same.
func TestPutIsDurableSoon(t *testing.T) {
	c := newCase(t)
	if err := c.Put(Part{Items: []Item{mail("a", "leak/a", "")}}); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * batchTime); len(list(t, c.View, Filter{})) == 0; time.Sleep(batchTime / 10) {
		if time.Now().After(deadline) {
			t.Fatal("nothing was committed")
		}
	}
}
