// Package cert reads the certificates of document signatures, follows them to
// the roots that an examiner gives, and does the mathematics of signatures for
// all formats that carry them: RSA, RSA-PSS, ECDSA, Ed25519 and DSA.
//
// It follows RFC 5280 for certificates and RFC 8017 for RSA, more tolerantly
// than crypto/x509: a certificate of odd form still says who its holder claims
// to be. Mathematics, trust and time are separate answers: SHA-1, a small key or
// an expired certificate are told, and nothing is left uncomputed for them.
//
// It cannot show that a certificate was not revoked, nor that the holder still
// had the private key alone: it asks nobody, and reads no revocation list.
package cert

import (
	"crypto"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// MaxBytes bounds one certificate that is read.
const MaxBytes = 1 << 20

// Certificate is what was read off one certificate.
type Certificate struct {
	Raw    []byte // as given
	Serial *big.Int
	Holder string // Name of the subject
	Issuer string // the same of the issuer

	Subject, IssuedBy   []Attribute // in the order of the certificate
	RawSubject          []byte      // DER of the Name
	RawIssuer           []byte
	NotBefore, NotAfter time.Time // zero where the field cannot be read
	// Public is nil where the key is of a kind that is not read; KeyReason says why.
	Public    crypto.PublicKey
	KeyReason string
	// RawKey is the DER of the SubjectPublicKeyInfo.
	RawKey []byte

	SubjectKeyID, AuthorityKeyID []byte
	Emails                       []string // of the subject and its alternative names
	// Usages are the extended key usages; nil where it names none.
	Usages []asn1.ObjectIdentifier

	// Algorithm is what the issuer signed with.
	Algorithm Algorithm
	version   int
	isCA      bool
	hasBasic  bool
	pathLen   int  // -1 where it is not bound
	certSign  bool // the key may sign certificates, where it says what it may
	named     bool // it may vouch for certain names only
	unread    []string
	tbs       []byte
	signature []byte
	algErr    error
}

// Parse reads a certificate of DER, or of BER. The error says which part of the
// outer form cannot be read; an odd extension, name or key is no error.
func Parse(raw []byte) (*Certificate, error) {
	if len(raw) > MaxBytes {
		return nil, fmt.Errorf("a certificate of %d bytes is over the %d that are read", len(raw), MaxBytes)
	}
	c, err := parse(raw)
	if err == nil {
		return c, nil
	}
	der, rest, berErr := DER(raw)
	if berErr != nil || len(rest) > 0 {
		return nil, err
	}
	if c, err = parse(der); err == nil {
		c.Raw = raw
	}
	return c, err
}

// parse reads the outer form. RFC 5280 §4.1
func parse(raw []byte) (*Certificate, error) {
	c := &Certificate{Raw: raw, pathLen: -1, certSign: true}
	in := cryptobyte.String(raw)
	var outer, tbs, alg, bits cryptobyte.String
	if !in.ReadASN1(&outer, casn1.SEQUENCE) {
		return nil, errors.New("a certificate is not a sequence")
	}
	if !outer.ReadASN1Element(&tbs, casn1.SEQUENCE) || !outer.ReadASN1Element(&alg, casn1.SEQUENCE) || !outer.ReadASN1(&bits, casn1.BIT_STRING) || len(bits) == 0 {
		return nil, errors.New("a certificate lacks its body, algorithm or signature")
	}
	c.tbs, c.signature = tbs, bits[1:]
	c.Algorithm, c.algErr = ParseAlgorithm(alg)
	return c, c.readBody(tbs)
}

// readBody reads the TBSCertificate. RFC 5280 §4.1.2
func (c *Certificate) readBody(tbs cryptobyte.String) error {
	var body, skip, validity, version cryptobyte.String
	var hasVersion bool
	if !tbs.ReadASN1(&body, casn1.SEQUENCE) ||
		!body.ReadOptionalASN1(&version, &hasVersion, casn1.Tag(0).Constructed().ContextSpecific()) {
		return errors.New("a certificate's body cannot be read")
	}
	if hasVersion && !version.ReadASN1Integer(&c.version) {
		return errors.New("a certificate's version cannot be read")
	}
	var serial, subject, issuer, key cryptobyte.String
	if !body.ReadASN1(&serial, casn1.INTEGER) || !body.ReadASN1(&skip, casn1.SEQUENCE) ||
		!body.ReadASN1Element(&issuer, casn1.SEQUENCE) || !body.ReadASN1(&validity, casn1.SEQUENCE) ||
		!body.ReadASN1Element(&subject, casn1.SEQUENCE) || !body.ReadASN1Element(&key, casn1.SEQUENCE) {
		return errors.New("a certificate's serial number, issuer, validity, subject or key is missing")
	}
	c.Serial = integer(serial)
	c.RawSubject, c.RawIssuer, c.RawKey = subject, issuer, key
	c.Subject, c.IssuedBy = parseName(subject), parseName(issuer)
	c.Holder, c.Issuer = readable(c.Subject), readable(c.IssuedBy)
	c.NotBefore, c.NotAfter = readTime(&validity), readTime(&validity)
	var err error
	if c.Public, err = ParseKey(key); err != nil {
		c.KeyReason = err.Error()
	}
	for _, a := range c.Subject {
		if a.Type == "E" {
			c.Emails = append(c.Emails, a.Value)
		}
	}
	c.readExtensions(body)
	if c.Holder == "" && len(c.Emails) > 0 {
		c.Holder = c.Emails[0]
	}
	return nil
}

// integer is a two's complement integer of any length.
func integer(content []byte) *big.Int {
	n := new(big.Int).SetBytes(content)
	if len(content) > 0 && content[0]&0x80 != 0 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(content))))
	}
	return n
}

// Name is the readable holder of a certificate: common name, organisation or
// e-mail address; empty where it cannot be read or names nobody.
func Name(raw []byte) string {
	c, err := Parse(raw)
	if err != nil {
		return ""
	}
	return c.Holder
}
