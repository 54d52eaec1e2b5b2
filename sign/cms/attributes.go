package cms

import (
	"bytes"
	"crypto"
	"encoding/asn1"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"

	"assay/sign/cert"
)

// maxAttributes bounds the attributes of one signer.
const maxAttributes = 1000

// Object identifiers of attributes. RFC 5652 §11; RFC 5035; RFC 3161 appendix A
const (
	attrContentType     = "1.2.840.113549.1.9.3"
	attrMessageDigest   = "1.2.840.113549.1.9.4"
	attrSigningTime     = "1.2.840.113549.1.9.5"
	attrCertificate     = "1.2.840.113549.1.9.16.2.12"
	attrCertificateV2   = "1.2.840.113549.1.9.16.2.47"
	attrTimeStamp       = "1.2.840.113549.1.9.16.2.14"
	attrCounterSigned   = "1.2.840.113549.1.9.6"
	attrRevocationAdobe = "1.2.840.113583.1.1.8"
)

// readSigned reads the signed attributes, and keeps them as they are hashed:
// as a SET. RFC 5652 §5.4
func (s *Signer) readSigned(attrs cryptobyte.String) error {
	var b cryptobyte.Builder
	b.AddASN1(casn1.SET, func(b *cryptobyte.Builder) { b.AddBytes(attrs) })
	s.setDER = b.BytesOrPanic()
	s.signed = map[string][]byte{}
	return eachAttribute(attrs, func(oid string, values cryptobyte.String) {
		if _, twice := s.signed[oid]; twice {
			s.odd = append(s.odd, fmt.Sprintf("the signed attribute %s stands there twice", oid))
			return
		}
		s.signed[oid] = values
		switch oid {
		case attrSigningTime:
			var value cryptobyte.String
			var tag casn1.Tag
			if values.ReadAnyASN1(&value, &tag) {
				s.Claimed = cert.ParseTime(tag, value)
			}
		case attrCertificate, attrCertificateV2:
			s.readNamed(oid, values)
		}
	})
}

// readNamed reads the first ESSCertID or ESSCertIDv2: the signer's own
// certificate. RFC 5035 §3, §4
func (s *Signer) readNamed(oid string, values cryptobyte.String) {
	var signing, list, id, hash cryptobyte.String
	if !values.ReadASN1(&signing, casn1.SEQUENCE) || !signing.ReadASN1(&list, casn1.SEQUENCE) || !list.ReadASN1(&id, casn1.SEQUENCE) {
		s.odd = append(s.odd, "the attribute that names the signer's certificate cannot be read")
		return
	}
	by := crypto.SHA1
	if oid == attrCertificateV2 {
		by = crypto.SHA256
		if alg := (cryptobyte.String)(nil); id.PeekASN1Tag(casn1.SEQUENCE) && id.ReadASN1Element(&alg, casn1.SEQUENCE) {
			var err error
			if by, err = cert.ParseHash(alg); err != nil {
				s.odd = append(s.odd, fmt.Sprintf("the attribute that names the signer's certificate: %v", err))
				return
			}
		}
	}
	if !id.ReadASN1(&hash, casn1.OCTET_STRING) {
		s.odd = append(s.odd, "the attribute that names the signer's certificate cannot be read")
		return
	}
	if s.named == nil || oid == attrCertificateV2 {
		s.named, s.nameBy = hash, by
	}
}

func (s *Signer) readUnsigned(attrs cryptobyte.String) error {
	return eachAttribute(attrs, func(oid string, values cryptobyte.String) {
		switch oid {
		case attrTimeStamp:
			for !values.Empty() && len(s.Stamps) < maxAttributes {
				var token cryptobyte.String
				if !values.ReadASN1Element(&token, casn1.SEQUENCE) {
					s.odd = append(s.odd, "a time stamp token in it cannot be read")
					return
				}
				s.Stamps = append(s.Stamps, token)
			}
		case attrCounterSigned:
			s.odd = append(s.odd, "it carries a countersignature, which is not verified")
		}
	})
}

// eachAttribute reads a list of attributes. RFC 5652 §5.3
func eachAttribute(attrs cryptobyte.String, use func(oid string, values cryptobyte.String)) error {
	for n := 0; !attrs.Empty(); n++ {
		var one, values cryptobyte.String
		var oid asn1.ObjectIdentifier
		if n == maxAttributes {
			return fmt.Errorf("it has more than %d attributes", maxAttributes)
		}
		if !attrs.ReadASN1(&one, casn1.SEQUENCE) || !one.ReadASN1ObjectIdentifier(&oid) || !one.ReadASN1(&values, casn1.SET) {
			return errors.New("an attribute of the signature cannot be read")
		}
		use(oid.String(), values)
	}
	return nil
}

// sorted is the set of signed attributes in the order that DER asks for, which
// some signers hash and do not store. X.690 §11.6
func sorted(set []byte) []byte {
	in := cryptobyte.String(set)
	var content cryptobyte.String
	if !in.ReadASN1(&content, casn1.SET) {
		return set
	}
	var parts [][]byte
	for !content.Empty() {
		var one cryptobyte.String
		if !content.ReadASN1Element(&one, casn1.SEQUENCE) {
			return set
		}
		parts = append(parts, one)
	}
	slices.SortFunc(parts, bytes.Compare)
	head := set[:len(set)-len(in)-len(bytes.Join(parts, nil))]
	return append(bytes.Clone(head), bytes.Join(parts, nil)...)
}
