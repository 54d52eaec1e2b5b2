package dkim_test

import (
	"cmp"
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"
)

// row is one signature of a suite; see testdata/README.
type row struct {
	File, Number, Upstream, Result, Body, Header, Expired, Reason string
}

func (r row) key() string { return r.File + "\t" + r.Number }

// agrees reports whether assay's result is the one that the suite expects.
func (r row) agrees() bool {
	switch r.Upstream {
	case "-":
		return true
	case "invalid":
		return slices.Contains([]string{"fail", "permerror", "temperror", "none"}, r.Result)
	}
	return r.Upstream == r.Result
}

const rowsFile = "testdata/suites.tsv"

func readRows(t *testing.T) (list []row) {
	f, err := os.Open(rowsFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, 8
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines[1:] {
		list = append(list, row{l[0], l[1], l[2], l[3], l[4], l[5], l[6], l[7]})
	}
	return list
}

// writeRows writes what assay says, and keeps what people wrote.
func writeRows(t *testing.T, old, list []row) {
	known := map[string]row{}
	for _, r := range old {
		known[r.key()] = r
	}
	slices.SortFunc(list, func(a, b row) int { return cmp.Compare(a.key(), b.key()) })
	var b strings.Builder
	b.WriteString("file\tnumber\tupstream\tresult\tbody_hash\theader_signature\texpired\treason\n")
	for _, r := range list {
		upstream := cmp.Or(known[r.key()].Upstream, "-")
		b.WriteString(strings.Join([]string{r.File, r.Number, upstream, r.Result, r.Body, r.Header, r.Expired, known[r.key()].Reason}, "\t") + "\n")
	}
	if err := os.WriteFile(rowsFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
