package casefile

import (
	"fmt"
	"testing"
)

// fill puts until an error comes; committed is how many items were durable by then.
func fill(tb testing.TB, c *Case) (committed int, err error) {
	tb.Helper()
	for n := range 100_000 {
		m := mail(fmt.Sprint(n), fmt.Sprintf("leak/%d", n), "")
		m.Facts = make([]byte, 4000)
		if err = c.Put(Part{Items: []Item{m}, Unit: &Unit{Path: m.Place.Path}}); err == nil && n%50 == 49 {
			err = c.Flush()
		}
		if err != nil {
			return committed, err
		}
		if n%50 == 49 {
			committed = n + 1
		}
	}
	tb.Fatal("the disk is too large")
	return 0, nil
}

func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	c := createIn(t, dir)
	if _, err := c.writer.Exec(`PRAGMA max_page_count = 500`); err != nil {
		t.Fatal(err)
	}
	checkFull(t, c)
	again := createIn(t, dir) // space was freed
	put(t, again, mail("more", "leak/more", ""))
	judgeAll(t, again)
}

// checkFull fills the disk, and checks that the error says so and that what was
// committed is there.
func checkFull(t *testing.T, c *Case) {
	t.Helper()
	committed, err := fill(t, c)
	wantError(t, err, ErrDiskFull)
	wantError(t, c.Put(Part{}), ErrDiskFull)
	wantError(t, c.Close(), ErrDiskFull)
	v, err := OpenView(c.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	rows := list(t, v, Filter{})
	if committed == 0 || len(rows) < committed {
		t.Errorf("%d items are left of the %d that were committed", len(rows), committed)
	}
	for _, r := range rows {
		if _, done, err := v.UnitDone(r.Paths[0]); !done || err != nil {
			t.Errorf("the unit of %q is done: %v, %v", r.Paths[0], done, err)
		}
	}
}
