package casefile

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assay/item"
)

// An item that stands shallow here and deep there comes after all that it
// stands in.
func TestJudgeGoesInwards(t *testing.T) {
	c := newCase(t)
	put(t, c,
		mail("shared", "leak/a#1", "leak/a"),
		mail("inner", "leak/b#1", "leak/b"),
		mail("shared", "leak/b#1#1", "leak/b#1"),
		mail("b", "leak/b", ""), mail("a", "leak/a", ""))
	var mu sync.Mutex
	var order []string
	err := c.Judge(context.Background(), 2, func(ctx context.Context, s *Subject) (Verdict, error) {
		mu.Lock()
		defer mu.Unlock()
		order = append(order, string(s.Facts))
		err := s.Parents(func(p Parent) error {
			if p.Conclusion != "verified" || string(p.Testimony) == "" {
				return fmt.Errorf("parent %s of %s is not judged", p.Digest, s.Facts)
			}
			return nil
		})
		return Verdict{Conclusion: "verified", Testimony: s.Facts, Record: s.Facts}, err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(order) != 4 || order[2] != `{"inner":1}` || order[3] != `{"shared":1}` {
		t.Errorf("the order is %q", order)
	}
}

// An archive that holds itself is judged as any other, each time alike.
func TestJudgeAnItemInItself(t *testing.T) {
	c := newCase(t)
	put(t, c, mail("quine", "leak/q", ""), mail("quine", "leak/q!q", "leak/q"), mail("quine", "leak/q!q!q", "leak/q!q"))
	var parents []Parent
	look := func(_ context.Context, s *Subject) (Verdict, error) {
		parents = nil
		err := s.Parents(func(p Parent) error {
			parents = append(parents, p)
			return nil
		})
		return Verdict{Conclusion: "undetermined", Testimony: []byte("{}"), Record: []byte("{}")}, err
	}
	for _, rules := range []string{"1", "2"} {
		if err := errors.Join(c.SetRules(rules), c.Judge(context.Background(), 1, look)); err != nil {
			t.Fatal(err)
		}
		want := []Parent{{Digest: item.Sum([]byte("quine")), Kind: item.Mail}}
		if diff := cmp.Diff(want, parents); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	if got := list(t, c.View, Filter{})[0].Parents; len(got) != 1 || got[0] != item.Sum([]byte("quine")) {
		t.Errorf("parents are %v", got)
	}
}

func TestWhatMakesVerdictsDue(t *testing.T) {
	c := newCase(t)
	put(t, c, mail("a", "leak/a", ""), mail("b", "leak/b", ""))
	key := Key{Name: "s._domainkey.example.org", Record: "v=DKIM1; p=", Origin: []byte(`{"file":"k"}`)}
	keyElsewhere := key
	keyElsewhere.Origin = []byte(`{"file":"l"}`)
	exposed := Exposed{Key: key.Name, Since: "2018-06-01", Origin: []byte(`{"line":1}`)}
	for _, step := range []struct {
		name  string
		do    func() error
		due   int64
		added int64
	}{
		{name: "items", do: func() error { return nil }, due: 2},
		{name: "nothing", do: func() error { return nil }, due: 0},
		{name: "a key", do: func() error { return added(1)(c.AddKeys(key)) }, due: 2},
		{name: "that key again", do: func() error { return added(0)(c.AddKeys(key)) }, due: 0},
		{name: "that key from elsewhere", do: func() error { return added(1)(c.AddKeys(keyElsewhere, key)) }, due: 2},
		{name: "trust", do: func() error { return added(1)(c.AddTrust("example.net")) }, due: 2},
		{name: "a root certificate", do: func() error { return added(1)(c.AddCertificates(Certificate{DER: []byte("0"), Origin: "a"})) }, due: 2},
		{name: "that certificate again", do: func() error { return added(0)(c.AddCertificates(Certificate{DER: []byte("0"), Origin: "b"})) }, due: 0},
		{name: "that trust again", do: func() error { return added(0)(c.AddTrust("example.net")) }, due: 0},
		{name: "an exposed key", do: func() error { return added(1)(c.AddExposed(exposed)) }, due: 2},
		{name: "that exposed key again", do: func() error { return added(0)(c.AddExposed(exposed)) }, due: 0},
		{name: "no day", do: func() error { return c.SetAcquired("") }, due: 0},
		{name: "a day", do: func() error { return c.SetAcquired("2017-05-05") }, due: 2},
		{name: "that day again", do: func() error { return c.SetAcquired("2017-05-05") }, due: 0},
		{name: "another day", do: func() error { return c.SetAcquired("2017-05-06") }, due: 2},
		{name: "no day any more", do: func() error { return c.SetAcquired("") }, due: 2},
		{name: "an account that was held", do: func() error { return c.AddHeld("a@example.org") }, due: 2},
		{name: "that account again", do: func() error { return c.AddHeld("a@example.org") }, due: 0},
		{name: "a day of intrusion", do: func() error { return c.SetIntrusion("2017-04-01") }, due: 2},
		{name: "that day of intrusion again", do: func() error { return c.SetIntrusion("2017-04-01") }, due: 0},
		{name: "no day of intrusion any more", do: func() error { return c.SetIntrusion("") }, due: 2},
		{name: "rules", do: func() error { return c.SetRules("2") }, due: 2},
		{name: "those rules again", do: func() error { return c.SetRules("2") }, due: 0},
		{name: "a log entry", do: func() error { return c.Log(Entry{Event: "run"}) }, due: 0},
		{name: "a unit", do: func() error { return c.Put(Part{Unit: &Unit{Path: "leak/a"}}) }, due: 0},
		{name: "another place", do: func() error { return c.Put(Part{Items: []Item{mail("a", "leak/c", "")}}) }, due: 2},
	} {
		if err := errors.Join(step.do(), c.Flush()); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if due, err := c.Pending(); due != step.due || err != nil {
			t.Errorf("%s: %d verdicts are due, %v; want %d", step.name, due, err, step.due)
		}
		var judged atomic.Int64
		err := c.Judge(context.Background(), 2, func(ctx context.Context, s *Subject) (Verdict, error) {
			judged.Add(1)
			return judge(ctx, s)
		})
		if err != nil || judged.Load() != step.due {
			t.Errorf("%s: %d items were judged, %v; want %d", step.name, judged.Load(), err, step.due)
		}
	}
}

// added checks how many things a call added.
func added(want int64) func(int64, error) error {
	return func(got int64, err error) error {
		if got != want && err == nil {
			err = fmt.Errorf("%d were added, want %d", got, want)
		}
		return err
	}
}

// Judging that was broken off goes on with the page at which it was.
func TestJudgeResumes(t *testing.T) {
	c := newCase(t)
	var items []Item
	for n := range 3*pageItems + 7 {
		items = append(items, mail(fmt.Sprint(n), fmt.Sprintf("leak/%d", n), ""))
	}
	put(t, c, items...)
	broken := errors.New("broken off")
	var calls atomic.Int64
	err := c.Judge(context.Background(), 2, func(ctx context.Context, s *Subject) (Verdict, error) {
		if calls.Add(1) > pageItems+pageItems/2 {
			return Verdict{}, broken
		}
		return judge(ctx, s)
	})
	wantError(t, err, broken)
	if due, err := c.Pending(); due != 2*pageItems+7 || err != nil {
		t.Errorf("%d items are left, %v; want %d", due, err, 2*pageItems+7)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	wantError(t, c.Judge(ctx, 2, judge), context.Canceled)
	judgeAll(t, c)
	if due, err := c.Pending(); due != 0 || err != nil {
		t.Errorf("%d items are left, %v", due, err)
	}
}

// Facts in memory are bounded by their bytes, not only by their number.
func TestJudgePagesByBytes(t *testing.T) {
	c := newCase(t)
	for n := range 5 {
		m := mail(fmt.Sprint(n), fmt.Sprintf("leak/%d", n), "")
		m.Facts = make([]byte, pageBytes/2+1)
		put(t, c, m)
	}
	at := cursor{depth: -1}
	var sizes []int
	for {
		page, err := c.nextPage(generation(t, c), &at)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		sizes = append(sizes, len(page))
	}
	if diff := cmp.Diff([]int{2, 2, 1}, sizes); diff != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
}

// The attachment of 20,000 equal parts does not read its mail 20,000 times,
// and the one of 20,000 mails is judged and listed in linear time and memory.
func TestManyPlaces(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long under the race detector")
	}
	const places = 20_000
	c := newCase(t)
	heavy := mail("mail of many parts", "leak/m", "")
	items := []Item{heavy}
	for n := range places {
		at := fmt.Sprintf("leak/%d", n)
		items = append(items,
			mail("empty", fmt.Sprintf("leak/m#%d", n), "leak/m"),
			mail(at, at, ""), mail("signature", at+"#1", at))
	}
	put(t, c, items...)
	record := make([]byte, 1<<20)
	began := time.Now()
	parents := map[item.Digest]int{}
	var mu sync.Mutex
	err := c.Judge(context.Background(), 2, func(_ context.Context, s *Subject) (Verdict, error) {
		err := s.Parents(func(Parent) error {
			mu.Lock()
			defer mu.Unlock()
			parents[s.Digest]++
			return nil
		})
		if s.Digest == heavy.Digest {
			return Verdict{Conclusion: "verified", Testimony: record, Record: record}, err
		}
		return Verdict{Conclusion: "verified", Testimony: []byte("{}"), Record: []byte("{}")}, err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[item.Digest]int{item.Sum([]byte("empty")): 1, item.Sum([]byte("signature")): places}
	if diff := cmp.Diff(want, parents); diff != "" {
		t.Errorf("parents (-want +got):\n%s", diff)
	}
	row, err := c.Find("leak/7#1")
	if err != nil || len(row.Paths) != places || len(row.Parents) != places {
		t.Errorf("%d paths, %d parents, %v", len(row.Paths), len(row.Parents), err)
	}
	if rows := list(t, c.View, Filter{}); len(rows) != places+3 {
		t.Errorf("%d rows, want %d", len(rows), places+3)
	}
	t.Logf("%v on %d cores", time.Since(began), runtime.GOMAXPROCS(0))
}
