package pipeline

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/casefile"
	"assay/examine"
	"assay/internal/mailtest"
	"assay/item"
	"assay/judge"
	"assay/keys"
)

// shuffled are mails whose addresses a list has put into another order: short
// lists and long ones between the same people.
func shuffled() map[string]damaged {
	people := []string{"a@union.example", "q@press.example", "c@council.example", "z@union.example", "b@press.example", "m@council.example",
		"e@union.example", "k@press.example", "d@council.example", "y@union.example", "f@press.example"}
	mails := map[string]damaged{}
	for n := 4; n <= len(people); n++ {
		signed := strings.Join(people[:n], ", ")
		order := slices.Clone(people[:n])
		slices.Reverse(order)
		order[0], order[n/2] = order[n/2], order[0]
		mails[fmt.Sprintf("%02d.eml", n)] = damaged{from: "ann@press.example", header: "Cc: " + signed + "\r\n",
			body: fmt.Sprintf("Mail to %d.\r\n", n), after: changed(signed, strings.Join(order, ", "))}
	}
	return mails
}

// TestRounds: what one mail teaches serves the next, and a run that is stopped
// anywhere comes to the same end.
func TestRounds(t *testing.T) {
	dir := writeMails(t, shuffled())
	fill := func() *casefile.Case {
		c := newCase(t)
		r, _ := reader(c, false)
		if _, err := AddKeys(c, repairKeys()); err != nil {
			t.Fatal(err)
		}
		if err := r.Read(t.Context(), root(dir)); err != nil {
			t.Fatal(err)
		}
		return c
	}
	whole := fill()
	if _, err := RepairCase(t.Context(), whole, repairer(whole, dir)); err != nil {
		t.Fatal(err)
	}
	want := lines(t, whole)
	for path, r := range byPath(t, want) {
		if got := describe(r); got != "verified author-signed [address-order] repaired" {
			t.Errorf("%s: %s", path, got)
		}
	}
	broken := fill()
	for stops := int32(1); ; stops++ {
		ctx, stop := context.WithCancel(t.Context())
		r := repairer(broken, dir)
		var steps atomic.Int32
		r.Step = func() {
			if steps.Add(1) == 3 {
				stop()
			}
		}
		_, err := RepairCase(ctx, broken, r)
		stop()
		if err == nil {
			break
		}
		if !errors.Is(err, context.Canceled) || stops > 50 {
			t.Fatalf("stop %d: %v", stops, err)
		}
	}
	if diff := cmp.Diff(want, lines(t, broken)); diff != "" {
		t.Errorf("after stops:\n%s", diff)
	}
}

// TestRepairAsCheck: without a case the same is said.
func TestRepairAsCheck(t *testing.T) {
	mails := shuffled()
	mails["footer.eml"] = damaged{from: "ann@press.example", body: plain, after: footer}
	dir := writeMails(t, mails)
	want := repaired(t, dir)
	checked, err := Check(t.Context(), []Root{root(dir)}, &examine.Examiner{Spool: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	lookup := keys.NewSet(repairKeys()).Lookup
	if err := checked.Repair(t.Context(), lookup, 2); err != nil {
		t.Fatal(err)
	}
	var got []string
	err = checked.Judge(&judge.Judge{Keys: lookup, Now: examined}, func(r *judge.Record) error {
		got = append(got, jsonOf(t, r))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, r := range want {
		listed = append(listed, jsonOf(t, r))
	}
	slices.Sort(listed)
	slices.Sort(got)
	if diff := cmp.Diff(listed, got); diff != "" {
		t.Error(diff)
	}
}

// TestLateKeys: without a key nothing is searched; with one that comes later it
// is, if the leak is still there.
func TestLateKeys(t *testing.T) {
	dir := writeMails(t, map[string]damaged{"a.eml": {from: "ann@press.example", body: plain, after: mboxFrom}})
	c := newCase(t)
	r, _ := reader(c, false)
	if err := r.Read(t.Context(), root(dir)); err != nil {
		t.Fatal(err)
	}
	searched := 0
	repair := func(lookup func(string) []keys.Key) (missing int) {
		p := repairer(c, dir)
		p.Keys = lookup
		p.Begin = func(_, n int) { searched += n }
		missing, err := RepairCase(t.Context(), c, p)
		if err != nil {
			t.Fatal(err)
		}
		return missing
	}
	if repair(func(string) []keys.Key { return nil }); searched > 0 {
		t.Error("searched without a key")
	}
	if _, err := AddKeys(c, repairKeys()); err != nil {
		t.Fatal(err)
	}
	lookup := keys.NewSet(repairKeys()).Lookup
	away := dir + " away"
	if err := os.Rename(filepath.Join(dir, "a.eml"), away); err != nil {
		t.Fatal(err)
	}
	if missing := repair(lookup); missing != 1 {
		t.Errorf("%d mails are missing, want 1", missing)
	}
	if got := describe(byPath(t, lines(t, c))["a.eml"]); got != "undetermined  []" {
		t.Error(got)
	}
	if err := os.Rename(away, filepath.Join(dir, "a.eml")); err != nil {
		t.Fatal(err)
	}
	if missing := repair(lookup); missing != 0 {
		t.Errorf("%d mails are missing", missing)
	}
	if got := describe(byPath(t, lines(t, c))["a.eml"]); got != "verified author-signed [mbox-from] repaired" {
		t.Error(got)
	}
	searched = 0
	if repair(lookup); searched > 0 {
		t.Error("searched again under the same keys")
	}
}

// TestAnotherKey: what was not found under one key is searched again under
// another, also where the signature does not show what it is of.
func TestAnotherKey(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "leak")
	writeFile(t, filepath.Join(dir, "a.eml"), strings.Replace(letter("x", "\r\nFrom here.\r\n"), "\r\nFrom here", "\r\n>From here", 1))
	c := newCase(t)
	r, _ := reader(c, false)
	if err := r.Read(t.Context(), root(dir)); err != nil {
		t.Fatal(err)
	}
	wrong := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, ed25519.SeedSize))
	for _, test := range []struct {
		keys []keys.Key
		want string
	}{
		{[]keys.Key{keys.New("k1._domainkey.press.example", mailtest.Key{Ed25519: wrong}.Record(""), keys.Origin{})}, ""},
		{known, "mbox-from"},
	} {
		p := repairer(c, dir)
		p.Keys = keys.NewSet(test.keys).Lookup
		if _, err := RepairCase(t.Context(), c, p); err != nil {
			t.Fatal(err)
		}
		var got []string
		err := (caseShelf{c.View}).Attempts(func(_ item.Digest, a attempt) error {
			got = append(got, a.Rewrites...)
			return nil
		})
		if err != nil || strings.Join(got, " ") != test.want {
			t.Errorf("%v under %s (%v), want %q", got, test.keys[0].Record, err, test.want)
		}
	}
}
