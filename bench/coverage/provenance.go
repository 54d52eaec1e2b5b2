package main

import (
	"cmp"
	"fmt"
	"os"
	"strings"

	"assay/document"
)

// expectations is what the tests of C2PA expect of each file of the corpus, and
// why: from the scheme of the files' names and upstream's own results.
const expectations = "sign/c2pa/testdata/corpora.tsv"

// provenance compares what assay says of C2PA manifests with what is expected.
func provenance(w *world) (string, error) {
	table, err := os.ReadFile(expectations)
	if err != nil {
		return "", err
	}
	t, files, equal, listed := newTable("file", "expected", "assay", "why this is expected"), 0, 0, map[string]bool{}
	for line := range strings.Lines(string(table)) {
		c := strings.Split(strings.TrimSpace(line), "\t")
		if line[0] == '#' {
			continue
		}
		name := "c2pa-rs-fixtures/" + c[0]
		listed[name] = true
		files++
		expected, got := c[1], manifestResult(w.document(name))
		if expected == "-" {
			expected = "no manifest here"
		}
		if expected == got {
			equal++
		} else {
			got = "**" + got + "**"
		}
		t.add(short(name), expected, got, c[4])
	}
	others, wrong := 0, 0
	for _, name := range w.named("jpg", "jpeg", "png", "webp", "tif", "tiff", "heic", "pdf", "gif") {
		if !listed[name] {
			others++
			if d := w.document(name); d != nil && manifestResult(d) != "no manifest here" {
				wrong++
			}
		}
	}
	return fmt.Sprintf("%d of %d as expected; of %d other pictures and PDFs of all corpora, none of which has a manifest, assay finds one in %d.\n\n%s", equal, files, others, wrong, t), nil
}

func manifestResult(d *document.Document) string {
	if d == nil {
		return "not read as a document"
	}
	for _, s := range d.Signed {
		if s.Type == document.SignedC2PA {
			return cmp.Or(string(s.Result), "none")
		}
	}
	return "no manifest here"
}
