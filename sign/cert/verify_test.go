package cert_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"errors"
	"math/big"
	"testing"

	"assay/sign/cert"
)

// TestVerify signs with the standard library, and changes one thing of each.
func TestVerify(t *testing.T) {
	message := []byte("Rooms are let from the first of May.")
	digest := sha256.Sum256(message)
	weak := sha1.Sum(message)
	r, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	odd, err := rsa.GenerateKey(rand.Reader, 2049) // one more bit than whole bytes
	if err != nil {
		t.Fatal(err)
	}
	e := newKey(t).(*ecdsa.PrivateKey)
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	must := func(value []byte, err error) []byte {
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
	er, es, err := ecdsa.Sign(rand.Reader, e, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	plain := append(er.FillBytes(make([]byte, 32)), es.FillBytes(make([]byte, 32))...)
	pss := func(key *rsa.PrivateKey, salt int) []byte {
		return must(rsa.SignPSS(rand.Reader, key, crypto.SHA256, digest[:], &rsa.PSSOptions{SaltLength: salt}))
	}
	for _, c := range []struct {
		key   crypto.PublicKey
		a     cert.Algorithm
		value []byte
		name  string
	}{
		{&r.PublicKey, cert.Algorithm{Scheme: cert.RSA, Hash: crypto.SHA256}, must(rsa.SignPKCS1v15(nil, r, crypto.SHA256, digest[:])), "rsa-sha256"},
		{&r.PublicKey, cert.Algorithm{Scheme: cert.RSA, Hash: crypto.SHA1}, must(rsa.SignPKCS1v15(nil, r, crypto.SHA1, weak[:])), "rsa-sha1"},
		{&r.PublicKey, cert.Algorithm{Scheme: cert.PSS, Hash: crypto.SHA256}, pss(r, 32), "rsa-pss-sha256"},
		{&odd.PublicKey, cert.Algorithm{Scheme: cert.PSS, Hash: crypto.SHA256, MGF: crypto.SHA256}, pss(odd, 0), "rsa-pss-sha256"},
		{&e.PublicKey, cert.Algorithm{Scheme: cert.ECDSA, Hash: crypto.SHA256}, must(ecdsa.SignASN1(rand.Reader, e, digest[:])), "ecdsa-sha256"},
		{&e.PublicKey, cert.Algorithm{Scheme: cert.ECDSAPlain, Hash: crypto.SHA256}, plain, "ecdsa-sha256"},
		{public, cert.Algorithm{Scheme: cert.Ed25519}, ed25519.Sign(private, message), "ed25519"},
	} {
		if got := c.a.String(); got != c.name {
			t.Errorf("named %q, want %q", got, c.name)
		}
		if err := cert.Verify(c.key, c.a, message, c.value); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if err := cert.Verify(c.key, c.a, append(message, '!'), c.value); !errors.Is(err, cert.ErrMismatch) {
			t.Errorf("%s, other message: %v", c.name, err)
		}
		c.value[len(c.value)/2] ^= 4
		if err := cert.Verify(c.key, c.a, message, c.value); !errors.Is(err, cert.ErrMismatch) {
			t.Errorf("%s, other value: %v", c.name, err)
		}
		if err := cert.Verify(c.key, c.a, message, nil); err == nil {
			t.Errorf("%s: an empty value passes", c.name)
		}
		if err := cert.Verify(nil, c.a, message, c.value); err == nil || errors.Is(err, cert.ErrMismatch) {
			t.Errorf("%s, no key: %v", c.name, err)
		}
	}
}

// TestVerifySmallKey uses a 512-bit key, which crypto/rsa refuses: two primes of
// 256 bits that were made for this test.
func TestVerifySmallKey(t *testing.T) {
	p, _ := new(big.Int).SetString("115792089237316195423570985008687907853269984665640564039457584007913129639747", 10)
	q, _ := new(big.Int).SetString("115792089237316195423570985008687907853269984665640564039457584007913129639501", 10)
	for !p.ProbablyPrime(20) {
		p.Sub(p, big.NewInt(2))
	}
	for q.Sub(q, big.NewInt(2)); !q.ProbablyPrime(20); q.Sub(q, big.NewInt(2)) {
	}
	n := new(big.Int).Mul(p, q)
	phi := new(big.Int).Mul(new(big.Int).Sub(p, big.NewInt(1)), new(big.Int).Sub(q, big.NewInt(1)))
	d := new(big.Int).ModInverse(big.NewInt(65537), phi)
	if d == nil {
		t.Fatal("the made-up primes do not fit the exponent")
	}
	digest := sha256.Sum256([]byte("x"))
	em := append([]byte{0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0},
		0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20)
	em = append(em, digest[:]...)
	value := new(big.Int).Exp(new(big.Int).SetBytes(em), d, n).FillBytes(make([]byte, 64))
	key := &rsa.PublicKey{N: n, E: 65537}
	a := cert.Algorithm{Scheme: cert.RSA, Hash: crypto.SHA256}
	if err := cert.Verify(key, a, []byte("x"), value); err != nil {
		t.Error(err)
	}
	if err := cert.Verify(key, a, []byte("y"), value); !errors.Is(err, cert.ErrMismatch) {
		t.Error(err)
	}
	if cert.Refused(a, key) == "" {
		t.Error("a key of 512 bits is not refused")
	}
}
