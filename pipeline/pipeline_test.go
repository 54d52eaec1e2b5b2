package pipeline

import (
	"context"
	"crypto/rsa"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/semaphore"

	"assay/casefile"
	"assay/examine"
	"assay/internal/mailtest"
	"assay/judge"
	"assay/keys"
)

// TestCheckIsRun: without a case the same is said of every item.
func TestCheckIsRun(t *testing.T) {
	dir := makeLeak(t)
	c := newCase(t)
	if _, err := AddKeys(c, known); err != nil {
		t.Fatal(err)
	}
	r, n := reader(c, false)
	if err := r.Read(t.Context(), root(dir)); err != nil {
		t.Fatal(err)
	}
	want := lines(t, c)
	if len(n.unread) != 1 || !strings.HasPrefix(n.unread[0], "leak/cut.zip: ") {
		t.Errorf("unread are %q", n.unread)
	}

	checked, err := Check(t.Context(), []Root{root(dir)}, &examine.Examiner{Spool: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	j := &judge.Judge{Keys: keys.NewSet(known).Lookup, Now: examined}
	err = checked.Judge(j, func(r *judge.Record) error {
		got = append(got, jsonOf(t, r))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("run, and check:\n%s", diff)
	}
	if len(got) != checked.Items() || len(got) < 50 {
		t.Errorf("%d records of %d items", len(got), checked.Items())
	}
	if n := strings.Count(strings.Join(got, "\n"), `"conclusion":"verified"`); n != 52 {
		t.Errorf("%d are verified, want 52", n)
	}
}

// TestResume: what was read is not read again, and progress still comes to the
// whole size.
func TestResume(t *testing.T) {
	dir := makeLeak(t)
	c := newCase(t)
	r, first := reader(c, false)
	if err := r.Read(t.Context(), root(dir)); err != nil {
		t.Fatal(err)
	}
	want := lines(t, c)
	r, again := reader(c, true)
	if err := r.Read(t.Context(), root(dir)); err != nil {
		t.Fatal(err)
	}
	if again.items != 0 || again.bytes != first.bytes || first.items < 50 {
		t.Errorf("first %d items and %d bytes, then %d and %d", first.items, first.bytes, again.items, again.bytes)
	}
	if diff := cmp.Diff(want, lines(t, c)); diff != "" {
		t.Error(diff)
	}
	writeFile(t, filepath.Join(dir, "loose.txt"), "changed")
	r, _ = reader(c, true)
	if err := r.Read(t.Context(), root(dir)); !errors.Is(err, casefile.ErrChanged) {
		t.Errorf("error %v, want %v", err, casefile.ErrChanged)
	}
}

// TestStopped: a run that is stopped in the middle says so, and goes on later.
func TestStopped(t *testing.T) {
	dir := makeLeak(t)
	whole := newCase(t)
	r, _ := reader(whole, false)
	if err := r.Read(t.Context(), root(dir)); err != nil {
		t.Fatal(err)
	}
	c := newCase(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	r, n := reader(c, false)
	count := r.Progress
	r.Progress = func(p Progress) {
		count(p)
		stop()
	}
	if err := r.Read(ctx, root(dir)); !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want %v", err, context.Canceled)
	}
	r, rest := reader(c, true)
	if err := r.Read(t.Context(), root(dir)); err != nil {
		t.Fatal(err)
	}
	if n.items == 0 || rest.items == 0 {
		t.Errorf("%d items before and %d after", n.items, rest.items)
	}
	if diff := cmp.Diff(lines(t, whole), lines(t, c)); diff != "" {
		t.Error(diff)
	}
}

// TestKeysAreKept: a key comes out of a case as it went in, whatever its state.
func TestKeysAreKept(t *testing.T) {
	o := keys.Origin{Source: keys.FromDNS, Resolver: "192.0.2.1:53", Fetched: examined, SeenFrom: "2017-01-01", SeenTo: "2017-02-01"}
	list := []keys.Key{
		keys.NewAbsent("a._domainkey.press.example", o),
		keys.NewAlias("b._domainkey.press.example", "c.press.example", o),
		keys.New("c._domainkey.press.example", "v=DKIM1; p=", o),
		keys.New("d._domainkey.press.example", "v=DKIM1; p=!!", o),
		keys.New("e._domainkey.press.example", mailtest.RSA(1024).Record("t=y; "), o),
		keys.New("f._domainkey.press.example", mailtest.Ed25519.Record(""), o),
	}
	c := newCase(t)
	if n, err := AddKeys(c, list); n != int64(len(list)) || err != nil {
		t.Fatalf("%d keys are new, %v", n, err)
	}
	if n, err := AddKeys(c, list); n != 0 || err != nil {
		t.Errorf("%d keys are new again, %v", n, err)
	}
	got, err := Keys(c.View)
	if err != nil {
		t.Fatal(err)
	}
	sameRSA := cmp.Comparer(func(a, b *rsa.PublicKey) bool { return a == b || a != nil && b != nil && a.Equal(b) })
	if diff := cmp.Diff(list, got, sameRSA); diff != "" {
		t.Error(diff)
	}
}

// TestLookKeyless: the names that signatures call for and nobody has.
func TestLookKeyless(t *testing.T) {
	c := newCase(t)
	r, _ := reader(c, false)
	if err := r.Read(t.Context(), root(makeLeak(t))); err != nil {
		t.Fatal(err)
	}
	lines(t, c)
	for _, test := range []struct {
		keys []keys.Key
		want []string
	}{{nil, []string{"k1._domainkey.press.example"}}, {known, nil}} {
		if _, err := AddKeys(c, test.keys); err != nil {
			t.Fatal(err)
		}
		lines(t, c)
		if got, err := Look(c.View); err != nil || !cmp.Equal(test.want, got.Keyless) {
			t.Errorf("with %d keys: %q, %v", len(test.keys), got.Keyless, err)
		}
	}
}

// TestSettle: behind a large mail the reading waits until all are examined.
func TestSettle(t *testing.T) {
	room := semaphore.NewWeighted(maxInFlight)
	if err := room.Acquire(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer stop()
	if err := settle(ctx, room, flightShare*largeMail); err != nil {
		t.Errorf("behind a small mail: %v", err)
	}
	if err := settle(ctx, room, maxInFlight); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v while one is examined", err)
	}
	room.Release(1)
	if err := settle(t.Context(), room, maxInFlight); err != nil || !room.TryAcquire(maxInFlight) {
		t.Errorf("error %v, or the room is not free", err)
	}
}

// TestPathAsContent: a document that holds the path of an item that cannot be
// read has its digest, and neither hides the other.
func TestPathAsContent(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "leak")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"a.txt": "leak/broken.7z", "broken.7z": "7z\xbc\xaf\x27\x1cdamaged"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := newCase(t)
	r, _ := reader(c, false)
	if err := r.Read(t.Context(), root(dir)); err != nil {
		t.Fatal(err)
	}
	listed := lines(t, c)
	if len(listed) != 2 {
		t.Errorf("%d items of 2: %q", len(listed), listed)
	}
	checked, err := Check(t.Context(), []Root{root(dir)}, &examine.Examiner{Spool: t.TempDir()})
	if err != nil || checked.Items() != 2 {
		t.Errorf("%d items of 2, %v", checked.Items(), err)
	}
}
