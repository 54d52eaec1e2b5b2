package main

import (
	"crypto"
	"crypto/ed25519"
	"crypto/x509"
	"embed"
	"encoding/asn1"
	"encoding/pem"
	"fmt"
	"math/big"
)

//go:embed keys/*.pem
var keyFiles embed.FS

// privateKey signs the digest of what is to be signed.
type privateKey interface {
	sign(hash crypto.Hash, digest []byte) []byte
	public() []byte // as p= of a key record holds it
	family() string // as a= and k= name it
}

// readKey reads keys/NAME.pem.
func readKey(name string) (privateKey, error) {
	b, err := keyFiles.ReadFile("keys/" + name + ".pem")
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(b)
	if block == nil {
		return nil, fmt.Errorf("key %q: no PEM block", name)
	}
	if block.Type == "RSA PRIVATE KEY" {
		k := &rsaKey{}
		if _, err := asn1.Unmarshal(block.Bytes, k); err != nil {
			return nil, fmt.Errorf("key %q: %w", name, err)
		}
		return k, nil
	}
	k, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("key %q: %w", name, err)
	}
	ed, ok := k.(ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("key %q is of the unexpected type %T", name, k)
	}
	return edKey(ed), nil
}

// rsaKey is RSAPrivateKey of RFC 8017 appendix A.1.2. crypto/rsa refuses the
// sizes that some of the examples are about, so the arithmetic is done here;
// it leaks through its timing, which does not matter for published keys.
type rsaKey struct {
	Version                      int
	N                            *big.Int
	E                            int
	D, P, Q, DP, DQ, CoefficentQ *big.Int
}

// digestInfo is the DER before a digest. RFC 8017 §9.2 note 1
var digestInfo = map[crypto.Hash]string{
	crypto.SHA1:   "\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
	crypto.SHA256: "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
}

// sign is RSASSA-PKCS1-v1_5. RFC 8017 §8.2.1
func (k *rsaKey) sign(hash crypto.Hash, digest []byte) []byte {
	size := (k.N.BitLen() + 7) / 8
	tail := append([]byte(digestInfo[hash]), digest...)
	em := make([]byte, size)
	em[1] = 1
	for i := 2; i < size-len(tail)-1; i++ {
		em[i] = 0xff
	}
	copy(em[size-len(tail):], tail)
	m := new(big.Int).SetBytes(em)
	return m.Exp(m, k.D, k.N).FillBytes(make([]byte, size))
}

// public is SubjectPublicKeyInfo, which signers publish. RFC 5280 §4.1
func (k *rsaKey) public() []byte {
	bare := mustMarshal(struct {
		N *big.Int
		E int
	}{k.N, k.E})
	type algorithm struct {
		ID   asn1.ObjectIdentifier
		Null asn1.RawValue
	}
	return mustMarshal(struct {
		Algorithm algorithm
		Key       asn1.BitString
	}{
		algorithm{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}, asn1.NullRawValue},
		asn1.BitString{Bytes: bare, BitLength: 8 * len(bare)},
	})
}

func (k *rsaKey) family() string { return "rsa" }

// mustMarshal cannot fail on the fixed shapes above.
func mustMarshal(v any) []byte {
	b, err := asn1.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

type edKey ed25519.PrivateKey

// sign signs the digest itself. RFC 8463 §3
func (k edKey) sign(_ crypto.Hash, digest []byte) []byte {
	return ed25519.Sign(ed25519.PrivateKey(k), digest)
}

func (k edKey) public() []byte {
	return ed25519.PrivateKey(k).Public().(ed25519.PublicKey)
}

func (k edKey) family() string { return "ed25519" }
