package casefile

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestKeysAndTrust(t *testing.T) {
	c := newCase(t)
	want := []Key{
		{Name: "B._domainkey.example.org", Record: "p=1", Origin: []byte(`{}`)},
		{Name: "a._domainkey.example.org", Record: "p=1", Origin: []byte(`{"seen":"2017"}`)},
		{Name: "a._domainkey.example.org", Record: "p=1", Origin: []byte(`{"seen":"2018"}`)},
		{Name: "a._domainkey.example.org", Record: "p=2", Origin: []byte(`{"seen":"2016"}`)},
	}
	for _, n := range []int{2, 0, 3, 1, 2} {
		if _, err := c.AddKeys(want[n]); err != nil {
			t.Fatal(err)
		}
	}
	var got []Key
	err := c.Keys(func(k Key) error {
		got = append(got, k)
		return nil
	})
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if _, err := c.AddTrust("list.example.net", "Example.org", "a.example"); err != nil {
		t.Fatal(err)
	}
	trust, err := c.Trust()
	if diff := cmp.Diff([]string{"Example.org", "a.example", "list.example.net"}, trust); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestRoot(t *testing.T) {
	dir := t.TempDir()
	c := createIn(t, dir)
	for range 2 { // the second time from what the case holds
		for _, step := range []struct {
			path, base string
			nth        int
		}{
			{"/one/leak", "leak", 0}, {"/two/leak", "leak", 2}, {"/one/leak", "leak", 0},
			{"/one/Leak", "Leak", 0}, {"/three/leak", "leak", 3}, {"/two/leak", "leak", 2}, {"/", "/", 0},
		} {
			base, nth, err := c.Root(step.path)
			if base != step.base || nth != step.nth || err != nil {
				t.Errorf("Root(%q) = %q, %d, %v; want %q, %d", step.path, base, nth, err, step.base, step.nth)
			}
		}
		closeCase(t, c)
		c = createIn(t, dir)
	}
	want := []Root{{"/", "/", 0}, {"/one/Leak", "Leak", 0}, {"/one/leak", "leak", 0}, {"/three/leak", "leak", 3}, {"/two/leak", "leak", 2}}
	got, err := c.Roots()
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestLog(t *testing.T) {
	c := newCase(t)
	at := time.Date(2017, 5, 5, 20, 0, 0, 5, time.FixedZone("", 7200))
	want := []Entry{
		{At: at, Event: "begin", Fields: []byte(`{"version":"1"}`)},
		{At: at.Add(-time.Hour), Event: "end", Fields: []byte(`{}`)},
	}
	for _, e := range want {
		if err := c.Log(e); err != nil {
			t.Fatal(err)
		}
	}
	entries := func() (got []Entry) {
		err := c.Entries(func(e Entry) error {
			got = append(got, e)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if diff := cmp.Diff(want, entries()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, statement := range []string{
		`UPDATE log SET event = 'x'`,
		`UPDATE log SET id = 9 WHERE id = 1`,
		`UPDATE OR REPLACE log SET event = 'x'`,
		`DELETE FROM log`,
		`DELETE FROM log WHERE id = 2`,
		`REPLACE INTO log VALUES (1, '', 'x', '{}')`,
		`INSERT INTO log VALUES (1, '', 'x', '{}') ON CONFLICT (id) DO UPDATE SET event = 'x'`,
	} {
		_, err := c.writer.Exec(statement)
		if err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", statement, err)
		}
	}
	if diff := cmp.Diff(want, entries()); diff != "" {
		t.Errorf("after the attempts (-want +got):\n%s", diff)
	}
}

// A log entry takes along what was put before it.
func TestLogCommitsWhatWasPut(t *testing.T) {
	c := newCase(t)
	if err := c.Put(Part{Items: []Item{mail("a", "leak/a", "")}}); err != nil {
		t.Fatal(err)
	}
	if err := c.Log(Entry{Event: "end"}); err != nil {
		t.Fatal(err)
	}
	if got := len(list(t, c.View, Filter{})); got != 1 {
		t.Errorf("%d items, want 1", got)
	}
}

// The entries of a part stand and fall with it.
func TestPartLogs(t *testing.T) {
	c := newCase(t)
	source := Entry{At: time.Date(2017, 5, 5, 20, 0, 0, 0, time.UTC), Event: "source", Fields: []byte(`{}`)}
	if err := c.Put(Part{Items: []Item{mail("a", "leak/a", "")}, Log: []Entry{source, source}}); err != nil {
		t.Fatal(err)
	}
	if err := c.Flush(); err != nil {
		t.Fatal(err)
	}
	lost := Part{Items: []Item{mail("other", "leak/a", "")}, Log: []Entry{source}}
	wantError(t, c.Put(lost), ErrChanged)
	var got []Entry
	err := c.Entries(func(e Entry) error {
		got = append(got, e)
		return nil
	})
	if diff := cmp.Diff([]Entry{source, source}, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestExposedAndAcquired(t *testing.T) {
	dir := t.TempDir()
	c := createIn(t, dir)
	want := []Exposed{
		{Key: "a._domainkey.example.org", Since: "2018-06-01", Origin: []byte(`{"line":1}`)},
		{Key: "a._domainkey.example.org", Since: "2018-06-01", Origin: []byte(`{"line":2}`)},
		{Key: "a._domainkey.example.org", Since: "2019-01-01", Origin: []byte(`{"line":1}`)},
		{Key: "sha256:00", Since: "2017-01-01", Origin: []byte(`{}`)},
	}
	for _, n := range []int{2, 3, 0, 1, 2} {
		if _, err := c.AddExposed(want[n]); err != nil {
			t.Fatal(err)
		}
	}
	for _, day := range []string{"", "2017-05-05", "2017-05-06", "", "2017-05-07"} {
		if err := c.SetAcquired(day); err != nil {
			t.Fatal(err)
		}
		if got, err := c.Acquired(); got != day || err != nil {
			t.Errorf("the day is %q, %v; want %q", got, err, day)
		}
	}
	closeCase(t, c)
	c = createIn(t, dir)
	var got []Exposed
	err := c.Exposed(func(e Exposed) error {
		got = append(got, e)
		return nil
	})
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if day, err := c.Acquired(); day != "2017-05-07" || err != nil {
		t.Errorf("the day is %q, %v", day, err)
	}
}

func TestCertificates(t *testing.T) {
	c := newCase(t)
	want := []Certificate{{[]byte("1"), "a.pem"}, {[]byte("2"), "b.pem"}}
	if n, err := c.AddCertificates(want[1], want[0], Certificate{[]byte("1"), "later.pem"}); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	got, err := c.Certificates()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
