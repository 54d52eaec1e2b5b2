package cert

import (
	"crypto"
	_ "crypto/md5"    // old signatures
	_ "crypto/sha1"   // old signatures
	_ "crypto/sha256" // for crypto.Hash
	_ "crypto/sha3"   // for crypto.Hash
	_ "crypto/sha512" // for crypto.Hash
	_ "embed"
	"encoding/asn1"
	"errors"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
	_ "golang.org/x/crypto/ripemd160" //lint:ignore SA1019 German signatures of the years to 2010
)

// Scheme is a way to make a signature of a digest.
type Scheme string

// The schemes that are verified.
const (
	RSA        Scheme = "rsa" // PKCS #1 v1.5, RFC 8017 §8.2
	PSS        Scheme = "rsa-pss"
	ECDSA      Scheme = "ecdsa"       // r and s in DER
	ECDSAPlain Scheme = "ecdsa-plain" // r and s one after the other: XML, COSE, BSI
	Ed25519    Scheme = "ed25519"
	DSA        Scheme = "dsa"
)

// Algorithm is a scheme with its hash.
type Algorithm struct {
	Scheme Scheme
	Hash   crypto.Hash // 0 where it stands elsewhere, or for Ed25519
	MGF    crypto.Hash // of RSA-PSS; 0 for the same as Hash
}

// hashNames are the names of hashes as algorithms have them.
var hashNames = map[string]crypto.Hash{
	"md5": crypto.MD5, "sha1": crypto.SHA1, "ripemd160": crypto.RIPEMD160,
	"sha224": crypto.SHA224, "sha256": crypto.SHA256, "sha384": crypto.SHA384, "sha512": crypto.SHA512, "sha512-256": crypto.SHA512_256,
	"sha3-256": crypto.SHA3_256, "sha3-384": crypto.SHA3_384, "sha3-512": crypto.SHA3_512,
}

// HashName is the name of a hash as algorithms have it: sha256.
func HashName(h crypto.Hash) string {
	for name, known := range hashNames {
		if known == h {
			return name
		}
	}
	return "unknown hash"
}

// String names an algorithm: rsa-sha256, ecdsa-sha384, ed25519.
func (a Algorithm) String() string {
	scheme := a.Scheme
	if scheme == ECDSAPlain {
		scheme = ECDSA
	}
	if a.Hash == 0 {
		return string(scheme)
	}
	return string(scheme) + "-" + HashName(a.Hash)
}

//go:embed algorithms.tsv
var algorithmTable string

//go:embed hashes.tsv
var hashTable string

var algorithms = sync.OnceValue(func() map[string]Algorithm {
	m := map[string]Algorithm{}
	for _, f := range rows(algorithmTable) {
		m[f[0]] = Algorithm{Scheme: Scheme(f[1]), Hash: hashNames[f[2]]}
	}
	return m
})

var hashes = sync.OnceValue(func() map[string]crypto.Hash {
	m := map[string]crypto.Hash{}
	for _, f := range rows(hashTable) {
		m[f[0]] = hashNames[f[1]]
	}
	return m
})

func rows(table string) (list [][]string) {
	for line := range strings.Lines(table) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			list = append(list, strings.Split(line, "\t"))
		}
	}
	return list
}

// ParseAlgorithm reads the DER of a signature's AlgorithmIdentifier. Hash is 0
// where the signature names it elsewhere.
func ParseAlgorithm(der []byte) (Algorithm, error) {
	oid, parameters, err := identifier(der)
	if err != nil {
		return Algorithm{}, err
	}
	a, known := algorithms()[oid]
	if !known {
		return a, fmt.Errorf("signature algorithm %s is not known", oid)
	}
	if a.Scheme == PSS {
		return parsePSS(parameters)
	}
	return a, nil
}

// ParseHash reads the DER of a digest's AlgorithmIdentifier. Some signers name
// a signature algorithm where only its hash is asked for.
func ParseHash(der []byte) (crypto.Hash, error) {
	oid, _, err := identifier(der)
	if err != nil {
		return 0, err
	}
	if h, known := hashes()[oid]; known {
		return h, nil
	}
	if a, known := algorithms()[oid]; known && a.Hash != 0 {
		return a.Hash, nil
	}
	return 0, fmt.Errorf("hash %s is not known", oid)
}

func identifier(der []byte) (string, cryptobyte.String, error) {
	in := cryptobyte.String(der)
	var seq cryptobyte.String
	var oid asn1.ObjectIdentifier
	if !in.ReadASN1(&seq, casn1.SEQUENCE) || !seq.ReadASN1ObjectIdentifier(&oid) {
		return "", nil, errors.New("the name of an algorithm cannot be read")
	}
	return oid.String(), seq, nil
}

// parsePSS reads RSASSA-PSS-params. RFC 4055 §3.1
func parsePSS(in cryptobyte.String) (Algorithm, error) {
	a := Algorithm{Scheme: PSS, Hash: crypto.SHA1, MGF: crypto.SHA1}
	var seq, field cryptobyte.String
	var present bool
	if !in.ReadASN1(&seq, casn1.SEQUENCE) {
		return Algorithm{Scheme: PSS}, nil // no parameters, RFC 4055 §3.1: the caller's hash
	}
	var err error
	if seq.ReadOptionalASN1(&field, &present, casn1.Tag(0).ContextSpecific().Constructed()) && present {
		if a.Hash, err = ParseHash(field); err != nil {
			return a, err
		}
	}
	if seq.ReadOptionalASN1(&field, &present, casn1.Tag(1).ContextSpecific().Constructed()) && present {
		_, parameters, err := identifier(field)
		if err != nil {
			return a, err
		}
		if a.MGF, err = ParseHash(parameters); err != nil {
			return a, err
		}
	}
	return a, nil
}
