package pdfsig_test

import (
	"crypto/x509"
	"testing"
	"time"

	"assay/sign/cert"
)

// TestCertificates reads every certificate that came with a signature of the
// corpora as crypto/x509 does, and agrees with it on who signed whom.
func TestCertificates(t *testing.T) {
	readExpected(t) // skips where the corpora are absent
	seen, links := map[string]bool{}, 0
	walkPDFs(t, func(name string, content []byte) {
		list, _ := tryExamine(content)
		for _, s := range list {
			sets := [][][]byte{s.Certificates}
			if s.Stamp != nil {
				sets = append(sets, s.Stamp.Certificates)
			}
			for _, set := range sets {
				links += compareSet(t, name, set, seen)
			}
		}
	})
	t.Logf("%d certificates, %d links", len(seen), links)
	if len(seen) < 10 || links < 10 {
		t.Error("too few to say anything")
	}
}

// compareSet compares certificates with crypto/x509, and counts the links that
// both find whole.
func compareSet(t *testing.T, name string, set [][]byte, seen map[string]bool) (links int) {
	for _, raw := range set {
		seen[string(raw)] = true
		c, err := cert.Parse(raw)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		x, err := x509.ParseCertificate(raw)
		if err != nil {
			t.Logf("%s: crypto/x509 refuses the certificate of %s: %v", name, c.Holder, err)
			continue
		}
		if !c.NotBefore.Equal(x.NotBefore) || !c.NotAfter.Equal(x.NotAfter) || c.Serial.Cmp(x.SerialNumber) != 0 || string(c.SubjectKeyID) != string(x.SubjectKeyId) || string(c.AuthorityKeyID) != string(x.AuthorityKeyId) {
			t.Errorf("%s: %s is read otherwise", name, c.Holder)
		}
		for _, other := range set {
			issuer, err := x509.ParseCertificate(other)
			if err != nil || string(issuer.RawSubject) != string(x.RawIssuer) || issuer.CheckSignature(x.SignatureAlgorithm, x.RawTBSCertificate, x.Signature) != nil {
				continue
			}
			links++
			roots, err := cert.ParseRoots(other)
			if err != nil {
				t.Fatal(err)
			}
			if got := cert.Chain([][]byte{raw}, roots, time.Time{}); got.Trust != cert.Trusted && issuer.IsCA {
				t.Errorf("%s: %s under %s: %+v", name, c.Holder, issuer.Subject, got)
			}
		}
	}
	return links
}
