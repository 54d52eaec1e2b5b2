package c2pa

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assay/document"
	"assay/sign/cert"
)

const fixtures = "../../../shared/corpora/c2pa-rs-fixtures"

// corpus reads the expectations; it skips where the fixtures are absent.
func corpus(t testing.TB) [][]string {
	t.Helper()
	if _, err := os.Stat(fixtures); err != nil {
		t.Skipf("the fixtures of c2pa-rs are not here: %v", err)
	}
	text, err := os.ReadFile("testdata/corpora.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for line := range strings.Lines(string(text)) {
		if line[0] == '#' {
			continue
		}
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 5 {
			t.Fatalf("%d cells in %q", len(cells), line)
		}
		out = append(out, cells)
	}
	return out
}

func TestCorpora(t *testing.T) {
	listed := map[string]bool{}
	for _, c := range corpus(t) {
		listed[c[0]] = true
		t.Run(filepath.Base(c[0]), func(t *testing.T) {
			content, err := os.ReadFile(filepath.Join(fixtures, c[0]))
			if err != nil {
				t.Fatal(err)
			}
			d := &document.Document{}
			Add(d, content)
			result, reason := "-", ""
			if len(d.Signed) > 0 {
				result, reason = string(d.Signed[0].Result), d.Signed[0].Reason
			}
			if result != c[1] || c[2] != "-" && !strings.Contains(reason, c[2]) {
				t.Errorf("%s %q, want %s %q (%s)", result, reason, c[1], c[2], c[4])
			}
			if got := strings.Join(ids(d), " "); got != c[3] {
				t.Errorf("findings %s, want %s", got, c[3])
			}
		})
	}
	t.Run("the rest is silent", func(t *testing.T) { restIsSilent(t, listed) })
}

// restIsSilent holds that absence says nothing: files that are not listed have
// neither signature nor finding.
func restIsSilent(t *testing.T, listed map[string]bool) {
	err := filepath.WalkDir(fixtures, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(fixtures, path)
		if err != nil || listed[filepath.ToSlash(name)] {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		d := &document.Document{}
		if Add(d, content) || len(d.Findings) > 0 || len(d.Fields) > 0 {
			t.Errorf("%s: %v %v", name, d.Findings, d.Fields)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestEveryByte flips one bit in each of many places of a signed picture, and
// expects that no flip outside of the store passes.
func TestEveryByte(t *testing.T) {
	corpus(t)
	for _, name := range []string{"C.jpg", "boxhash.jpg"} {
		content, err := os.ReadFile(filepath.Join(fixtures, "sdk/tests/fixtures", name))
		if err != nil {
			t.Fatal(err)
		}
		spans := locate(content).stores[0].Spans
		flips := 0
		for at := 0; at < len(content); at += 401 {
			if at >= spans[0].Start && at < spans[len(spans)-1].End {
				continue
			}
			altered := append([]byte(nil), content...)
			altered[at] ^= 4
			d := &document.Document{}
			Add(d, altered)
			for _, s := range d.Signed {
				if s.Result == "pass" {
					t.Errorf("%s: passes with a flip at %d", name, at)
				}
			}
			flips++
		}
		t.Logf("%s: %d flips", name, flips)
	}
}

// TestTrust follows the certificates of valid files to the roots of the tests'
// own authorities, and to none.
func TestTrust(t *testing.T) {
	corpus(t)
	pem, err := os.ReadFile(filepath.Join(fixtures, "sdk/tests/fixtures/certs/trust/test_cert_root_bundle.pem"))
	if err != nil {
		t.Fatal(err)
	}
	roots, err := cert.ParseRoots(pem)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]cert.Trust{"sdk/tests/fixtures/C.jpg": cert.Trusted, "sdk/tests/fixtures/C_with_CAWG_data.jpg": cert.Trusted, "sdk/src/identity/tests/fixtures/claim_aggregation/adobe_connected_identities.jpg": cert.Untrusted} {
		content, err := os.ReadFile(filepath.Join(fixtures, name))
		if err != nil {
			t.Fatal(err)
		}
		s := read(t, content).Signed[0]
		at, err := time.Parse(time.RFC3339, s.Stamp.At)
		if err != nil || s.Stamp.Result != "pass" {
			t.Fatalf("%s: stamp %+v", name, s.Stamp)
		}
		if got := cert.Chain(s.Certificates, roots, at); got.Trust != want {
			t.Errorf("%s: %s (%s), want %s", name, got.Trust, got.Reason, want)
		}
	}
}

func BenchmarkAdd(b *testing.B) {
	for _, name := range []string{"C.jpg", "C_with_CAWG_data.jpg", "CACAE-uri-CA.jpg"} {
		corpus(b)
		content, err := os.ReadFile(filepath.Join(fixtures, "sdk/tests/fixtures", name))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(content)))
			b.ReportAllocs()
			for b.Loop() {
				Add(&document.Document{}, content)
			}
		})
	}
}
