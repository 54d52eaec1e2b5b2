package casefile

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestHeld: accounts are kept once each and listed bytewise, and the day can be
// changed and taken back, also after the case was opened anew.
func TestHeld(t *testing.T) {
	dir := t.TempDir()
	c := createIn(t, dir)
	check := func(v *View, want []string, day string) {
		t.Helper()
		got, err := v.Held()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if since, err := v.Intrusion(); since != day || err != nil {
			t.Errorf("the day is %q, %v; want %q", since, err, day)
		}
	}
	check(c.View, nil, "")
	for _, list := range [][]string{{"b@example.org", "a@example.org"}, {"a@example.org"}, {}} {
		if err := c.AddHeld(list...); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.SetIntrusion("2017-04-01"); err != nil {
		t.Fatal(err)
	}
	check(c.View, []string{"a@example.org", "b@example.org"}, "2017-04-01")
	closeCase(t, c)
	v, err := OpenView(dir)
	if err != nil {
		t.Fatal(err)
	}
	check(v, []string{"a@example.org", "b@example.org"}, "2017-04-01")
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
}
