package pdfsig_test

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"assay/document"
	"assay/finding"
	"assay/pdf"
)

// corpora is where the shared test data lie; docs say what they are.
const corpora = "../../../shared/corpora"

// expected is one line of testdata/corpora.tsv.
type expected struct {
	file, field, result, covers, worst, pdfsig, total, openssl string
}

func readExpected(t testing.TB) (list []expected) {
	t.Helper()
	if _, err := os.Stat(corpora); err != nil {
		t.Skip("the shared corpora are not here: no real signatures")
	}
	text, err := os.ReadFile("testdata/corpora.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 9 || f[8] == "" {
			t.Fatalf("no reason in %q", line)
		}
		list = append(list, expected{f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7]})
	}
	return list
}

// TestCorpora holds every signature of the corpora to what is expected of it,
// and every signed file to the table.
func TestCorpora(t *testing.T) {
	want := map[[2]string]expected{}
	for _, e := range readExpected(t) {
		want[[2]string{e.file, e.field}] = e
	}
	files := 0
	walkPDFs(t, func(name string, content []byte) {
		list, found := tryExamine(content)
		files++
		for _, f := range found {
			if f.Says != finding.Neutral || f.Why == "" || f.Where == "" {
				t.Errorf("%s: %+v", name, f)
			}
		}
		for _, s := range list {
			key := [2]string{name, strings.Trim(strings.TrimPrefix(s.Where, "field "), `"`)}
			e, ok := want[key]
			if !ok {
				t.Errorf("%s: a signature in %s that the table lacks", name, s.Where)
				continue
			}
			delete(want, key)
			covers, worst := "part", string(document.Worst(s.Changes))
			if s.Whole {
				covers = "whole"
			}
			if worst == "" {
				worst = "-"
			}
			if string(s.Result) != e.result || covers != e.covers || worst != e.worst {
				t.Errorf("%s %s: %s (%s) %s %s, want %s %s %s\n%s", name, s.Where, s.Result, s.Reason, covers, worst, e.result, e.covers, e.worst, changes(s))
			}
		}
	})
	for key := range want {
		t.Errorf("%v: not found", key)
	}
	t.Logf("%d files", files)
}

// walkPDFs calls f for each PDF of the corpora.
func walkPDFs(t testing.TB, f func(name string, content []byte)) {
	folders, err := filepath.Glob(corpora + "/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(strings.ToLower(path), ".pdf") {
				return err
			}
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name, err := filepath.Rel(corpora, path)
			f(filepath.ToSlash(name), content)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

var (
	fieldName  = regexp.MustCompile(`Signature Field Name: (.*)`)
	validation = regexp.MustCompile(`Signature Validation: (.*)`)
)

// TestPoppler holds the table's columns on pdfsig to what pdfsig says, and that
// the two agree on the mathematics and the coverage but where it says why not.
func TestPoppler(t *testing.T) {
	list := readExpected(t)
	if _, err := exec.LookPath("pdfsig"); err != nil {
		t.Skip("pdfsig is not installed (poppler-utils): no other maker's verdicts")
	}
	said := map[[2]string][2]string{}
	seen := map[string]bool{}
	for _, e := range list {
		if seen[e.file] {
			continue
		}
		seen[e.file] = true
		out, _ := exec.Command("pdfsig", "-nocert", filepath.Join(corpora, e.file)).Output() // its exit code tells of validity
		for _, block := range strings.Split(string(out), "Signature #")[1:] {
			name, valid := fieldName.FindStringSubmatch(block), validation.FindStringSubmatch(block)
			if name == nil || valid == nil {
				continue
			}
			verdict, total := "unread", "-"
			switch {
			case strings.Contains(valid[1], "Signature is Valid"):
				verdict = "valid"
			case strings.Contains(valid[1], "Digest Mismatch"), strings.Contains(valid[1], "Invalid"):
				verdict = "failed"
			}
			switch {
			case strings.Contains(block, "Not total document signed"):
				total = "part"
			case strings.Contains(block, "Total document signed"):
				total = "total"
			}
			said[[2]string{e.file, name[1]}] = [2]string{verdict, total}
		}
	}
	agree := 0
	for _, e := range list {
		got, ok := said[[2]string{e.file, e.field}]
		if !ok {
			got = [2]string{"-", "-"}
		}
		if got != [2]string{e.pdfsig, e.total} {
			t.Errorf("%s %s: pdfsig says %v, the table %s %s", e.file, e.field, got, e.pdfsig, e.total)
		}
		holds := e.result == "pass" || e.result == "policy"
		if e.pdfsig == "valid" && !holds || e.pdfsig == "failed" && holds {
			t.Errorf("%s %s: pdfsig says %s, and the result is %s", e.file, e.field, e.pdfsig, e.result)
		}
		if e.total != "-" && (e.total == "total") != (e.covers == "whole") {
			t.Errorf("%s %s: pdfsig says %s signed, and we %s", e.file, e.field, e.total, e.covers)
		}
		if e.pdfsig == "valid" && holds {
			agree++
		}
	}
	t.Logf("%d of %d signatures verify with both", agree, len(list))
}

// TestOpenSSL has openssl verify the mathematics of every signature of the
// corpora that the table asks it for.
func TestOpenSSL(t *testing.T) {
	list := readExpected(t)
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("openssl is not installed: no other maker's verdicts")
	}
	agree := 0
	for _, e := range list {
		if e.openssl == "-" {
			continue
		}
		valid, said := openssl(t, e)
		if valid != (e.openssl == "valid") {
			t.Errorf("%s %s: the table says openssl says %s; it says %s", e.file, e.field, e.openssl, said)
		}
		if holds := e.result == "pass" || e.result == "policy"; valid && !holds {
			t.Errorf("%s %s: openssl verifies it, and the result is %s", e.file, e.field, e.result)
		} else if valid {
			agree++
		}
	}
	t.Logf("%d of %d signatures verify with both", agree, len(list))
}

// openssl cuts the signed bytes out by the ranges and has them verified.
func openssl(t *testing.T, e expected) (bool, string) {
	content, err := os.ReadFile(filepath.Join(corpora, e.file))
	if err != nil {
		t.Fatal(err)
	}
	f, err := pdf.Open(content)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, s := range f.Now().Signatures() {
		if s.Name != e.field && s.Name != "" || s.Dict == nil {
			continue
		}
		var signed []byte
		for i := 0; i+1 < len(s.ByteRange); i += 2 {
			signed = append(signed, content[s.ByteRange[i]:s.ByteRange[i]+s.ByteRange[i+1]]...)
		}
		out, err := exec.Command("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-noverify",
			"-in", write("cms", s.Contents), "-content", write("content", signed), "-out", filepath.Join(dir, "out")).CombinedOutput()
		return err == nil, string(bytes.TrimSpace(out))
	}
	return false, "no such field"
}
