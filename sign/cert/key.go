package cert

import (
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// Bounds on RSA keys: below, anyone can factor them at once; above, the
// mathematics would cost an examiner more than any signer ever needed.
const (
	minRSABits = 512
	maxRSABits = 16384
)

// rsaKeys are the names under which RSA keys stand. RFC 8017 appendix C, RFC
// 4055 §1.2; the last is of X.509 of 1988
var rsaKeys = map[string]bool{"1.2.840.113549.1.1.1": true, "1.2.840.113549.1.1.10": true, "2.5.8.1.1": true}

const ellipticKeys = "1.2.840.10045.2.1" // RFC 5480 §2.1.1

// ParseKey reads the DER of a SubjectPublicKeyInfo into a key of crypto/rsa,
// crypto/ecdsa, crypto/ed25519 or crypto/dsa, or a *CurveKey. The error names
// what kind it is where it is none of these.
func ParseKey(der []byte) (crypto.PublicKey, error) {
	in := cryptobyte.String(der)
	var spki, alg, bits cryptobyte.String
	var oid asn1.ObjectIdentifier
	if !in.ReadASN1(&spki, casn1.SEQUENCE) || !spki.ReadASN1(&alg, casn1.SEQUENCE) || !alg.ReadASN1ObjectIdentifier(&oid) ||
		!spki.ReadASN1(&bits, casn1.BIT_STRING) || len(bits) < 2 {
		return nil, errors.New("the public key cannot be read")
	}
	if rsaKeys[oid.String()] {
		key, err := parseRSA(bits[1:])
		if err != nil {
			return nil, err // not a nil *rsa.PublicKey, which nobody would take for nil
		}
		return key, nil
	}
	if oid.String() == ellipticKeys {
		if key, ok, err := parseCurveKey(alg, bits[1:]); ok {
			return key, err
		}
	}
	key, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return nil, fmt.Errorf("a public key of kind %s is not read: %w", oid, err)
	}
	return key, nil
}

// parseRSA reads an RSAPublicKey. RFC 8017 appendix A.1.1. A modulus that was
// written without its leading zero is taken as positive.
func parseRSA(der []byte) (*rsa.PublicKey, error) {
	in := cryptobyte.String(der)
	var seq, n, e cryptobyte.String
	if !in.ReadASN1(&seq, casn1.SEQUENCE) || !seq.ReadASN1(&n, casn1.INTEGER) || !seq.ReadASN1(&e, casn1.INTEGER) {
		return nil, errors.New("the RSA key cannot be read")
	}
	modulus, exponent := positive(n), positive(e)
	if bits := modulus.BitLen(); bits < minRSABits || bits > maxRSABits {
		return nil, fmt.Errorf("an RSA key of %d bits is outside the %d to %d that are worked with", bits, minRSABits, maxRSABits)
	}
	if !exponent.IsInt64() || exponent.Int64() < 2 {
		return nil, errors.New("the exponent of the RSA key is out of range")
	}
	return &rsa.PublicKey{N: modulus, E: int(exponent.Int64())}, nil
}
