package officesig

import (
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"assay/finding"
	"assay/internal/doctest"
)

// stricter is where xmlsec1 says no and the mathematics say yes, and why.
var stricter = map[string]string{
	"office2007prettyPrintedRels.docx": "its DigestInfo leaves the NULL out, which RFC 8017 §9.2 note 2 bids verifiers bear",
}

// TestXMLSec has xmlsec1 verify the signatures of the corpora under the
// certificate that is taken for the signer's: it says yes where the result is
// pass or policy, and no where it is fail. Of OOXML it does not know the
// transform of relationships, so there it sees all but the manifest.
func TestXMLSec(t *testing.T) {
	corpora := doctest.Corpora(t) + "/"
	doctest.Tool(t, "xmlsec1")
	var names []string
	for _, pattern := range []string{"odf-rub-signature-attacks/*/*/*/*.odt", "odf-rub-signature-attacks/*/*/*/*/*.odt", "odf-rub-signature-attacks/*/aa*/*.odt", "office-apache-poi/xmldsign/*"} {
		list, err := filepath.Glob(corpora + pattern)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, list...)
	}
	asked := 0
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		list, _, err := Read(content)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			continue
		}
		dir := t.TempDir()
		extract(t, content, dir)
		for _, s := range list {
			if s.Result == finding.PermError {
				continue // a bare key: no certificate to ask with
			}
			crt := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificates[0]})
			if err := os.WriteFile(filepath.Join(dir, "signer.pem"), crt, 0o600); err != nil {
				t.Fatal(err)
			}
			args := []string{"--verify", "--insecure", "--enabled-key-data", "x509", "--pubkey-cert-pem", "signer.pem", "--ignore-manifests"}
			for _, element := range []string{"Object", "SignatureProperty", xades + ":SignedProperties"} {
				args = append(args, "--id-attr:Id", element)
			}
			c := exec.Command("xmlsec1", append(args, s.Where)...)
			c.Dir = dir
			out, err := c.CombinedOutput()
			holds := s.Result == finding.Pass || s.Result == finding.Policy
			if yes := err == nil && strings.Contains(string(out), "OK"); yes != holds && (yes || stricter[filepath.Base(name)] == "") {
				t.Errorf("%s %s: %s (%s), and xmlsec1 says %v: %.600s", name, s.Where, s.Result, s.Reason, yes, out)
			}
			asked++
		}
	}
	t.Logf("%d signatures", asked)
	if asked < 30 {
		t.Errorf("only %d signatures", asked)
	}
}

// extract writes the members of a package to a folder.
func extract(t *testing.T, content []byte, dir string) {
	t.Helper()
	p, err := open(content)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range p.names {
		data, err := p.read(name)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			t.Fatalf("%q leads out of the package", name)
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
