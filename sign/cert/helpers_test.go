package cert_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"testing"
	"time"
)

// made is a certificate with its key.
type made struct {
	der  []byte
	cert *x509.Certificate
	key  crypto.Signer
}

var serial int64

var start, end = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)

func newKey(t testing.TB) crypto.Signer {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// issue makes a certificate for name; by itself where by is nil. edit changes
// one thing of the template.
func issue(t testing.TB, name string, by *made, edit func(*x509.Certificate)) *made {
	t.Helper()
	serial++
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: name, Organization: []string{"Example"}},
		NotBefore: start, NotAfter: end, IsCA: name != "signer", BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature,
	}
	if template.IsCA {
		template.KeyUsage = x509.KeyUsageCertSign
	}
	if edit != nil {
		edit(template)
	}
	m := &made{key: newKey(t)}
	parent, signer := template, m.key
	if by != nil {
		parent, signer = by.cert, by.key
	}
	var err error
	if m.der, err = x509.CreateCertificate(rand.Reader, template, parent, m.key.Public(), signer); err != nil {
		t.Fatal(err)
	}
	if m.cert, err = x509.ParseCertificate(m.der); err != nil {
		t.Fatal(err)
	}
	return m
}
