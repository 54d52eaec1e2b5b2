package keys

import (
	"crypto/ed25519"
	"crypto/rsa"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
)

// Bounds on RSA keys, for what they cost to compute with.
const (
	// MaxKeyBits is the largest modulus: eight times the 2,048 bits that
	// signers use, and more than any known one.
	MaxKeyBits = 16384
	// maxExponentBits lets the fifth Fermat number (2^32 + 1) pass, the
	// largest exponent that key generators of the time offered.
	maxExponentBits = 33
)

var (
	oidRSA     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1} // RFC 8017 appendix A.1
	oidEd25519 = asn1.ObjectIdentifier{1, 3, 101, 112}             // RFC 8410 §3
)

// subjectPublicKeyInfo is the wrapping of a public key. RFC 5280 §4.1
type subjectPublicKeyInfo struct {
	Algorithm struct {
		ID         asn1.ObjectIdentifier
		Parameters asn1.RawValue `asn1:"optional"`
	}
	Key asn1.BitString
}

// rsaPublicKey is the bare key. RFC 8017 appendix A.1.1
type rsaPublicKey struct {
	N, E *big.Int
}

// parseSPKI unwraps a SubjectPublicKeyInfo.
func parseSPKI(der []byte) (id asn1.ObjectIdentifier, key []byte, err error) {
	var info subjectPublicKeyInfo
	rest, err := asn1.Unmarshal(der, &info)
	switch {
	case err != nil:
		return nil, nil, err
	case len(rest) > 0:
		return nil, nil, fmt.Errorf("%d bytes behind the public key", len(rest))
	case info.Key.BitLength%8 != 0:
		return nil, nil, fmt.Errorf("the public key has %d bits, not whole bytes", info.Key.BitLength)
	}
	return info.Algorithm.ID, info.Key.Bytes, nil
}

// parseRSA reads a SubjectPublicKeyInfo, which signers publish, or the bare
// RSAPublicKey, which RFC 6376 §3.6.1 names (erratum 3017). crypto/x509 would
// refuse keys that historic mail was signed with.
func parseRSA(der []byte) (*rsa.PublicKey, error) {
	id, bare, err := parseSPKI(der)
	if err != nil {
		pub, bareErr := parseBareRSA(der)
		if bareErr != nil {
			return nil, fmt.Errorf("p= is no RSA key: %w (unwrapped: %w)", err, bareErr)
		}
		return pub, nil
	}
	if !id.Equal(oidRSA) {
		return nil, fmt.Errorf("p= is no RSA key but of kind %s", id)
	}
	pub, err := parseBareRSA(bare)
	if err != nil {
		return nil, fmt.Errorf("p= is no RSA key: %w", err)
	}
	return pub, nil
}

func parseBareRSA(der []byte) (*rsa.PublicKey, error) {
	var k rsaPublicKey
	rest, err := asn1.Unmarshal(der, &k)
	switch {
	case err != nil:
		return nil, err
	case len(rest) > 0:
		return nil, fmt.Errorf("%d bytes behind the public key", len(rest))
	case k.N.Sign() <= 0 || k.N.BitLen() > MaxKeyBits:
		return nil, fmt.Errorf("the modulus of %d bits is not between 1 and %d bits", k.N.BitLen(), MaxKeyBits)
	case k.N.Bit(0) == 0:
		return nil, errors.New("the modulus is even")
	case k.E.Sign() <= 0 || k.E.BitLen() > maxExponentBits || int64(int(k.E.Int64())) != k.E.Int64():
		return nil, fmt.Errorf("the exponent of %d bits is not between 2 and %d bits", k.E.BitLen(), maxExponentBits)
	case k.E.BitLen() < 2 || k.E.Bit(0) == 0:
		// With 1 anybody can sign; with an even number nobody can.
		return nil, fmt.Errorf("the exponent %s is not an odd number from 3 up", k.E)
	}
	return &rsa.PublicKey{N: k.N, E: int(k.E.Int64())}, nil
}

// parseEd25519 reads the raw 32 bytes; a wrapped key is refused. RFC 8463 §4.2
func parseEd25519(b []byte) (ed25519.PublicKey, error) {
	if id, _, err := parseSPKI(b); err == nil && id.Equal(oidEd25519) {
		return nil, errors.New("p= is an Ed25519 key wrapped as SubjectPublicKeyInfo: only the bare 32 bytes are allowed")
	}
	if len(b) != ed25519.PublicKeySize {
		return nil, fmt.Errorf("p= is no Ed25519 key: %d bytes, not %d", len(b), ed25519.PublicKeySize)
	}
	return ed25519.PublicKey(b), nil
}
