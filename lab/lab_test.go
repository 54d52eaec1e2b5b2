package lab_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/item"
	"assay/lab"
	"assay/lab/label"
)

func made(t *testing.T, o lab.Options) (dir string, got lab.Made) {
	t.Helper()
	o.Out = filepath.Join(t.TempDir(), "out")
	got, err := lab.Make(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return o.Out, got
}

// tree is the digests of all files below a folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	m := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		m[strings.TrimPrefix(path, dir)] = item.Sum(b).String()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func labelsOf(t *testing.T, dir string) (list []label.Label) {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, label.File))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		var l label.Label
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		list = append(list, l)
	}
	return list
}

// TestSameSeedSameBytes makes a leak twice, with one worker and with three.
func TestSameSeedSameBytes(t *testing.T) {
	o := lab.Options{Seed: 21, Size: 300, Forged: 0.1}
	o.Workers = 1
	one, got := made(t, o)
	o.Workers = 3
	three, again := made(t, o)
	if diff := cmp.Diff(tree(t, one), tree(t, three)); diff != "" || got != again {
		t.Errorf("one worker and three: %v %v %s", got, again, diff)
	}
	// The last mail may bring more than one item.
	if got.Items < o.Size || got.Items > o.Size+8 {
		t.Errorf("%d items, %d were wanted", got.Items, o.Size)
	}
	if got.Acts < o.Size/20 || got.Acts > o.Size/5 {
		t.Errorf("%d acts where about %d are due", got.Acts, o.Size/10)
	}
	o.Seed++
	if other, _ := made(t, o); cmp.Equal(tree(t, one), tree(t, other)) {
		t.Error("two seeds make one leak")
	}
}

// TestLabels: an item has one label; what is forged says how, and what is not
// forged says nothing of it.
func TestLabels(t *testing.T) {
	dir, got := made(t, lab.Options{Seed: 4, Size: 500, Forged: 0.2, Workers: 2})
	seen, acts, techniques := map[string]bool{}, map[string]bool{}, map[string]bool{}
	list := labelsOf(t, dir)
	if len(list) != got.Items {
		t.Errorf("%d labels, %d items", len(list), got.Items)
	}
	for _, l := range list {
		if seen[l.Item] {
			t.Errorf("two labels of %s", l.Item)
		}
		seen[l.Item] = true
		if !l.Made || l.Mailbox == "" {
			t.Errorf("%+v", l)
		}
		authentic := l.Truth == label.Authentic
		if authentic != (l.Act == "") || authentic != (l.Technique == "") || authentic && len(l.Traces) > 0 {
			t.Errorf("%+v", l)
		}
		if !authentic {
			acts[l.Act], techniques[l.Technique] = true, true
		}
	}
	if len(techniques) < 45 {
		t.Errorf("%d techniques", len(techniques))
	}
	// What a forger only resaved is authentic, and an act all the same.
	if len(acts) > got.Acts || len(acts) < got.Acts-5 {
		t.Errorf("%d acts have labels of %d", len(acts), got.Acts)
	}
}

// TestWorldFile: what is absent is not there.
func TestWorldFile(t *testing.T) {
	dir, _ := made(t, lab.Options{Seed: 6, Size: 200, Forged: 0.03, Workers: 2})
	raw, err := os.ReadFile(filepath.Join(dir, lab.WorldFile))
	if err != nil {
		t.Fatal(err)
	}
	var w struct {
		Mailboxes []struct{ Address, Stolen, Folder, Form string }
		Absent    []struct {
			Mailbox   string
			MessageID string `json:"message_id"`
			Why       string
		}
	}
	if err := json.Unmarshal(raw, &w); err != nil {
		t.Fatalf("%v in\n%s", err, raw)
	}
	if len(w.Mailboxes) != 4 || len(w.Absent) == 0 {
		t.Fatalf("%d mailboxes, %d absent", len(w.Mailboxes), len(w.Absent))
	}
	forms := map[string]bool{}
	for _, b := range w.Mailboxes {
		forms[b.Form] = true
		name := b.Folder + map[bool]string{true: ".zip"}[b.Form == "zip"]
		if _, err := os.Stat(filepath.Join(dir, lab.LeakFolder, name)); err != nil {
			t.Error(err)
		}
	}
	if len(forms) != 4 {
		t.Errorf("forms %v", forms)
	}
	for _, a := range w.Absent {
		if a.MessageID == "" || a.Mailbox == "" || a.Why == "" {
			t.Errorf("%+v", a)
		}
	}
}

// TestBase takes the mail of the examples: what is not forged stays as it is.
func TestBase(t *testing.T) {
	dir, got := made(t, lab.Options{Seed: 2, Size: 100, Forged: 0.2, Workers: 1, Base: "../examples/leak", Spool: t.TempDir()})
	real, forged := 0, 0
	for _, l := range labelsOf(t, dir) {
		if l.Path == "" {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(dir, lab.LeakFolder, l.Path))
		if err != nil {
			t.Fatal(err)
		}
		if item.Sum(raw).String() != l.Item {
			t.Errorf("%s is not the item that its label names", l.Path)
		}
		if l.Made != (l.Truth != label.Authentic) {
			t.Errorf("%+v", l)
		}
		if l.Made {
			forged++
		} else {
			real++
		}
	}
	if real < 20 || forged < 3 || got.Acts == 0 {
		t.Errorf("%d real, %d forged, %+v", real, forged, got)
	}
}

func TestRefused(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "mine"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, o := range []lab.Options{
		{Size: 1, Workers: 1, Out: t.TempDir()}, {Size: 200, Forged: 2, Workers: 1, Out: t.TempDir()},
		{Size: 200, Workers: 0, Out: t.TempDir()}, {Size: 200, Workers: 1, Out: full},
		{Size: 200, Workers: 1, Out: t.TempDir(), Base: filepath.Join(full, "absent")},
	} {
		if _, err := lab.Make(t.Context(), o); err == nil {
			t.Errorf("%+v was accepted", o)
		}
	}
}
