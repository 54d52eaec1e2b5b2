package officesig

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/finding"
	"assay/internal/doctest"
)

// TestCorpora reads signed packages of others, and attacked ones. What is
// expected of each is derived from what its folder says of it, in
// testdata/corpora.tsv. A folder stands for the package beside it, with the
// files of the folder in the place of its own.
func TestCorpora(t *testing.T) {
	corpora := doctest.Corpora(t) + "/"
	rows := doctest.Table(t, "testdata/corpora.tsv", 5)
	for _, f := range rows {
		t.Run(f[0], func(t *testing.T) {
			list, findings, err := Read(packageAt(t, corpora+f[0]))
			if err != nil {
				t.Fatal(err)
			}
			var results, found []string
			whole := true
			for _, s := range list {
				results = append(results, string(s.Result))
				whole = whole && s.Whole
			}
			for _, x := range findings {
				if says := fmt.Sprintf("%s:%s", strings.TrimPrefix(x.ID, "office/signature-"), x.Says); !slices.Contains(found, says) {
					found = append(found, says)
				}
			}
			if got := strings.Join(results, " "); got != f[1] {
				t.Errorf("results %q, want %q", got, f[1])
			}
			if got := fmt.Sprint(whole); got != f[2] {
				t.Errorf("whole %s, want %s", got, f[2])
			}
			if got := strings.Join(found, " "); got != f[3] {
				t.Errorf("findings %q, want %q", got, f[3])
			}
		})
	}
	if len(rows) < 80 {
		t.Errorf("only %d rows", len(rows))
	}
}

// packageAt is a package, or the one that a folder stands for.
func packageAt(t *testing.T, path string) []byte {
	t.Helper()
	folder, isFolder := strings.CutSuffix(path, "/")
	if !isFolder {
		return doctest.Load(t, path)
	}
	f := files{}
	beside, err := filepath.Glob(filepath.Dir(folder) + "/*.odt")
	if err != nil {
		t.Fatal(err)
	}
	if len(beside) > 0 {
		own := strings.TrimSuffix(folder, "_files") + ".odt"
		if !slices.Contains(beside, own) {
			own = beside[0]
		}
		maps.Copy(f, unpacked(t, own))
	}
	err = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		f[filepath.ToSlash(strings.TrimPrefix(path, folder+"/"))] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return f.packed(t)
}

// unpacked are the members of a package, without its signatures.
func unpacked(t *testing.T, path string) files {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f := files{}
	for _, member := range z.File {
		if strings.HasSuffix(member.Name, "/") || isODFSignatures(member.Name) {
			continue
		}
		r, err := member.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		f[member.Name] = string(content)
	}
	return f
}

// TestNobodyAccused holds that no package of the corpora but the attacked ones
// is said to contradict itself, and that every one reads the same twice.
func TestNobodyAccused(t *testing.T) {
	packages, signed := 0, 0
	for _, path := range doctest.Files(t, nil) {
		if strings.Contains(path, "odf-rub-signature-attacks") {
			continue
		}
		content, err := head(path)
		if err != nil {
			t.Fatal(err)
		}
		if content == nil {
			continue
		}
		list, findings, err := Read(content)
		if err != nil {
			continue // no package
		}
		packages++
		if len(list) > 0 {
			signed++
		}
		for _, f := range findings {
			if f.Says == finding.Contradicts || f.Says == finding.Limits {
				t.Errorf("%s: %s: %s", path, f.ID, f.Why)
			}
		}
		again, _, _ := Read(content)
		if diff := cmp.Diff(list, again); diff != "" {
			t.Errorf("%s reads in two ways: %s", path, diff)
		}
	}
	t.Logf("%d packages, %d signed", packages, signed)
	if packages < 200 || signed < 5 {
		t.Errorf("only %d packages, %d of them signed", packages, signed)
	}
}

// head is a file that may be a zip; nil for others.
func head(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	start := make([]byte, 2)
	if _, err := io.ReadFull(f, start); err != nil || !bytes.Equal(start, []byte("PK")) {
		return nil, nil // shorter than any zip, or none
	}
	rest, err := io.ReadAll(f)
	return append(start, rest...), err
}

// TestStamp reads a time stamp of an authority, then changes what it is over by
// an attribute of the value's element.
func TestStamp(t *testing.T) {
	path := doctest.Corpora(t) + "/office-apache-poi/xmldsign/signed.docx"
	for from, want := range map[string]struct{ result, reason string }{"": {"policy", "sha1"}, ` Id="idPackageSignature-signature-value"`: {"fail", "other bytes"}} {
		f := unpacked(t, path)
		for name, content := range f {
			if strings.HasPrefix(name, "_xmlsignatures/sig-") {
				if !strings.Contains(content, from) {
					t.Fatalf("no %q", from)
				}
				f[name] = strings.Replace(content, from, "", 1)
			}
		}
		list, _, err := Read(f.packed(t))
		if err != nil || len(list) != 1 || list[0].Result != finding.Pass || list[0].Stamp == nil {
			t.Fatalf("%v: %+v", err, list)
		}
		s := list[0].Stamp
		if string(s.Result) != want.result || !strings.Contains(s.Reason, want.reason) || s.At != "2012-12-13T14:54:11Z" || s.Authority == "" || len(s.Certificates) == 0 {
			t.Errorf("without %q: %s (%s) at %s by %q", from, s.Result, s.Reason, s.At, s.Authority)
		}
	}
}
