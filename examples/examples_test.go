// Package examples holds a small made-up leak, and tests that it can be made
// again, and that an examination of it gives what its maker says it must.
package examples

import (
	"bytes"
	"context"
	"encoding/csv"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assay/conclude"
	engine "assay/examine"
	"assay/isolate"
	"assay/item"
	"assay/judge"
	"assay/keys"
	"assay/pipeline"
	"assay/reading"
	"assay/sign/cert"
)

// The examination that README.md tells of, at a moment long after the leak.
var (
	trust = []string{"lists.example", "seal.example"}
	now   = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
)

// attack begins the name of every forgery.
const attack = "attack-"

// row is one line of expected.tsv.
type row struct {
	Path, Kind, Conclusion, Limits string
	example                        string
}

func TestMadeAgain(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("go", "run", "./make", dir).CombinedOutput(); err != nil {
		t.Fatalf("go run ./make: %v\n%s", err, out)
	}
	want, got := contents(t, "."), contents(t, dir)
	for name, content := range got {
		if !bytes.Equal(content, want[name]) {
			t.Errorf("%s: the maker writes %d bytes, and they are not the %d of the repository", name, len(content), len(want[name]))
		}
		delete(want, name)
	}
	for name := range want {
		t.Errorf("%s: the maker does not write it", name)
	}
}

// contents reads what the maker writes below dir: all but its own source.
func contents(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		switch rel, _ := filepath.Rel(dir, name); {
		case err != nil:
			return err
		case e.IsDir() && rel == "make":
			return fs.SkipDir
		case e.IsDir() || rel == "examples_test.go":
			return nil
		default:
			files[rel], err = os.ReadFile(name)
			return err
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestConclusions(t *testing.T) {
	var got, want []row
	for _, r := range examine(t) {
		got = append(got, row{Path: r.Paths[0], Kind: string(r.Kind), Conclusion: string(r.Conclusion), Limits: strings.Join(r.Limits, ",")})
	}
	for _, r := range expected(t) {
		r.example = ""
		want = append(want, r)
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(row{})); diff != "" {
		t.Errorf("conclusions (-expected +reached):\n%s", diff)
	}
}

func TestEveryConclusionOccurs(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range expected(t) {
		seen[r.Conclusion] = true
	}
	for _, w := range conclude.Words {
		if !seen[string(w)] {
			t.Errorf("no item must get %q", w)
		}
	}
}

// TestNoForgeryIsBelieved allows two things: that a document which a forger
// mailed was sent by him, and that a mail was sent without what he put in, if the
// claim names that.
func TestNoForgeryIsBelieved(t *testing.T) {
	records := map[string]*judge.Record{}
	for _, r := range examine(t) {
		records[r.Paths[0]] = r
	}
	forgeries := 0
	for _, e := range expected(t) {
		if !strings.HasPrefix(e.example, attack) {
			continue
		}
		forgeries++
		r := records[e.Path]
		switch {
		case r == nil:
			t.Errorf("%s, %s, is not listed", e.Path, e.example)
		case r.Conclusion == conclude.Verified:
			t.Errorf("%s, %s, is verified: %s", e.Path, e.example, r.Claim)
		case r.Conclusion != conclude.Corroborated:
		case r.Kind == item.Mail && strings.Contains(r.Claim, `but for 4 lines put in that began "P.S. The invoice`):
		case r.Kind != item.Document || !strings.Contains(r.Claim, "@attacker.example"):
			t.Errorf("%s, %s, is corroborated, and the claim does not name its forger: %s", e.Path, e.example, r.Claim)
		}
	}
	if forgeries == 0 {
		t.Error("the leak holds no forgery")
	}
}

// examine examines the leak as it stands in the repository.
func examine(t *testing.T) (list []*judge.Record) {
	t.Helper()
	batch, err := keys.Read("keys.zone")
	if err != nil || len(batch.Problems) > 0 {
		t.Fatalf("keys.zone: %v %v", err, batch.Problems)
	}
	pem, err := os.ReadFile("roots.pem")
	if err != nil {
		t.Fatal(err)
	}
	roots, err := cert.ParseRoots(pem)
	if err != nil {
		t.Fatal(err)
	}
	j := &judge.Judge{Keys: keys.NewSet(batch.Keys).Lookup, Trust: trust, Roots: roots, Now: now}
	leak := []pipeline.Root{{Path: "leak", Locator: item.Locator{Root: "leak"}}}
	reader := reading.New(isolate.Direct(reading.Parsers("")), nil)
	checked, err := pipeline.Check(context.Background(), leak, &engine.Examiner{Spool: t.TempDir(), Documents: reader})
	if err != nil {
		t.Fatal(err)
	}
	if err := checked.Repair(context.Background(), j.Keys, 2); err != nil {
		t.Fatal(err)
	}
	err = checked.Judge(j, func(r *judge.Record) error {
		list = append(list, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// expected reads expected.tsv.
func expected(t *testing.T) (rows []row) {
	t.Helper()
	b, err := os.ReadFile("expected.tsv")
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(b))
	r.Comma, r.Comment, r.FieldsPerRecord, r.LazyQuotes = '\t', '#', 5, true
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		rows = append(rows, row{l[0], l[1], l[2], l[3], l[4]})
	}
	return rows
}
