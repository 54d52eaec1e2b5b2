package sign

import "math/big"

// Encoded is the number that an RSA key with a modulus of size bytes signs for
// the digest: EMSA-PKCS1-v1_5 (RFC 8017 §9.2). It is nil where the algorithm is
// none of RSA's, the digest is not its hash's, or the modulus would be too short.
func (s Signed) Encoded(size int) *big.Int {
	hash, err := hashOf(s.Algorithm)
	if err != nil || len(s.Digest) != hash.Size() || s.Algorithm[:3] != "rsa" {
		return nil
	}
	encoded := encodeDigest(hash, s.Digest, size)
	if encoded == nil {
		return nil
	}
	return new(big.Int).SetBytes(encoded)
}
