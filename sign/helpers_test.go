package sign_test

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"os"
	"testing"

	"assay/keys"
	"assay/sign"
)

// keyName is where the keys of the evidence that these tests make stand.
const keyName = "sel._domainkey.example.org"

// rsaKey is a made-up key of testdata. crypto/rsa works with none under 1024
// bits.
type rsaKey struct {
	N *big.Int
	E int
	D *big.Int
}

func madeUp(t testing.TB, name string) rsaKey {
	t.Helper()
	text, err := os.ReadFile("testdata/made-up-" + name + ".pem")
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	var all struct {
		Version             int
		N                   *big.Int
		E                   int
		D, P, Q, DP, DQ, QI *big.Int
	}
	if _, err := asn1.Unmarshal(block.Bytes, &all); err != nil {
		t.Fatal(err)
	}
	return rsaKey{all.N, all.E, all.D}
}

// record is the key record of the public half.
func (k rsaKey) record(t testing.TB, tags string) string {
	der, err := x509.MarshalPKIXPublicKey(&rsa.PublicKey{N: k.N, E: k.E})
	if err != nil {
		t.Fatal(err)
	}
	return "v=DKIM1; " + tags + "p=" + base64.StdEncoding.EncodeToString(der)
}

// prefixes are the DER that stands before a digest. RFC 8017 §9.2 note 1
var prefixes = map[crypto.Hash]string{
	crypto.SHA1:   "\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
	crypto.SHA256: "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
}

// sign follows RFC 8017 §8.2.1 for keys of any size.
func (k rsaKey) sign(hash crypto.Hash, digest []byte) []byte {
	return k.raise(k.padded(hash, digest))
}

// padded is EMSA-PKCS1-v1_5 of a digest. RFC 8017 §9.2
func (k rsaKey) padded(hash crypto.Hash, digest []byte) []byte {
	tail := append([]byte(prefixes[hash]), digest...)
	em := append([]byte{0, 1}, bytes.Repeat([]byte{0xff}, (k.N.BitLen()+7)/8-3-len(tail))...)
	return append(append(em, 0), tail...)
}

func (k rsaKey) raise(em []byte) []byte {
	s := new(big.Int).SetBytes(em)
	return s.Exp(s, k.D, k.N).FillBytes(make([]byte, (k.N.BitLen()+7)/8))
}

// signedBytes stands for the canonical header fields of a mail.
const signedBytes = "from:a@example.org\r\n"

// signed is intact evidence under k.
func (k rsaKey) signed() sign.Evidence {
	sum := sha256.Sum256([]byte(signedBytes))
	return evidence("rsa-sha256", sum[:], k.sign(crypto.SHA256, sum[:]))
}

// signedSHA1 is the same with SHA-1.
func (k rsaKey) signedSHA1() sign.Evidence {
	sum := sha1.Sum([]byte(signedBytes))
	return evidence("rsa-sha1", sum[:], k.sign(crypto.SHA1, sum[:]))
}

// ed25519Key is a made-up key.
var ed25519Key = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))

func ed25519Record() string {
	return "k=ed25519; p=" + base64.StdEncoding.EncodeToString(ed25519Key.Public().(ed25519.PublicKey))
}

func ed25519Signed() sign.Evidence {
	sum := sha256.Sum256([]byte(signedBytes))
	return evidence("ed25519-sha256", sum[:], ed25519.Sign(ed25519Key, sum[:]))
}

func evidence(algorithm string, digest, value []byte) sign.Evidence {
	return sign.Evidence{
		Kind: sign.DKIM, Domain: "example.org", Selector: "sel", BodyHash: sign.Matches,
		Signed: sign.Signed{Algorithm: algorithm, Digest: digest, Value: value},
	}
}

func published(records ...string) (list []keys.Key) {
	for _, r := range records {
		list = append(list, keys.New(keyName, r, keys.Origin{File: "test.zone"}))
	}
	return list
}

// signAltered signs a digest with one byte of the padded form altered.
func (k rsaKey) signAltered(digest []byte, at int) []byte {
	em := k.padded(crypto.SHA256, digest)
	em[at] ^= 1
	return k.raise(em)
}

// plusModulus is a value that is congruent to another and too large.
func plusModulus(value []byte, k rsaKey) []byte {
	s := new(big.Int).SetBytes(value)
	return s.Add(s, k.N).Bytes()
}
