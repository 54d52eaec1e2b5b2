package paper_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"assay/lab/paper"
)

// maxReal keeps the test short.
const maxReal = 200_000

// TestRealFiles edits real documents: nothing may panic or hang, and what is
// said to be done is read.
func TestRealFiles(t *testing.T) {
	const corpora = "../../../shared/corpora"
	done, seen := map[string]int{}, 0
	for _, folder := range []string{"office-apache-poi", "pdf-pdfbox", "pdf-pyhanko", "pdf-qpdf", "pdf-rub-shadow-attacks", "img-exif-samples"} {
		err := filepath.WalkDir(filepath.Join(corpora, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			if err != nil || len(content) > maxReal {
				return err
			}
			seen++
			for i, act := range []struct {
				name string
				do   func() (paper.Edited, bool)
			}{
				{"change", func() (paper.Edited, bool) {
					return paper.Change(random(1), content, paper.Edit{At: later, Hand: "N. N."})
				}},
				{"change with care", func() (paper.Edited, bool) {
					return paper.Change(random(1), content, paper.Edit{At: later, Hand: "N. N.", Care: paper.FullCare, Insert: []string{"A passage."}})
				}},
				{"increment", func() (paper.Edited, bool) {
					return paper.Increment(random(1), content, paper.Edit{At: later, Hand: "N. N."})
				}},
				{"retype", func() (paper.Edited, bool) {
					return paper.Retype(random(1), content, paper.Edit{At: later, Hand: "N. N.", Claim: later.AddDate(-1, 0, 0)})
				}},
				{"resave", func() (paper.Edited, bool) {
					return paper.Resave(random(1), content, paper.Edit{At: later, Hand: "N. N."})
				}},
			} {
				start := time.Now()
				out, ok := act.do()
				if took := time.Since(start); took > 5*time.Second {
					t.Errorf("%s %s took %v", act.name, path, took)
				}
				if !ok {
					continue
				}
				done[act.name]++
				if len(out.Content) == 0 {
					t.Errorf("%s %s: nothing", act.name, path)
				}
				if dir := os.Getenv("PAPER_REAL"); dir != "" {
					if err := os.WriteFile(filepath.Join(dir, string(rune('a'+i))+"-"+filepath.Base(path)), out.Content, 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
			return nil
		})
		if os.IsNotExist(err) {
			t.Skipf("%s is not here", corpora)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d files, done: %v", seen, done)
	if done["change"] < 100 || done["increment"] < 20 || done["retype"] < 50 {
		t.Errorf("too few could be edited: %v of %d", done, seen)
	}
}
