package cert

import (
	"crypto"
	"crypto/dsa" //lint:ignore SA1019 old signatures are verified, none is made
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"errors"
	"fmt"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// ErrMismatch says that a value is no signature of the bytes under the key. All
// other errors say why the mathematics could not be done.
var ErrMismatch = errors.New("the signature value does not verify under the certificate's key")

// Verify reports whether value was made of message by the private half of
// public: nil, ErrMismatch, or why it cannot be computed. It is the mathematics
// alone.
func Verify(public crypto.PublicKey, a Algorithm, message, value []byte) error {
	if a.Scheme == Ed25519 {
		key, ok := public.(ed25519.PublicKey)
		if !ok || len(key) != ed25519.PublicKeySize {
			return wrongKey(public, a)
		}
		if !ed25519.Verify(key, message, value) {
			return ErrMismatch
		}
		return nil
	}
	if !a.Hash.Available() {
		return fmt.Errorf("the hash of algorithm %s is not known", a)
	}
	h := a.Hash.New()
	h.Write(message)
	return VerifyDigest(public, a, h.Sum(nil), value)
}

// VerifyDigest is Verify for a message whose hash is at hand; Ed25519 signs the
// message itself and cannot be verified so.
func VerifyDigest(public crypto.PublicKey, a Algorithm, digest, value []byte) error {
	if a.Scheme == Ed25519 {
		return errors.New("ed25519 signs the message itself, not its hash")
	}
	if !a.Hash.Available() || len(digest) != a.Hash.Size() {
		return fmt.Errorf("the hash of algorithm %s is not known or of another length", a)
	}
	switch key := public.(type) {
	case *rsa.PublicKey:
		return verifyRSA(key, a, digest, value)
	case *ecdsa.PublicKey:
		return verifyECDSA(key, a, value, func(r, s *big.Int) bool { return ecdsa.Verify(key, digest, r, s) })
	case *CurveKey:
		return verifyECDSA(key, a, value, func(r, s *big.Int) bool { return key.verify(digest, r, s) })
	case *dsa.PublicKey:
		return verifyDSA(key, a, digest, value)
	}
	return wrongKey(public, a)
}

func wrongKey(public crypto.PublicKey, a Algorithm) error {
	if public == nil {
		return errors.New("the certificate's key is of a kind that is not read")
	}
	return fmt.Errorf("a key of type %T does not fit the algorithm %s", public, a)
}

// verifyECDSA reads r and s and has them verified.
func verifyECDSA(key crypto.PublicKey, a Algorithm, value []byte, holds func(r, s *big.Int) bool) error {
	var r, s *big.Int
	switch a.Scheme {
	case ECDSA:
		r, s = pair(value)
	case ECDSAPlain: // BSI TR-03111 §5.2.1
		if half := len(value) / 2; len(value)%2 == 0 {
			r, s = positive(value[:half]), positive(value[half:])
		}
	default:
		return wrongKey(key, a)
	}
	if r == nil || !holds(r, s) {
		return ErrMismatch
	}
	return nil
}

// maxDSABits bounds the modulus of DSA, whose exponents are as long as its order.
const maxDSABits = 4096

func verifyDSA(key *dsa.PublicKey, a Algorithm, digest, value []byte) error {
	if a.Scheme != DSA {
		return wrongKey(key, a)
	}
	if key.P.BitLen() > maxDSABits || key.Q.BitLen() > 512 || key.Q.Sign() <= 0 {
		return errors.New("the DSA key is outside the sizes that are worked with")
	}
	r, s := pair(value)
	if r == nil {
		return ErrMismatch
	}
	if n := (key.Q.BitLen() + 7) / 8; len(digest) > n { // FIPS 186-4 §4.6
		digest = digest[:n]
	}
	if !dsa.Verify(key, digest, r, s) {
		return ErrMismatch
	}
	return nil
}

// pair reads SEQUENCE { r INTEGER, s INTEGER }. RFC 3279 §2.2.2, §2.2.3
func pair(value []byte) (r, s *big.Int) {
	in := cryptobyte.String(value)
	var seq, first, second cryptobyte.String
	if !in.ReadASN1(&seq, casn1.SEQUENCE) || !seq.ReadASN1(&first, casn1.INTEGER) || !seq.ReadASN1(&second, casn1.INTEGER) {
		return nil, nil
	}
	return positive(first), positive(second)
}

func positive(b []byte) *big.Int { return new(big.Int).SetBytes(b) }
