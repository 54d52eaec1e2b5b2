package casefile

import (
	"errors"
	"io/fs"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pressly/goose/v3"

	"assay/item"
)

func TestRecovery(t *testing.T) {
	c := newCase(t)
	put(t, c, mail("a", "leak/a", ""))
	judgeAll(t, c)
	key := func(record, origin string) Key {
		return Key{Name: "k1._domainkey.example.org", Record: record, Origin: []byte(origin)}
	}
	imported := key("p=1", `{"file":"keys.zone"}`)
	if _, err := c.AddKeys(imported); err != nil {
		t.Fatal(err)
	}
	one, two, anchored := key("p=1", `{}`), key("p=2", `{}`), key("p=1", `{"anchors":["mail"]}`)
	for i, step := range []struct {
		old, new, want []Key
		due            int64 // items to judge again
	}{
		{nil, nil, []Key{imported}, 0},
		{nil, []Key{one, two}, []Key{imported, one, two}, 1},
		{[]Key{one, two}, []Key{two, one}, []Key{imported, one, two}, 0},
		{[]Key{one, two}, []Key{anchored, two}, []Key{anchored, imported, two}, 1},
		{[]Key{anchored, two}, nil, []Key{imported}, 1},
	} {
		judgeAll(t, c)
		r := Recovery{Name: one.Name, Samples: item.Sum([]byte{byte(i)}), Outcome: []byte(`{"of":3}`)}
		if err := c.PutRecovery(r, step.old, step.new); err != nil {
			t.Fatal(err)
		}
		var got []Key
		var kept []Recovery
		err := errors.Join(
			c.Keys(func(k Key) error { got = append(got, k); return nil }),
			c.Recoveries(func(r Recovery) error { kept = append(kept, r); return nil }))
		if diff := cmp.Diff(step.want, got); err != nil || diff != "" {
			t.Errorf("step %d: %v (-want +got):\n%s", i, err, diff)
		}
		if diff := cmp.Diff([]Recovery{r}, kept); diff != "" {
			t.Errorf("step %d (-want +got):\n%s", i, diff)
		}
		if n, err := c.Pending(); n != step.due || err != nil {
			t.Errorf("step %d: %d items are due, %v; want %d", i, n, err, step.due)
		}
	}
}

func TestMailFacts(t *testing.T) {
	c := newCase(t)
	document := mail("d", "leak/d", "")
	document.Kind = item.Document
	put(t, c, mail("a", "leak/a", ""), mail("b", "leak/b", ""), mail("a", "leak/z", ""), document, unreadable("leak/u"))
	var last item.Digest
	got := map[string]bool{}
	err := c.MailFacts(func(d item.Digest, facts []byte) error {
		if string(d[:]) <= string(last[:]) {
			t.Errorf("%s stands behind %s", d, last)
		}
		last, got[string(facts)] = d, true
		return nil
	})
	if diff := cmp.Diff(map[string]bool{`{"a":1}`: true, `{"b":1}`: true}, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	for bytes, want := range map[string]bool{"a": true, "d": true, "leak/u": false, "c": false} {
		if held, err := c.Holds(item.Sum([]byte(bytes))); held != want || err != nil {
			t.Errorf("%s is held: %v, %v", bytes, held, err)
		}
	}
}

// TestOlderCase: a case of the first version is brought up when it is written.
func TestOlderCase(t *testing.T) {
	dir := t.TempDir()
	db, err := openWriter(filepath.Join(dir, databaseName))
	if err != nil {
		t.Fatal(err)
	}
	folder, err := fs.Sub(migrations, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, folder, goose.WithLogger(goose.NopLogger()), goose.WithDisableGlobalRegistry(true))
	if err == nil {
		_, err = p.UpTo(t.Context(), 1)
	}
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	var old *VersionError
	if _, err := OpenView(dir); !errors.As(err, &old) || old.Have != 1 {
		t.Errorf("error is %v, want that version 1 is older", err)
	}
	c, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer closeCase(t, c)
	if err := c.PutRecovery(Recovery{Name: "a"}, nil, nil); err != nil {
		t.Error(err)
	}
}
