// Package cms verifies signatures in Cryptographic Message Syntax, as PDF,
// S/MIME and time stamps carry them: RFC 5652 SignedData, detached or around its
// content, and RFC 3161 tokens, in DER or BER.
//
// It answers the mathematics, always: an expired certificate, SHA-1 or an odd
// attribute hinders no computation and is told apart. Whose certificate is to
// be believed is for package cert, and for the examiner's roots.
//
// It cannot show when something was signed, but by a time stamp that another
// vouches for: the signingTime attribute is the signer's own clock.
package cms

import (
	"bytes"
	"encoding/asn1"
	"errors"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"

	"assay/sign/cert"
)

// Bounds on one SignedData.
const (
	MaxBytes        = 64 << 20 // of its whole
	MaxCertificates = 200
	MaxSigners      = 100
)

// Object identifiers of content. RFC 5652 §5.1, §4; RFC 3161 §2.4.2
const (
	oidSignedData = "1.2.840.113549.1.7.2"
	oidTSTInfo    = "1.2.840.113549.1.9.16.1.4"
)

// Signed is what a SignedData holds.
type Signed struct {
	ContentType string // object identifier of what is signed
	// Content is what is signed, where it stands inside; Detached is true where
	// it does not.
	Content      []byte
	Detached     bool
	Certificates [][]byte // DER, in the order they stand there
	Signers      []Signer
	// Rest is what stands after the SignedData, but zeros.
	Rest []byte
	// Odd says what is not as the specification has it and hinders nothing.
	Odd []string
}

// Parse reads the ContentInfo of a SignedData from the front of raw; zeros that
// fill a reserved space may follow. The error says which part cannot be read.
func Parse(raw []byte) (*Signed, error) {
	if len(raw) > MaxBytes {
		return nil, fmt.Errorf("a signature of %d bytes is over the %d that are read", len(raw), MaxBytes)
	}
	in := cryptobyte.String(raw)
	var info cryptobyte.String
	if in.ReadASN1Element(&info, casn1.SEQUENCE) {
		if s, err := parse(info); err == nil {
			s.Rest = trimZeros(in)
			return s, nil
		}
	}
	der, rest, err := cert.DER(raw)
	if err != nil {
		return nil, fmt.Errorf("it cannot be read as CMS: %w", err)
	}
	s, err := parse(der)
	if err != nil {
		return nil, err
	}
	s.Rest = trimZeros(rest)
	return s, nil
}

// trimZeros is rest without the zeros at its end; nil where there is no more.
func trimZeros(rest []byte) []byte {
	if rest = bytes.TrimRight(rest, "\x00"); len(rest) == 0 {
		return nil
	}
	return rest
}

// parse reads DER. RFC 5652 §3, §5.1
func parse(der cryptobyte.String) (*Signed, error) {
	var info, wrapped, data, encap, skip cryptobyte.String
	var oid asn1.ObjectIdentifier
	var version int
	explicit := casn1.Tag(0).Constructed().ContextSpecific()
	if !der.ReadASN1(&info, casn1.SEQUENCE) || !info.ReadASN1ObjectIdentifier(&oid) {
		return nil, errors.New("it is no CMS: it does not begin with the type of its content")
	}
	if oid.String() != oidSignedData {
		return nil, fmt.Errorf("it is CMS of type %s, and no signed data", oid)
	}
	if !info.ReadASN1(&wrapped, explicit) || !wrapped.ReadASN1(&data, casn1.SEQUENCE) || !data.ReadASN1Integer(&version) ||
		!data.ReadASN1(&skip, casn1.SET) || !data.ReadASN1(&encap, casn1.SEQUENCE) {
		return nil, errors.New("the head of the signed data cannot be read")
	}
	s := &Signed{}
	if err := s.readContent(encap); err != nil {
		return nil, err
	}
	if err := s.readCertificates(&data); err != nil {
		return nil, err
	}
	crls := casn1.Tag(1).Constructed().ContextSpecific()
	var signers cryptobyte.String
	if !data.SkipOptionalASN1(crls) || !data.ReadASN1(&signers, casn1.SET) {
		return nil, errors.New("the signed data has no list of signers")
	}
	for !signers.Empty() {
		if len(s.Signers) == MaxSigners {
			return nil, fmt.Errorf("it has more than %d signers", MaxSigners)
		}
		var one cryptobyte.String
		if !signers.ReadASN1(&one, casn1.SEQUENCE) {
			return nil, errors.New("a signer's part cannot be read")
		}
		signer, err := parseSigner(one)
		if err != nil {
			return nil, err
		}
		s.Signers = append(s.Signers, signer)
	}
	return s, nil
}

// readContent reads the EncapsulatedContentInfo. RFC 5652 §5.2; PKCS #7 has
// content of any type there.
func (s *Signed) readContent(encap cryptobyte.String) error {
	var oid asn1.ObjectIdentifier
	var wrapped, content cryptobyte.String
	var present bool
	if !encap.ReadASN1ObjectIdentifier(&oid) || !encap.ReadOptionalASN1(&wrapped, &present, casn1.Tag(0).Constructed().ContextSpecific()) {
		return errors.New("the type of the signed content cannot be read")
	}
	s.ContentType = oid.String()
	if !present {
		s.Detached = true
		return nil
	}
	var tag casn1.Tag
	if !wrapped.ReadAnyASN1(&content, &tag) {
		return errors.New("the signed content cannot be read")
	}
	if s.Content = content; s.Content == nil {
		s.Content = []byte{}
	}
	return nil
}

// readCertificates reads the CertificateSet; attribute certificates and other
// forms are left out. RFC 5652 §10.2.2, §10.2.3
func (s *Signed) readCertificates(data *cryptobyte.String) error {
	var set cryptobyte.String
	var present bool
	if !data.ReadOptionalASN1(&set, &present, casn1.Tag(0).Constructed().ContextSpecific()) {
		return errors.New("the certificates cannot be read")
	}
	for !set.Empty() {
		var one cryptobyte.String
		var tag casn1.Tag
		if !set.ReadAnyASN1Element(&one, &tag) {
			return errors.New("a certificate in it cannot be read")
		}
		if tag != casn1.SEQUENCE {
			continue
		}
		if len(s.Certificates) == MaxCertificates {
			return fmt.Errorf("it has more than %d certificates", MaxCertificates)
		}
		s.Certificates = append(s.Certificates, one)
	}
	return nil
}
