package tell_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/document"
	"assay/image"
	"assay/pdf"
	"assay/tell"
)

var updateDocuments = flag.Bool("update-documents", false, "write testdata/realdocs.tsv anew")

// realDocuments are folders of documents that nobody forged: what tells find there is a
// false alarm, or a thing that innocent people do. Most are test files of libraries,
// which are odd more often than what people send: pdf-qpdf and pdf-pyhanko are mostly
// written by the library itself, on purpose in odd ways.
var realDocuments = []string{"pdf-pdfbox", "pdf-digitorus", "pdf-pyhanko", "pdf-qpdf", "img-exif-samples", "c2pa-rs-fixtures"}

// TestRealDocuments counts, for every tell of PDF and pictures and every folder, to how
// many documents it applies and in how many it is found. -v prints those.
func TestRealDocuments(t *testing.T) {
	t.Parallel()
	const table = "testdata/realdocs.tsv"
	out := "# What TestRealDocuments counts; -update-documents writes it.\n# tell\tfolder\tapplicable\tfound\n"
	for _, folder := range realDocuments {
		root := filepath.Join("../../shared/corpora", folder)
		if _, err := os.Stat(root); err != nil {
			t.Skipf("the shared corpora are not here: %v", err)
		}
		applicable, found := countDocuments(t, root)
		for _, tl := range tell.Table {
			area, _, _ := strings.Cut(tl.ID, "/")
			if applies := applicable[tl.ID]; applies > 0 && (area == "pdf" || area == "xmp" || area == "image") {
				out += fmt.Sprintf("%s\t%s\t%d\t%d\n", tl.ID, folder, applies, found[tl.ID])
			}
		}
	}
	sameCounts(t, table, out, *updateDocuments)
}

// sameCounts holds counts to the table that is known, or writes it anew.
func sameCounts(t *testing.T, table, counts string, anew bool) {
	t.Helper()
	if anew {
		if err := os.WriteFile(table, []byte(counts), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	known, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(known), counts); diff != "" {
		t.Errorf("%s has other counts: %s", table, diff)
	}
}

func countDocuments(t *testing.T, root string) (applicable, found map[string]int) {
	applicable, found = map[string]int{}, map[string]int{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		d := readDocument(content)
		if d == nil {
			return nil
		}
		report := tell.OfDocument(d)
		for _, id := range report.Absent {
			applicable[id]++
		}
		last := ""
		for _, f := range report.Findings {
			t.Logf("%s: %s: %s: %s", strings.TrimPrefix(path, root), f.ID, f.Where, f.Why)
			if f.ID != last {
				last = f.ID
				applicable[f.ID]++
				found[f.ID]++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return applicable, found
}

// readDocument reads PDFs and pictures; nil for all else. The words of the pages are
// not read: no tell that is counted here needs them.
func readDocument(content []byte) *document.Document {
	read := image.Read
	if bytes.Contains(content[:min(len(content), 1024)], []byte("%PDF-")) {
		read = pdf.Read
	}
	d, err := read(content)
	if err != nil {
		return nil
	}
	return d
}
