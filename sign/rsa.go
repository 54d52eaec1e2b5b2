package sign

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"errors"
	"math/big"
)

// minStdBits is the smallest modulus that crypto/rsa works with; mail of the
// years before 2018 was signed with smaller ones.
const minStdBits = 1024

// hashOf is the hash that an algorithm of RFC 6376 §3.3 or RFC 8463 signs.
func hashOf(algorithm string) (crypto.Hash, error) {
	switch algorithm {
	case "rsa-sha256", "ed25519-sha256":
		return crypto.SHA256, nil
	case "rsa-sha1":
		return crypto.SHA1, nil
	}
	return 0, errors.New("unknown algorithm")
}

// Verify reports whether the value was made of the digest by the private half
// of public. It is the mathematics alone: no record, no policy.
func (s Signed) Verify(public crypto.PublicKey) bool {
	hash, err := hashOf(s.Algorithm)
	if err != nil || len(s.Digest) != hash.Size() {
		return false
	}
	switch key := public.(type) {
	case *rsa.PublicKey:
		return verifyRSA(key, hash, s.Digest, s.Value)
	case ed25519.PublicKey: // RFC 8463 §3: the hash itself is signed
		return len(key) == ed25519.PublicKeySize && ed25519.Verify(key, s.Digest, s.Value)
	}
	return false
}

// verifyRSA follows RFC 8017 §8.2.2 for keys of any size.
func verifyRSA(key *rsa.PublicKey, hash crypto.Hash, digest, value []byte) bool {
	if len(value) > key.Size() {
		return false
	}
	if len(value) < key.Size() { // leading zeros that a signer dropped
		value = append(make([]byte, key.Size()-len(value)), value...)
	}
	if key.N.BitLen() >= minStdBits && key.E >= 3 && key.E&1 == 1 && key.N.Bit(0) == 1 {
		return rsa.VerifyPKCS1v15(key, hash, digest, value) == nil
	}
	return verifySmall(key, hash, digest, value)
}

// verifySmall does what crypto/rsa refuses to: it is sound as mathematics, and
// what a small key is worth is for the judge to say.
func verifySmall(key *rsa.PublicKey, hash crypto.Hash, digest, value []byte) bool {
	want := encodeDigest(hash, digest, key.Size())
	if want == nil || key.N.Sign() <= 0 || key.E < 2 {
		return false
	}
	s := new(big.Int).SetBytes(value)
	if s.Cmp(key.N) >= 0 {
		return false
	}
	s.Exp(s, big.NewInt(int64(key.E)), key.N)
	return bytes.Equal(s.FillBytes(make([]byte, key.Size())), want)
}

// Expected is the digest that a value is the signature of under an RSA key,
// whatever the bytes at hand hash to. ok is false where the value is no
// signature under that key: no bytes can ever satisfy it then. RFC 8017 §8.2.2
func (s Signed) Expected(key *rsa.PublicKey) (digest []byte, ok bool) {
	hash, err := hashOf(s.Algorithm)
	if err != nil || key == nil || key.N.Sign() <= 0 || key.E < 2 || len(s.Value) > key.Size() {
		return nil, false
	}
	v := new(big.Int).SetBytes(s.Value)
	if v.Cmp(key.N) >= 0 {
		return nil, false
	}
	v.Exp(v, big.NewInt(int64(key.E)), key.N)
	em := v.FillBytes(make([]byte, key.Size()))
	digest = em[max(0, len(em)-hash.Size()):]
	return digest, bytes.Equal(em, encodeDigest(hash, digest, key.Size()))
}

// VerifyEd25519 reports whether the value was made of a digest by the private half of
// an Ed25519 key. RFC 8463 §3
func (s Signed) VerifyEd25519(key ed25519.PublicKey, digest []byte) bool {
	s.Digest = digest
	return s.Verify(key)
}

// digestInfo is the DER that stands before a digest. RFC 8017 §9.2 note 1
var digestInfo = map[crypto.Hash][]byte{
	crypto.SHA1:   {0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00, 0x04, 0x14},
	crypto.SHA256: {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20},
}

// encodeDigest is EMSA-PKCS1-v1_5 (RFC 8017 §9.2), or nil where a modulus of
// size bytes is too short for it.
func encodeDigest(hash crypto.Hash, digest []byte, size int) []byte {
	info := digestInfo[hash]
	pad := size - 3 - len(info) - len(digest)
	if pad < 8 {
		return nil
	}
	em := make([]byte, 0, size)
	em = append(em, 0, 1)
	em = append(em, bytes.Repeat([]byte{0xff}, pad)...)
	em = append(em, 0)
	em = append(em, info...)
	return append(em, digest...)
}
