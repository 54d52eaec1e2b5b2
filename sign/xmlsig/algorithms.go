package xmlsig

import (
	"crypto"
	//lint:ignore SA1019 old signatures are verified, none is made
	"crypto/dsa"
	"crypto/rsa"
	_ "embed"
	"encoding/asn1"
	"math/big"
	"strings"
	"sync"

	"assay/sign/cert"
)

//go:embed algorithms.tsv
var algorithmTable string

// digests are the schemes of lines that name a digest method.
const digests = "digest"

// algorithms is the table by identifier.
var algorithms = sync.OnceValue(func() map[string]cert.Algorithm {
	hashes := map[string]crypto.Hash{}
	for _, h := range []crypto.Hash{crypto.SHA1, crypto.SHA224, crypto.SHA256, crypto.SHA384, crypto.SHA512} {
		hashes[cert.HashName(h)] = h
	}
	table := map[string]cert.Algorithm{}
	for line := range strings.Lines(algorithmTable) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 3 {
			table[f[0]] = cert.Algorithm{Scheme: cert.Scheme(f[1]), Hash: hashes[f[2]]}
		}
	}
	return table
})

// DigestHash is the hash of a DigestMethod's identifier.
func DigestHash(id string) (hash crypto.Hash, ok bool) {
	a := algorithms()[id]
	return a.Hash, a.Scheme == digests
}

// signedBy is the algorithm of a SignatureMethod's identifier.
func signedBy(id string) (a cert.Algorithm, ok bool) {
	a = algorithms()[id]
	return a, a.Scheme != "" && a.Scheme != digests
}

// verifies says whether value was made over digest with the private half of
// key: the mathematics, and no rule about what is strong enough.
func verifies(key crypto.PublicKey, a cert.Algorithm, digest, value []byte) bool {
	switch k := key.(type) {
	case *rsa.PublicKey:
		// RFC 8017 §8.2.2: no number of another length. No key in use has so
		// long an exponent; one would be made to cost time.
		if len(value) != k.Size() || k.E > maxExponent {
			return false
		}
	case *dsa.PublicKey:
		if !sound(k) {
			return false
		}
		value = sequence(value)
	}
	return cert.VerifyDigest(key, a, digest, value) == nil
}

// sequence turns the two numbers of a DSA value, which XML has one after the
// other, into DER; nil where they are not two. XML Signature 1.1 §6.4.1
func sequence(value []byte) []byte {
	half := len(value) / 2
	if len(value)%2 != 0 || half > maxKeyBits/8 {
		return nil
	}
	der, err := asn1.Marshal([]*big.Int{new(big.Int).SetBytes(value[:half]), new(big.Int).SetBytes(value[half:])})
	if err != nil {
		return nil
	}
	return der
}

// Bounds on the numbers of a key, and so on the work with it.
const (
	maxKeyBits  = 16384
	maxExponent = 1 << 32
)

// sound says whether the numbers of a key are of sizes that DSA has.
func sound(k *dsa.PublicKey) bool {
	for _, n := range []*big.Int{k.P, k.Q, k.G, k.Y} {
		if n == nil || n.Sign() <= 0 || n.BitLen() > maxKeyBits {
			return false
		}
	}
	return k.Q.BitLen()%8 == 0 && k.G.Cmp(k.P) < 0 && k.Y.Cmp(k.P) < 0 && k.P.Bit(0) == 1
}

// Opened is what the holder of key put under his signature: an algorithm and a
// digest, once the padding of PKCS #1 v1.5 is off. ok is false where the value
// was not made with that key. Padding does not come about by chance: at least
// eight bytes of it stand there. RFC 8017 §8.2.2
func Opened(key *rsa.PublicKey, value []byte) (content []byte, ok bool) {
	if key.N == nil || key.N.Sign() <= 0 || key.N.BitLen() > maxKeyBits || key.E < 2 || key.E > maxExponent || len(value) != key.Size() {
		return nil, false
	}
	v := new(big.Int).SetBytes(value)
	if v.Cmp(key.N) >= 0 {
		return nil, false
	}
	block := v.Exp(v, big.NewInt(int64(key.E)), key.N).FillBytes(make([]byte, key.Size()))
	if len(block) < 11 || block[0] != 0 || block[1] != 1 {
		return nil, false
	}
	for i := 2; i < len(block); i++ {
		if block[i] == 0 {
			return block[i+1:], i >= 10
		}
		if block[i] != 0xff {
			return nil, false
		}
	}
	return nil, false
}
