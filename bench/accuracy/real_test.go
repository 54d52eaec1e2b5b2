package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/lab/score"
	"assay/weigh"
)

// TestMore: every row is whole, names a corpus once, and a manager that more.sh knows.
func TestMore(t *testing.T) {
	seen := map[string]bool{}
	for line := range strings.Lines(moreTable) {
		if line[0] == '#' {
			continue
		}
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(cells) != moreColumns || slices.Contains(cells, "") || !slices.Contains([]string{"apt", "npm", "go"}, cells[1]) {
			t.Errorf("%q", line)
			continue
		}
		if seen[cells[moreCorpus]] || len(strings.Fields(cells[moreEndings])) == 0 {
			t.Errorf("%q is there before, or keeps no file", line)
		}
		seen[cells[moreCorpus]] = true
	}
	if len(seen) == 0 {
		t.Error("no rows")
	}
}

// TestFolders: without -more only the shared corpora are read, with it those come first.
func TestFolders(t *testing.T) {
	shared := len(folders())
	*more = "fetched"
	defer func() { *more = "" }()
	list := folders()
	if shared == 0 || len(list) != shared+len(rows(moreTable, moreColumns)) {
		t.Fatalf("%d, and %d with more", shared, len(list))
	}
	if got := list[shared]; got.path != filepath.Join("fetched", got.name) {
		t.Errorf("after the shared ones comes %+v", got)
	}
}

func TestFirst(t *testing.T) {
	seen := map[string]string{}
	for n, want := range []bool{true, false, true} {
		corpus := []string{"a", "b", "a"}[n]
		if first(seen, "sha256:1", corpus) != want {
			t.Errorf("%d: %v", n, !want)
		}
	}
}

func TestWriteUnits(t *testing.T) {
	var b strings.Builder
	var real []realItem
	for n, unit := range []string{"a", "a", "b"} {
		real = append(real, realItem{&score.Item{Digest: string(rune('0' + n)), Class: weigh.PDF, Unit: unit, Absent: []string{"pdf/x"}}, "pdf-one", 0})
	}
	if err := writeUnits(&b, real); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"pdf\t3\t2\t1\n", "pdf-one\t3\t2\n", "pdf\tpdf/x\t0\t3\t2\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing from\n%s", want, b.String())
		}
	}
}
