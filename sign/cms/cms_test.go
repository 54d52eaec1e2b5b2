package cms_test

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assay/finding"
	"assay/internal/doctest"
	"assay/internal/signtest"
	"assay/sign/cms"
)

var at = time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)

var content = []byte("Rooms are let from the first of May.")

// TestSignatures starts from a signature that holds, and changes one thing.
func TestSignatures(t *testing.T) {
	root := signtest.Root(t, "Test Root")
	ec := root.Issue(t, "A Signer", signtest.ECDSAKey(t), func(c *x509.Certificate) { c.SubjectKeyId = []byte("a key") })
	rs := root.Issue(t, "A Signer", signtest.RSAKey(t), nil)
	_, edKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ed := root.Issue(t, "A Signer", edKey, nil)
	for _, c := range []struct {
		name      string
		by        *signtest.Identity
		how       signtest.CMS
		content   []byte
		want      finding.Result
		reason    string
		algorithm string
	}{
		{"ecdsa", ec, signtest.CMS{}, content, finding.Pass, "", "ecdsa-sha256"},
		{"rsa", rs, signtest.CMS{Hash: crypto.SHA512, Time: at}, content, finding.Pass, "", "rsa-sha512"},
		{"ed25519", ed, signtest.CMS{Hash: crypto.SHA512}, content, finding.Pass, "", "ed25519"},
		{"ed25519 without attributes", ed, signtest.CMS{NoAttributes: true}, content, finding.Pass, "", "ed25519"},
		{"without attributes", rs, signtest.CMS{NoAttributes: true}, content, finding.Pass, "", "rsa-sha256"},
		{"by key", ec, signtest.CMS{ByKey: true}, content, finding.Pass, "", "ecdsa-sha256"},
		{"certificate named", ec, signtest.CMS{Naming: ec.DER}, content, finding.Pass, "", "ecdsa-sha256"},
		{"sha-1", rs, signtest.CMS{Hash: crypto.SHA1}, content, finding.Policy, "sha1", "rsa-sha1"},
		{"other certificate named", ec, signtest.CMS{Naming: root.DER}, content, finding.Fail, "another certificate", "ecdsa-sha256"},
		{"other content", ec, signtest.CMS{}, []byte("other"), finding.Fail, "not those that were signed", "ecdsa-sha256"},
		{"other content, without attributes", rs, signtest.CMS{NoAttributes: true}, []byte("other"), finding.Fail, "does not verify", "rsa-sha256"},
		{"no certificate", ec, signtest.CMS{Without: true}, content, finding.PermError, "did not come", "ecdsa-sha256"},
		{"no content", ec, signtest.CMS{}, nil, finding.PermError, "not at hand", "ecdsa-sha256"},
	} {
		s, err := cms.Parse(append(c.how.Sign(t, c.by, content), 0, 0, 0))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var parts [][]byte
		if c.content != nil {
			parts = [][]byte{c.content[:3], c.content[3:]}
		}
		v := s.Signatures(parts...)[0]
		if v.Result != c.want || !strings.Contains(v.Reason, c.reason) || c.reason == "" && v.Reason != "" || v.Algorithm != c.algorithm || len(s.Rest) > 0 {
			t.Errorf("%s: %s by %s: %s", c.name, v.Result, v.Algorithm, v.Reason)
		}
		if c.how.Time.IsZero() != (v.Claimed == nil) || v.Claimed != nil && v.Claimed.At != "2024-05-01T12:00:00Z" {
			t.Errorf("%s: claimed %+v", c.name, v.Claimed)
		}
		if !c.how.Without && (v.Signer != "A Signer (Example)" || v.Issuer != "Test Root (Example)" || !bytes.Equal(v.Certificates[0], c.by.DER)) {
			t.Errorf("%s: signer %q, issuer %q", c.name, v.Signer, v.Issuer)
		}
	}
}

// TestEveryByteCounts flips each byte of the signed attributes and the value in turn.
func TestEveryByteCounts(t *testing.T) {
	id := signtest.Root(t, "Test Root").Issue(t, "A Signer", signtest.ECDSAKey(t), nil)
	whole := signtest.CMS{Naming: id.DER}.Sign(t, id, content)
	oid := []byte{6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 3} // contentType begins the attributes
	from := bytes.LastIndex(whole, oid)
	for i := from; i < len(whole); i++ {
		raw := bytes.Clone(whole)
		raw[i] ^= 1
		s, err := cms.Parse(raw)
		if err != nil || len(s.Signers) == 0 {
			continue
		}
		if v := s.Signatures(content)[0]; v.Result == finding.Pass {
			t.Errorf("byte %d of %d does not count", i, len(whole))
		}
	}
}

// TestStamp verifies a time stamp over a signature, and spoils it.
func TestStamp(t *testing.T) {
	root := signtest.Root(t, "Test Root")
	id, anyone := root.Issue(t, "A Signer", signtest.ECDSAKey(t), nil), root.Issue(t, "An Authority", signtest.ECDSAKey(t), nil)
	tsa := root.Issue(t, "An Authority", signtest.RSAKey(t), func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping} })
	for _, c := range []struct {
		name  string
		stamp func([]byte) []byte
		want  finding.Result
		meant bool // the certificate is one for time stamps
	}{
		{"holds", func(v []byte) []byte { return signtest.Stamp(t, tsa, at, v) }, finding.Pass, true},
		{"of other bytes", func(v []byte) []byte { return signtest.Stamp(t, tsa, at, v[1:]) }, finding.Fail, true},
		{"by anyone", func(v []byte) []byte { return signtest.Stamp(t, anyone, at, v) }, finding.Pass, false},
		{"no stamp", func(v []byte) []byte { return signtest.CMS{Attached: true}.Sign(t, tsa, v) }, finding.PermError, true},
	} {
		s, err := cms.Parse(signtest.CMS{Stamp: c.stamp}.Sign(t, id, content))
		if err != nil {
			t.Fatal(err)
		}
		v := s.Signatures(content)[0]
		if odd := strings.Join(v.Odd, "; "); strings.Contains(odd, "not meant for time stamps") != (c.want != finding.PermError && !c.meant) {
			t.Errorf("%s: odd %q", c.name, odd)
		}
		if v.Result != finding.Pass || v.Stamp == nil || v.Stamp.Result != c.want {
			t.Errorf("%s: %s, %+v", c.name, v.Result, v.Stamp)
			continue
		}
		if c.want != finding.PermError && (v.Stamp.At != "2024-05-01T12:00:00Z" || v.Stamp.Authority != "An Authority (Example)") {
			t.Errorf("%s: %+v", c.name, v.Stamp)
		}
	}
}

// TestForms verifies the forms of PDF, over two parts.
func TestForms(t *testing.T) {
	root := signtest.Root(t, "Test Root")
	id := root.Issue(t, "A Signer", signtest.RSAKey(t), nil)
	sum := sha1.Sum(content)
	value, err := rsa.SignPKCS1v15(nil, id.Key.(*rsa.PrivateKey), crypto.SHA1, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	bare := append([]byte{4, 0x82, 1, 0}, value...)
	other := []byte("other content entirely")
	for _, c := range []struct {
		form     string
		contents []byte
		want     finding.Result
	}{
		{cms.FormDetached, signtest.CMS{}.Sign(t, id, content), finding.Pass},
		{cms.FormCAdES, signtest.CMS{Naming: id.DER}.Sign(t, id, content), finding.Pass},
		{cms.FormSHA1, signtest.CMS{Attached: true}.Sign(t, id, sum[:]), finding.Policy},
		{cms.FormRSA, bare, finding.Policy},
		{cms.FormStamp, signtest.Stamp(t, id, at, content), finding.Pass},
		{cms.FormDetached, signtest.CMS{Attached: true}.Sign(t, id, other), finding.Fail},
		{cms.FormSHA1, signtest.CMS{Attached: true}.Sign(t, id, other[:20]), finding.Fail},
		{cms.FormStamp, signtest.Stamp(t, id, at, other), finding.Fail},
		{cms.FormStamp, signtest.CMS{}.Sign(t, id, content), finding.PermError},
		{"example.form", nil, finding.PermError},
		{cms.FormDetached, nil, finding.PermError},
	} {
		v := cms.Form(c.form, c.contents, [][]byte{id.DER}, content[:5], content[5:])
		if v.Result != c.want || (v.Reason == "") != (c.want == finding.Pass) {
			t.Errorf("%s: %s: %s, want %s", c.form, v.Result, v.Reason, c.want)
		}
	}
}

// TestOpenSSL has openssl make signatures in DER and in BER of indefinite
// length, and verify ours.
func TestOpenSSL(t *testing.T) {
	dir := t.TempDir()
	run := func(args ...string) { t.Helper(); doctest.Run(t, dir, "openssl", args...) }
	if err := os.WriteFile(filepath.Join(dir, "content"), content, 0o600); err != nil {
		t.Fatal(err)
	}
	sign := func(key string, args ...string) {
		t.Helper()
		run(append([]string{"cms", "-sign", "-binary", "-in", "content", "-signer", "cert", "-inkey", "key", "-outform", "DER", "-out", "signed"}, args...)...)
		raw, err := os.ReadFile(filepath.Join(dir, "signed"))
		if err != nil {
			t.Fatal(err)
		}
		s, err := cms.Parse(raw)
		if err != nil {
			t.Errorf("%s %v: %v", key, args, err)
			return
		}
		if v := s.Signatures(content)[0]; v.Result != finding.Pass || v.Signer != "A Signer" {
			t.Errorf("%s %v: %s, %s", key, args, v.Result, v.Reason)
		}
		if v := s.Signatures(content[1:])[0]; v.Result != finding.Fail {
			t.Errorf("%s %v, other content: %s, %s", key, args, v.Result, v.Reason)
		}
	}
	certify := func(key ...string) {
		t.Helper()
		run(append([]string{"req", "-x509", "-nodes", "-keyout", "key", "-out", "cert", "-subj", "/CN=A Signer", "-days", "30"}, key...)...)
	}
	certify("-newkey", "rsa:2048")
	for _, args := range [][]string{{}, {"-stream"}, {"-nodetach"}, {"-nodetach", "-stream"}, {"-noattr"}, {"-md", "sha512"}, {"-cades"}, {"-keyopt", "rsa_padding_mode:pss"}, {"-keyid"}} {
		sign("rsa", args...)
	}
	for _, curve := range []string{"prime256v1", "secp384r1", "secp521r1", "prime192v1", "secp256k1", "brainpoolP224r1", "brainpoolP256r1", "brainpoolP320r1", "brainpoolP384r1", "brainpoolP512r1"} {
		certify("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:"+curve)
		sign(curve)
		sign(curve, "-md", "sha512")
	}
	run("dsaparam", "-out", "dsa", "1024")
	certify("-newkey", "dsa:dsa")
	sign("dsa", "-md", "sha256")
	id := signtest.Root(t, "Test Root").Issue(t, "A Signer", signtest.RSAKey(t), nil)
	if err := os.WriteFile(filepath.Join(dir, "ours"), signtest.CMS{Time: at}.Sign(t, id, content), 0o600); err != nil {
		t.Fatal(err)
	}
	run("cms", "-verify", "-binary", "-inform", "DER", "-in", "ours", "-content", "content", "-noverify", "-out", "out")
}

func FuzzForm(f *testing.F) {
	root := signtest.Root(f, "Test Root")
	id := root.Issue(f, "A Signer", signtest.ECDSAKey(f), nil)
	stamp := func(v []byte) []byte { return signtest.Stamp(f, id, at, v) }
	f.Add(signtest.CMS{Stamp: stamp, Time: at, Naming: id.DER, Chain: [][]byte{root.DER}}.Sign(f, id, content))
	f.Add(signtest.CMS{Attached: true, ByKey: true}.Sign(f, id, content))
	f.Add(signtest.CMS{NoAttributes: true}.Sign(f, root.Issue(f, "A Signer", signtest.RSAKey(f), nil), content))
	f.Add(signtest.Stamp(f, id, at, content))
	f.Add([]byte("\x30\x80\x24\x80\x04\x01a\x04\x02bc\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, form := range []string{cms.FormDetached, cms.FormSHA1, cms.FormStamp, cms.FormRSA} {
			v := cms.Form(form, raw, [][]byte{id.DER}, content)
			if v.Result == "" || (v.Reason == "") != (v.Result == finding.Pass) {
				t.Errorf("%s: %q without or with a reason: %q", form, v.Result, v.Reason)
			}
		}
	})
}

func BenchmarkSignatures(b *testing.B) {
	id := signtest.Root(b, "Test Root").Issue(b, "A Signer", signtest.RSAKey(b), nil)
	raw := signtest.CMS{}.Sign(b, id, content)
	for b.Loop() {
		s, err := cms.Parse(raw)
		if err != nil || s.Signatures(content)[0].Result != finding.Pass {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "signatures/s")
}
