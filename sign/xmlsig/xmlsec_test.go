package xmlsig

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"assay/internal/doctest"
)

// TestXMLSec has xmlsec1 sign in every way that both know, under a certificate
// of openssl, and reads it; a changed byte of the object then fails.
func TestXMLSec(t *testing.T) {
	for _, tool := range []string{"xmlsec1", "openssl"} {
		doctest.Tool(t, tool)
	}
	dir := t.TempDir()
	tool := func(name string, args ...string) (string, error) {
		c := exec.Command(name, args...)
		c.Dir = dir
		out, err := c.CombinedOutput()
		return string(out), err
	}
	for kind, args := range map[string][]string{"rsa": {"-newkey", "rsa:2048"}, "ecdsa": {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"}, "dsa": nil} {
		if kind == "dsa" {
			doctest.Run(t, dir, "openssl", "dsaparam", "-out", "dsa.param", "1024")
			args = []string{"-newkey", "dsa:dsa.param"}
		}
		args = append([]string{"req", "-x509", "-nodes", "-subj", "/CN=Ada Example", "-days", "10", "-keyout", kind + ".key", "-out", kind + ".crt"}, args...)
		doctest.Run(t, dir, "openssl", args...)
	}
	read, skipped := 0, []string{}
	try := func(text, kind, name string) {
		text = strings.Replace(text, "{key}", "<X509Data/>", 1)
		if err := os.WriteFile(filepath.Join(dir, "in.xml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := tool("xmlsec1", "--sign", "--ignore-manifests", "--id-attr:Id", "Object", "--privkey-pem", kind+".key,"+kind+".crt", "--output", "out.xml", "in.xml"); err != nil {
			skipped = append(skipped, name)
			return
		}
		out, err := os.ReadFile(filepath.Join(dir, "out.xml"))
		if err != nil {
			t.Fatal(err)
		}
		s := check(t, string(out), parts())
		if s.By == nil || s.Problem != "" || len(s.References) != 2 || !s.References[0].Match {
			t.Errorf("%s: %q, by %v, %+v", name, s.Problem, s.By, s.References)
		}
		if s := check(t, strings.Replace(string(out), " text<", " test<", 1), parts()); s.By == nil || s.References[0].Match {
			t.Errorf("%s: a changed object is not found", name)
		}
		read++
	}
	for id, a := range algorithms() {
		if kind, _, _ := strings.Cut(string(a.Scheme), "-"); a.Scheme != digests {
			try(template(c14n, id, sha256u, ""), kind, id)
		} else {
			try(template(c14n, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", id, ""), "rsa", id)
		}
	}
	for id := range methods {
		transforms := fmt.Sprintf(`<Transforms><Transform Algorithm="%s"/></Transforms>`, id)
		try(template(id, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", sha256u, transforms), "rsa", id)
	}
	inclusive := `<Transforms><Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"><InclusiveNamespaces xmlns="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="w #default"/></Transform></Transforms>`
	try(template(c14n, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", sha256u, inclusive), "rsa", "inclusive prefixes")
	t.Logf("%d ways read; xmlsec1 does not know %q", read, skipped)
	if read < 20 {
		t.Errorf("only %d ways", read)
	}
}
