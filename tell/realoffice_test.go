package tell_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/document"
	"assay/internal/doctest"
	"assay/office"
	"assay/oletext"
	"assay/tell"
)

var updateOffice = flag.Bool("update-office", false, "write testdata/realoffice.tsv anew")

// realOffice are folders of office documents that nobody forged to deceive. Those of
// office-apache-poi are samples of a library: some three quarters are as Office left
// them; many of the others were written by the library itself, or changed by hand to
// show a defect, and these are what the tells of packages find there. Of
// odf-rub-signature-attacks most are documents that were changed on purpose, in one
// part of the package.
var realOffice = []string{"office-apache-poi", "odf-rub-signature-attacks", "msg-outlook-message-parser", "mimekit-testdata"}

// repacked are the tells that find packages which were changed by hand or by a
// library, and are to find them in these folders. All others are to be silent on all
// but one document of a folder.
var repacked = []string{"office/member-replaced", "office/not-as-saved", "office/zip-times", "office/odf-counts"}

// maxDepthOfOffice bounds documents in documents that are counted.
const maxDepthOfOffice = 3

// TestRealOffice counts, for every tell of office documents, every folder and every
// sort of container, to how many documents it applies and in how many it is found. -v
// prints those.
func TestRealOffice(t *testing.T) {
	t.Parallel()
	const table = "testdata/realoffice.tsv"
	applicable, found := map[string]int{}, map[string]int{}
	for _, folder := range realOffice {
		if _, err := os.Stat(filepath.Join(corpora, folder)); err != nil {
			t.Skipf("the shared corpora are not here: %v", err)
		}
		for _, path := range doctest.Files(t, []string{folder}, "") {
			countOffice(t, folder, path, doctest.Load(t, path), 0, applicable, found)
		}
	}
	out := "# What TestRealOffice counts; -update-office writes it.\n# tell\tcorpus\tcontainer\tapplicable\tfound\n"
	keys := make([]string, 0, len(applicable))
	for k := range applicable {
		if strings.HasPrefix(k, "office/") {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	for _, k := range keys {
		out += fmt.Sprintf("%s\t%d\t%d\n", k, applicable[k], found[k])
		if id, _, _ := strings.Cut(k, "\t"); found[k] > 1 && !slices.Contains(repacked, id) {
			t.Errorf("%s: found in %d of %d documents that nobody forged", k, found[k], applicable[k])
		}
	}
	sameCounts(t, table, out, *updateOffice)
}

// countOffice counts one document and those inside it.
func countOffice(t *testing.T, folder, name string, content []byte, depth int, applicable, found map[string]int) {
	d, container := readOffice(content)
	if d == nil || depth > maxDepthOfOffice {
		return
	}
	report := tell.OfDocument(d)
	key := func(id string) string { return id + "\t" + folder + "\t" + container }
	for _, id := range report.Absent {
		applicable[key(id)]++
	}
	last := ""
	for _, f := range report.Findings {
		t.Logf("%s (%s): %s: %s: %s", strings.TrimPrefix(name, corpora), d.Format, f.ID, f.Where, f.Why)
		if f.ID != last {
			last = f.ID
			applicable[key(f.ID)]++
			found[key(f.ID)]++
		}
	}
	for _, e := range d.Embedded {
		countOffice(t, folder, name+"!"+e.Name, e.Data, depth+1, applicable, found)
	}
}

// readOffice reads office documents, and says what they are in; nil for all else.
func readOffice(content []byte) (*document.Document, string) {
	if bytes.HasPrefix(content, []byte("\xd0\xcf\x11\xe0")) {
		if d, err := oletext.Read(content); err == nil {
			return d, "ole"
		}
		return nil, ""
	}
	d, err := office.Read(content)
	switch {
	case err != nil:
		return nil, ""
	case d.Format == "rtf":
		return d, "rtf"
	case strings.HasPrefix(d.Format, "o") || strings.HasPrefix(d.Format, "fod"):
		return d, "odf"
	}
	return d, "ooxml"
}
