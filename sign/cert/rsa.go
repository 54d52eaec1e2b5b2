package cert

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"encoding/asn1"
	"errors"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// verifyRSA follows RFC 8017 §8.2.2 and §8.1.2 for keys of any size that
// ParseKey lets pass.
func verifyRSA(key *rsa.PublicKey, a Algorithm, digest, value []byte) error {
	if a.Scheme != RSA && a.Scheme != PSS {
		return wrongKey(key, a)
	}
	if key.N == nil || key.N.BitLen() < minRSABits || key.N.BitLen() > maxRSABits || key.E < 2 {
		return errors.New("the RSA key is outside the sizes that are worked with")
	}
	s := new(big.Int).SetBytes(value)
	if s.Cmp(key.N) >= 0 {
		return ErrMismatch
	}
	em := s.Exp(s, big.NewInt(int64(key.E)), key.N).FillBytes(make([]byte, key.Size()))
	if a.Scheme == PSS {
		return verifyPSS(em, key.N.BitLen()-1, a, digest)
	}
	for _, info := range digestInfos(a.Hash, digest) {
		if want := pad(info, key.Size()); want != nil && bytes.Equal(em, want) {
			return nil
		}
	}
	return ErrMismatch
}

// digestInfos are the DER forms of a DigestInfo: with and without the NULL that
// some signers leave out. RFC 8017 §9.2 note 1
func digestInfos(h crypto.Hash, digest []byte) (forms [][]byte) {
	var oid asn1.ObjectIdentifier
	for dotted, known := range hashes() {
		if known == h {
			oid = dottedOID(dotted)
		}
	}
	for _, null := range []bool{true, false} {
		var b cryptobyte.Builder
		b.AddASN1(casn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1(casn1.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1ObjectIdentifier(oid)
				if null {
					b.AddASN1NULL()
				}
			})
			b.AddASN1OctetString(digest)
		})
		if der, err := b.Bytes(); err == nil {
			forms = append(forms, der)
		}
	}
	return forms
}

// pad is EMSA-PKCS1-v1_5, or nil where size is too short for it.
func pad(info []byte, size int) []byte {
	fill := size - 3 - len(info)
	if fill < 8 {
		return nil
	}
	em := append([]byte{0, 1}, bytes.Repeat([]byte{0xff}, fill)...)
	return append(append(em, 0), info...)
}

// verifyPSS is EMSA-PSS-VERIFY with any length of salt. RFC 8017 §9.1.2
func verifyPSS(em []byte, bits int, a Algorithm, digest []byte) error {
	mgf := a.MGF
	if mgf == 0 {
		mgf = a.Hash
	}
	size := (bits + 7) / 8
	if len(em) > size { // a modulus of 8k+1 bits
		if em[0] != 0 {
			return ErrMismatch
		}
		em = em[1:]
	}
	if !mgf.Available() || size < len(digest)+2 || em[size-1] != 0xbc {
		return ErrMismatch
	}
	db, h := em[:size-len(digest)-1], em[size-len(digest)-1:size-1]
	unused := 8*size - bits
	if db[0]>>(8-unused) != 0 {
		return ErrMismatch
	}
	mask(db, h, mgf)
	db[0] &= 0xff >> unused
	salt := bytes.IndexByte(db, 1)
	if salt < 0 || len(bytes.TrimLeft(db[:salt], "\x00")) > 0 {
		return ErrMismatch
	}
	m := a.Hash.New()
	m.Write(make([]byte, 8))
	m.Write(digest)
	m.Write(db[salt+1:])
	if !bytes.Equal(m.Sum(nil), h) {
		return ErrMismatch
	}
	return nil
}

// mask is MGF1 over seed, applied to db. RFC 8017 appendix B.2.1
func mask(db, seed []byte, hash crypto.Hash) {
	for i, n := 0, uint32(0); i < len(db); n++ {
		h := hash.New()
		h.Write(seed)
		h.Write([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)})
		for _, b := range h.Sum(nil) {
			if i == len(db) {
				return
			}
			db[i] ^= b
			i++
		}
	}
}

// dottedOID reads an object identifier of a table.
func dottedOID(dotted string) (oid asn1.ObjectIdentifier) {
	n := 0
	for _, c := range dotted + "." {
		if c == '.' {
			oid, n = append(oid, n), 0
			continue
		}
		n = n*10 + int(c-'0')
	}
	return oid
}
