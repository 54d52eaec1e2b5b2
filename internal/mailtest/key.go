// Package mailtest signs made-up mail for tests: DKIM (RFC 6376, with the
// Ed25519 of RFC 8463) and ARC (RFC 8617), in relaxed/relaxed or simple/simple
// form. It shares no code with what it tests, and nothing but tests imports it.
//
// Its keys are derived from their size, so that every run signs alike; whoever
// reads this can derive them too.
package mailtest

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math/big"
	"sync"
)

// exponent is the public exponent of RSA keys where none is named.
const exponent = 65537

// Key is a made-up private key: RSA, or Ed25519 where N is nil.
type Key struct {
	N, D    *big.Int
	E       int
	Ed25519 ed25519.PrivateKey
}

// Ed25519 is a made-up key.
var Ed25519 = Key{Ed25519: ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))}

var derived struct {
	sync.Mutex
	keys map[string]Key
}

// RSA is the made-up key of that many bits, 512 or more.
func RSA(bits int) Key { return makeRSA(bits, exponent, "") }

// RSAWith is another made-up key, with the public exponent e; of two sizes or
// exponents no factor is the same.
func RSAWith(bits, e int) Key { return makeRSA(bits, e, fmt.Sprint(" with ", e)) }

func makeRSA(bits, e int, label string) Key {
	derived.Lock()
	defer derived.Unlock()
	id := fmt.Sprint(bits, label)
	if k, ok := derived.keys[id]; ok {
		return k
	}
	p, q := prime(bits, e, "p"+label), prime(bits, e, "q"+label)
	one := big.NewInt(1)
	phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
	k := Key{N: new(big.Int).Mul(p, q), D: new(big.Int).ModInverse(big.NewInt(int64(e)), phi), E: e}
	if derived.keys == nil {
		derived.keys = map[string]Key{}
	}
	derived.keys[id] = k
	return k
}

// prime is the first prime at or above a number made of label, with both top
// bits set, that suits the exponent e.
func prime(bits, e int, label string) *big.Int {
	var b []byte
	for i := uint32(0); len(b) < bits/16; i++ {
		sum := sha256.Sum256(binary.BigEndian.AppendUint32([]byte(fmt.Sprint(label, bits)), i))
		b = append(b, sum[:]...)
	}
	n := new(big.Int).SetBytes(b[:bits/16])
	n.SetBit(n.SetBit(n.SetBit(n, 0, 1), bits/2-1, 1), bits/2-2, 1)
	rest := new(big.Int)
	for ; ; n.Add(n, big.NewInt(2)) {
		if n.ProbablyPrime(10) && rest.Mod(n, big.NewInt(int64(e))).Int64() != 1 {
			return n
		}
	}
}

// Record is the TXT record of the public half, with tags such as "t=y; " in it.
func (k Key) Record(tags string) string {
	if k.N == nil {
		public := k.Ed25519.Public().(ed25519.PublicKey)
		return "v=DKIM1; k=ed25519; " + tags + "p=" + base64.StdEncoding.EncodeToString(public)
	}
	der, err := x509.MarshalPKIXPublicKey(&rsa.PublicKey{N: k.N, E: k.E})
	if err != nil {
		panic(err) // no RSA key is refused
	}
	return "v=DKIM1; " + tags + "p=" + base64.StdEncoding.EncodeToString(der)
}

// info stands before a digest in what RSA signs. RFC 8017 §9.2 note 1
var info = map[crypto.Hash]string{
	crypto.SHA1:   "\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
	crypto.SHA256: "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
}

// Value is the hash of a text and the signature over it.
func (k Key) Value(hash crypto.Hash, text string) (digest, value []byte) {
	return sum(hash, text), k.sign(hash, text)
}

// sign signs text. crypto/rsa refuses small keys, so the power is raised here.
// RFC 8017 §8.2.1
func (k Key) sign(hash crypto.Hash, text string) []byte {
	digest := sum(hash, text)
	if k.N == nil {
		return ed25519.Sign(k.Ed25519, digest) // RFC 8463 §3
	}
	tail := info[hash] + string(digest)
	em := make([]byte, (k.N.BitLen()+7)/8)
	for i := range em {
		em[i] = 0xff
	}
	em[0], em[1], em[len(em)-len(tail)-1] = 0, 1, 0
	copy(em[len(em)-len(tail):], tail)
	s := new(big.Int).SetBytes(em)
	return s.Exp(s, k.D, k.N).FillBytes(em)
}

func sum(hash crypto.Hash, text string) []byte {
	h := hash.New()
	h.Write([]byte(text))
	return h.Sum(nil)
}
