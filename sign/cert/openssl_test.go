package cert_test

import (
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assay/internal/doctest"
	"assay/sign/cert"
)

// TestOpenSSLChains has openssl make chains with algorithms that crypto/x509
// refuses or lacks, and follows them.
func TestOpenSSLChains(t *testing.T) {
	dir := t.TempDir()
	run := func(args ...string) { t.Helper(); doctest.Run(t, dir, "openssl", args...) }
	read := func(name string) []byte {
		t.Helper()
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		block, _ := pem.Decode(text)
		if block == nil {
			t.Fatalf("%s holds no PEM", name)
		}
		return block.Bytes
	}
	for _, c := range []struct{ name, limit, algorithm string }{
		{"rsa:2048 -sha256", "", "rsa-sha256"},
		{"rsa:2048 -sha1", "sha1", "rsa-sha1"},
		{"rsa:2048 -md5", "md5", "rsa-md5"},
		{"rsa:1024 -sha256", "1024 bits", "rsa-sha256"},
		{"rsa:768 -sha256", "768 bits", "rsa-sha256"},
		{"rsa:2048 -sha384 -sigopt rsa_padding_mode:pss", "", "rsa-pss-sha384"},
		{"ec -pkeyopt ec_paramgen_curve:brainpoolP384r1 -sha384", "", "ecdsa-sha384"},
		{"ed25519", "", "ed25519"},
	} {
		words := strings.Fields(c.name)
		run(append([]string{"req", "-x509", "-nodes", "-keyout", "rootkey", "-out", "root", "-subj", "/CN=Root", "-days", "30", "-newkey"}, words...)...)
		run(append([]string{"req", "-nodes", "-keyout", "key", "-out", "request", "-subj", "/CN=A Signer/O=Example", "-newkey"}, words...)...)
		args := []string{"x509", "-req", "-in", "request", "-CA", "root", "-CAkey", "rootkey", "-out", "cert", "-days", "20"}
		for i, w := range words {
			if strings.HasPrefix(w, "-sha") || w == "-md5" {
				args = append(args, w)
			}
			if w == "-sigopt" {
				args = append(args, w, words[i+1])
			}
		}
		run(args...)
		roots, err := cert.ParseRoots(read("root"))
		if err != nil {
			t.Fatal(err)
		}
		leaf := read("cert")
		parsed, err := cert.Parse(leaf)
		if err != nil {
			t.Fatal(err)
		}
		got := cert.Chain([][]byte{leaf}, roots, parsed.NotBefore.Add(time.Hour))
		limits := strings.Join(got.Limits, "; ")
		want := cert.Trusted
		if c.limit == "md5" || c.limit == "768 bits" { // anybody could have made it
			want = cert.Untrusted
		}
		if got.Trust != want || !strings.Contains(limits, c.limit) || c.limit == "" && limits != "" || parsed.Algorithm.String() != c.algorithm {
			t.Errorf("%s: %s %+v", c.name, parsed.Algorithm, got)
		}
		leaf[len(leaf)-5] ^= 1
		if got := cert.Chain([][]byte{leaf}, roots, parsed.NotBefore.Add(time.Hour)); got.Trust == cert.Trusted {
			t.Errorf("%s: a spoilt one is trusted: %+v", c.name, got)
		}
	}
}
