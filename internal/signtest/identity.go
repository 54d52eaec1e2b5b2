// Package signtest makes certificates and signatures for tests. Its keys are
// new in each run, so that nothing it makes is a golden file.
package signtest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"sync/atomic"
	"testing"
	"time"
)

// From and To bound the validity of every certificate made here.
var (
	From = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	To   = time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
)

// Identity is a certificate with its private key.
type Identity struct {
	DER  []byte
	Cert *x509.Certificate
	Key  crypto.Signer
}

var serial atomic.Int64

// ECDSAKey makes a key on P-256.
func ECDSAKey(t testing.TB) crypto.Signer {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// RSAKey makes a key of 2,048 bits.
func RSAKey(t testing.TB) crypto.Signer {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// Root makes an authority that signs itself.
func Root(t testing.TB, name string) *Identity {
	return issue(t, name, nil, ECDSAKey(t), func(c *x509.Certificate) {
		c.IsCA, c.BasicConstraintsValid, c.KeyUsage = true, true, x509.KeyUsageCertSign
	})
}

// Issue makes a certificate for name and key, signed by id; edit may change the
// template, and may be nil.
func (id *Identity) Issue(t testing.TB, name string, key crypto.Signer, edit func(*x509.Certificate)) *Identity {
	return issue(t, name, id, key, edit)
}

func issue(t testing.TB, name string, by *Identity, key crypto.Signer, edit func(*x509.Certificate)) *Identity {
	t.Helper()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial.Add(1)), Subject: pkix.Name{CommonName: name, Organization: []string{"Example"}},
		NotBefore: From, NotAfter: To, KeyUsage: x509.KeyUsageDigitalSignature, BasicConstraintsValid: true,
	}
	if edit != nil {
		edit(template)
	}
	parent, signer := template, key
	if by != nil {
		parent, signer = by.Cert, by.Key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), signer)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &Identity{DER: der, Cert: parsed, Key: key}
}
