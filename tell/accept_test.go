package tell_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/document"
	"assay/finding"
	"assay/image"
	"assay/isolate"
	"assay/mail"
	"assay/office"
	"assay/oletext"
	"assay/pdf"
	"assay/plain"
	"assay/reading"
	"assay/tell"
)

// The labelled pair of a tell are the files testdata/AREA-NAME/authentic.* and
// edited.*, beside edit.txt, which states the one edit in one line.

func TestTableIsComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, tl := range tell.Table {
		area, name, ok := strings.Cut(tl.ID, "/")
		if !ok || area == "" || name == "" || seen[tl.ID] {
			t.Errorf("id %q", tl.ID)
		}
		seen[tl.ID] = true
		if !strings.HasSuffix(tl.Asks, "?") || tl.Rests == "" || tl.Cause == "" || len(tl.Innocent) == 0 {
			t.Errorf("%s does not say all of what it asks, rests on, and who is innocent", tl.ID)
		}
		if tl.Mail == nil && tl.Document == nil {
			t.Errorf("%s reads nothing", tl.ID)
		}
	}
	folders, err := filepath.Glob("testdata/*/edit.txt")
	if err != nil || len(folders) < len(tell.Table) {
		t.Errorf("%d pairs for %d tells, %v", len(folders), len(tell.Table), err)
	}
}

// TestAcceptance is what every tell has to pass.
func TestAcceptance(t *testing.T) {
	for _, tl := range tell.Table {
		t.Run(tl.ID, func(t *testing.T) {
			dir := filepath.Join("testdata", strings.ReplaceAll(tl.ID, "/", "-"))
			if edit, err := os.ReadFile(filepath.Join(dir, "edit.txt")); err != nil || strings.Count(string(edit), "\n") != 1 {
				t.Fatalf("edit.txt states the edit in one line: %q, %v", edit, err)
			}
			authentic, edited := sample(t, dir, "authentic"), sample(t, dir, "edited")
			report := run(t, authentic)
			if !slices.Contains(report.Absent, tl.ID) {
				t.Errorf("the tell does not apply to its authentic sample")
			}
			for _, f := range report.Findings {
				t.Errorf("the authentic sample is not silent: %s %s: %s", f.ID, f.Where, f.Why)
			}
			report = run(t, edited)
			if diff := cmp.Diff(report, run(t, edited)); diff != "" {
				t.Errorf("two runs differ: %s", diff)
			}
			own := slices.IndexFunc(report.Findings, func(f finding.Finding) bool { return f.ID == tl.ID })
			if own < 0 {
				t.Fatalf("the edit is not found: %+v", report)
			}
			for _, f := range report.Findings {
				if f.Where == "" || f.Why == "" || f.Recheck == "" || f.Cause == "" || len(f.Innocent) == 0 || f.LR != nil || f.Says != finding.Neutral {
					t.Errorf("an incomplete finding: %+v", f)
				}
			}
			cut := cutting(t, edited)
			for n := 0; n < len(edited.content); n += max(1, len(edited.content)/97) {
				cut(n)
			}
		})
	}
}

type file struct {
	name    string
	content []byte
}

func sample(t *testing.T, dir, name string) file {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, name+".*"))
	if err != nil || len(list) != 1 {
		t.Fatalf("%s: %d files, %v", name, len(list), err)
	}
	content, err := os.ReadFile(list[0])
	if err != nil {
		t.Fatal(err)
	}
	return file{list[0], content}
}

func run(t *testing.T, f file) tell.Report {
	t.Helper()
	if filepath.Ext(f.name) == ".eml" {
		m := mail.Parse(f.content)
		return tell.OfMail(tell.NewMail(m, m.Text()))
	}
	return tell.OfDocument(read(t, f.content))
}

// cutting runs the tells on a file that ends early, as far as those parsers take it
// that read it whole. The words of its pages are not asked for: they need the engine
// of PDF, and the whole file.
func cutting(t *testing.T, f file) func(n int) {
	t.Helper()
	if filepath.Ext(f.name) == ".eml" {
		return func(n int) {
			m := mail.Parse(f.content[:n])
			tell.OfMail(tell.NewMail(m, m.Text()))
		}
	}
	parsers := []func([]byte) (*document.Document, error){pdf.Read, office.Read, oletext.Read, image.Read, plain.Read}
	parsers = slices.DeleteFunc(parsers, func(read func([]byte) (*document.Document, error)) bool {
		_, err := read(f.content)
		return err != nil
	})
	if len(parsers) == 0 {
		t.Errorf("no parser reads %s", f.name)
	}
	return func(n int) {
		for _, read := range parsers {
			if d, err := read(f.content[:n]); err == nil {
				tell.OfDocument(d)
			}
		}
	}
}

var reader = reading.New(isolate.Direct(reading.Parsers("")), nil)

func read(t *testing.T, content []byte) *document.Document {
	t.Helper()
	d, err := reader.Read(context.Background(), content)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
