package signtest

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	_ "crypto/sha1"   // for old signatures
	_ "crypto/sha256" // for crypto.Hash
	_ "crypto/sha512" // for crypto.Hash
	"encoding/asn1"
	"slices"
	"testing"
	"time"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// Object identifiers that tests use.
var (
	Data           = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	TSTInfo        = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	signedData     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	contentType    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	messageDigest  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	signingTime    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 5}
	certificateV2  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	timeStampToken = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 14}
	hashOIDs       = map[crypto.Hash]asn1.ObjectIdentifier{
		crypto.SHA1: {1, 3, 14, 3, 2, 26}, crypto.SHA256: {2, 16, 840, 1, 101, 3, 4, 2, 1}, crypto.SHA512: {2, 16, 840, 1, 101, 3, 4, 2, 3},
	}
	ecdsaOIDs = map[crypto.Hash]asn1.ObjectIdentifier{
		crypto.SHA1: {1, 2, 840, 10045, 4, 1}, crypto.SHA256: {1, 2, 840, 10045, 4, 3, 2}, crypto.SHA512: {1, 2, 840, 10045, 4, 3, 4},
	}
)

// CMS says how a signature is made. The zero value is a detached one with
// signed attributes over SHA-256.
type CMS struct {
	Hash         crypto.Hash
	NoAttributes bool
	Attached     bool                  // the content stands inside
	Type         asn1.ObjectIdentifier // of the content; Data if nil
	Time         time.Time             // signingTime
	Naming       []byte                // the certificate that signingCertificateV2 names
	ByKey        bool                  // the signer is named by the identifier of the key
	Stamp        func(value []byte) []byte
	Chain        [][]byte // further certificates
	Without      bool     // the signer's own certificate is left out
}

// Sign makes a SignedData of one signer over content.
func (c CMS) Sign(t testing.TB, id *Identity, content []byte) []byte {
	t.Helper()
	if c.Hash == 0 {
		c.Hash = crypto.SHA256
	}
	if c.Type == nil {
		c.Type = Data
	}
	attributes := c.attributes(content)
	signed := content
	if !c.NoAttributes {
		signed = build(t, func(b *cryptobyte.Builder) {
			b.AddASN1(casn1.SET, func(b *cryptobyte.Builder) { b.AddBytes(attributes) })
		})
	}
	value := c.value(t, id, signed)
	return build(t, func(b *cryptobyte.Builder) {
		sequence(b, func(b *cryptobyte.Builder) {
			b.AddASN1ObjectIdentifier(signedData)
			explicit(b, 0, func(b *cryptobyte.Builder) { c.body(b, id, content, attributes, value) })
		})
	})
}

// value signs the hash, or for Ed25519 the bytes.
func (c CMS) value(t testing.TB, id *Identity, signed []byte) []byte {
	var opts crypto.SignerOpts = c.Hash
	if _, ok := id.Key.(ed25519.PrivateKey); ok {
		opts = crypto.Hash(0)
	} else {
		h := c.Hash.New()
		h.Write(signed)
		signed = h.Sum(nil)
	}
	value, err := id.Key.Sign(rand.Reader, signed, opts)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func (c CMS) body(b *cryptobyte.Builder, id *Identity, content, attributes, value []byte) {
	sequence(b, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(1)
		b.AddASN1(casn1.SET, func(b *cryptobyte.Builder) { algorithm(b, hashOIDs[c.Hash]) })
		sequence(b, func(b *cryptobyte.Builder) {
			b.AddASN1ObjectIdentifier(c.Type)
			if c.Attached {
				explicit(b, 0, func(b *cryptobyte.Builder) { b.AddASN1OctetString(content) })
			}
		})
		explicit(b, 0, func(b *cryptobyte.Builder) {
			if !c.Without {
				b.AddBytes(id.DER)
			}
			for _, der := range c.Chain {
				b.AddBytes(der)
			}
		})
		b.AddASN1(casn1.SET, func(b *cryptobyte.Builder) { c.signer(b, id, attributes, value) })
	})
}

func (c CMS) signer(b *cryptobyte.Builder, id *Identity, attributes, value []byte) {
	sequence(b, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(1)
		if c.ByKey {
			b.AddASN1(casn1.Tag(0).ContextSpecific(), func(b *cryptobyte.Builder) { b.AddBytes(id.Cert.SubjectKeyId) })
		} else {
			sequence(b, func(b *cryptobyte.Builder) {
				b.AddBytes(id.Cert.RawIssuer)
				b.AddASN1BigInt(id.Cert.SerialNumber)
			})
		}
		algorithm(b, hashOIDs[c.Hash])
		if !c.NoAttributes {
			explicit(b, 0, func(b *cryptobyte.Builder) { b.AddBytes(attributes) })
		}
		switch id.Key.(type) {
		case *rsa.PrivateKey:
			algorithm(b, asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1})
		case ed25519.PrivateKey:
			algorithm(b, asn1.ObjectIdentifier{1, 3, 101, 112})
		default:
			algorithm(b, ecdsaOIDs[c.Hash])
		}
		b.AddASN1OctetString(value)
		if c.Stamp != nil {
			explicit(b, 1, func(b *cryptobyte.Builder) {
				attribute(b, timeStampToken, func(b *cryptobyte.Builder) { b.AddBytes(c.Stamp(value)) })
			})
		}
	})
}

// attributes are those that are signed, in the order of DER.
func (c CMS) attributes(content []byte) []byte {
	h := c.Hash.New()
	h.Write(content)
	parts := [][]byte{
		one(contentType, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(c.Type) }),
		one(messageDigest, func(b *cryptobyte.Builder) { b.AddASN1OctetString(h.Sum(nil)) }),
	}
	if !c.Time.IsZero() {
		parts = append(parts, one(signingTime, func(b *cryptobyte.Builder) { b.AddASN1UTCTime(c.Time) }))
	}
	if c.Naming != nil {
		h := crypto.SHA256.New()
		h.Write(c.Naming)
		parts = append(parts, one(certificateV2, func(b *cryptobyte.Builder) {
			sequence(b, func(b *cryptobyte.Builder) {
				sequence(b, func(b *cryptobyte.Builder) {
					sequence(b, func(b *cryptobyte.Builder) { b.AddASN1OctetString(h.Sum(nil)) })
				})
			})
		}))
	}
	slices.SortFunc(parts, bytes.Compare)
	return bytes.Join(parts, nil)
}

// Stamp makes a time stamp token of the time at over stamped.
func Stamp(t testing.TB, authority *Identity, at time.Time, stamped []byte) []byte {
	h := crypto.SHA256.New()
	h.Write(stamped)
	info := build(t, func(b *cryptobyte.Builder) {
		sequence(b, func(b *cryptobyte.Builder) {
			b.AddASN1Int64(1)
			b.AddASN1ObjectIdentifier(asn1.ObjectIdentifier{1, 2, 3, 4})
			sequence(b, func(b *cryptobyte.Builder) {
				algorithm(b, hashOIDs[crypto.SHA256])
				b.AddASN1OctetString(h.Sum(nil))
			})
			b.AddASN1Int64(7)
			b.AddASN1GeneralizedTime(at)
		})
	})
	return CMS{Attached: true, Type: TSTInfo}.Sign(t, authority, info)
}
