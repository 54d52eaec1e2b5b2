package cms

import (
	"crypto"
	"errors"
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"

	"assay/sign/cert"
)

// Signer is one SignerInfo. RFC 5652 §5.3
type Signer struct {
	Algorithm cert.Algorithm // with its hash, wherever it stood
	Digest    crypto.Hash    // of the content
	Value     []byte         // the signature
	Claimed   time.Time      // signingTime; zero where there is none
	Stamps    [][]byte       // time stamp tokens over Value

	issuer  []byte // DER of the Name, or
	serial  *big.Int
	keyID   []byte // the identifier of the key
	signed  map[string][]byte
	setDER  []byte // the signed attributes as they are hashed; nil where there are none
	named   []byte // hash of the certificate that the signer named
	nameBy  crypto.Hash
	odd     []string
	trouble error // why the mathematics cannot be done
}

// parseSigner reads the content of a SignerInfo.
func parseSigner(in cryptobyte.String) (Signer, error) {
	var s Signer
	var version int
	var digest, attrs, alg, value, unsigned cryptobyte.String
	if !in.ReadASN1Integer(&version) || !s.readIdentifier(&in) || !in.ReadASN1Element(&digest, casn1.SEQUENCE) {
		return s, errors.New("the head of a signer's part cannot be read")
	}
	var hasSigned, hasUnsigned bool
	if !in.ReadOptionalASN1(&attrs, &hasSigned, casn1.Tag(0).Constructed().ContextSpecific()) || !in.ReadASN1Element(&alg, casn1.SEQUENCE) ||
		!in.ReadASN1(&value, casn1.OCTET_STRING) || !in.ReadOptionalASN1(&unsigned, &hasUnsigned, casn1.Tag(1).Constructed().ContextSpecific()) {
		return s, errors.New("the attributes, algorithm or value of a signature cannot be read")
	}
	s.Value = value
	s.readAlgorithms(digest, alg)
	if hasSigned {
		if err := s.readSigned(attrs); err != nil {
			return s, err
		}
	}
	return s, s.readUnsigned(unsigned)
}

// readIdentifier reads who signed. RFC 5652 §5.3
func (s *Signer) readIdentifier(in *cryptobyte.String) bool {
	var id, issuer, serial cryptobyte.String
	if in.PeekASN1Tag(casn1.SEQUENCE) {
		if !in.ReadASN1(&id, casn1.SEQUENCE) || !id.ReadASN1Element(&issuer, casn1.SEQUENCE) || !id.ReadASN1Element(&serial, casn1.INTEGER) {
			return false
		}
		s.serial = new(big.Int)
		s.issuer = issuer
		return serial.ReadASN1Integer(s.serial)
	}
	if !in.ReadASN1(&id, casn1.Tag(0).ContextSpecific()) {
		return false
	}
	s.keyID = id
	return true
}

// readAlgorithms finds the scheme and both hashes. Old signers name only the
// scheme: the hash is then that of the content. RFC 3370 §3.2
func (s *Signer) readAlgorithms(digest, alg []byte) {
	var err error
	if s.Algorithm, s.trouble = cert.ParseAlgorithm(alg); s.trouble != nil {
		return
	}
	if s.Digest, err = cert.ParseHash(digest); err != nil {
		s.trouble = err
		return
	}
	if s.Algorithm.Hash == 0 && s.Algorithm.Scheme != cert.Ed25519 {
		s.Algorithm.Hash = s.Digest
	}
}
