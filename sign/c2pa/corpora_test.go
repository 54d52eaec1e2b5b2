package c2pa

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assay/document"
	"assay/internal/doctest"
	"assay/sign/cert"
)

// fixtures is the folder of the C2PA library's own test data.
func fixtures(t testing.TB) string { return filepath.Join(doctest.Corpora(t), "c2pa-rs-fixtures") }

// corpus reads the expectations.
func corpus(t testing.TB) [][]string {
	t.Helper()
	fixtures(t)
	return doctest.Table(t, "testdata/corpora.tsv", 5)
}

func TestCorpora(t *testing.T) {
	listed := map[string]bool{}
	for _, c := range corpus(t) {
		listed[c[0]] = true
		t.Run(filepath.Base(c[0]), func(t *testing.T) {
			content := doctest.Load(t, filepath.Join(fixtures(t), c[0]))
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
	for _, path := range doctest.Files(t, []string{"c2pa-rs-fixtures"}) {
		name, err := filepath.Rel(fixtures(t), path)
		if err != nil {
			t.Fatal(err)
		}
		if listed[filepath.ToSlash(name)] {
			continue
		}
		d := &document.Document{}
		if Add(d, doctest.Load(t, path)) || len(d.Findings) > 0 || len(d.Fields) > 0 {
			t.Errorf("%s: %v %v", name, d.Findings, d.Fields)
		}
	}
}

// TestEveryByte flips one bit in each of many places of a signed picture, and
// expects that no flip outside of the store passes.
func TestEveryByte(t *testing.T) {
	for _, name := range []string{"C.jpg", "boxhash.jpg"} {
		content := doctest.Load(t, filepath.Join(fixtures(t), "sdk/tests/fixtures", name))
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
	pem := doctest.Load(t, filepath.Join(fixtures(t), "sdk/tests/fixtures/certs/trust/test_cert_root_bundle.pem"))
	roots, err := cert.ParseRoots(pem)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]cert.Trust{"sdk/tests/fixtures/C.jpg": cert.Trusted, "sdk/tests/fixtures/C_with_CAWG_data.jpg": cert.Trusted, "sdk/src/identity/tests/fixtures/claim_aggregation/adobe_connected_identities.jpg": cert.Untrusted} {
		content := doctest.Load(t, filepath.Join(fixtures(t), name))
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
		content := doctest.Load(b, filepath.Join(fixtures(b), "sdk/tests/fixtures", name))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(content)))
			b.ReportAllocs()
			for b.Loop() {
				Add(&document.Document{}, content)
			}
		})
	}
}
