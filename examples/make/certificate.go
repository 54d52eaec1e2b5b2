package main

import (
	"crypto"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/pem"
	"math/big"
	"time"
)

// Object identifiers. RFC 5280, RFC 8017 appendix A, RFC 5652 §11
var (
	oidCommonName   = asn1.ObjectIdentifier{2, 5, 4, 3}
	oidOrganisation = asn1.ObjectIdentifier{2, 5, 4, 10}
	oidConstraints  = asn1.ObjectIdentifier{2, 5, 29, 19}
	oidKeyUsage     = asn1.ObjectIdentifier{2, 5, 29, 15}
	oidRSA          = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
	oidRSASHA256    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 11}
	oidSHA256       = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidData         = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	oidSignedData   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidContentType  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidDigest       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidSigningTime  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 5}
)

// Tags of X.680.
const (
	tagSequence = 0x30
	tagSet      = 0x31
	tagContext0 = 0xa0
	tagContext3 = 0xa3
)

// der is one element of DER around others. X.690 §8.1
func der(tag byte, parts ...[]byte) []byte {
	var content []byte
	for _, p := range parts {
		content = append(content, p...)
	}
	return append(mustMarshal(asn1.RawValue{Class: int(tag >> 6), Tag: int(tag & 31), IsCompound: tag&0x20 != 0, Bytes: content}), []byte{}...)
}

func algorithm(id asn1.ObjectIdentifier) []byte {
	return der(tagSequence, mustMarshal(id), mustMarshal(asn1.NullRawValue))
}

// name is a distinguished name of an organisation and a person in it.
func name(organisation, person string) []byte {
	attribute := func(id asn1.ObjectIdentifier, value string) []byte {
		return der(tagSet, der(tagSequence, mustMarshal(id), mustMarshal(asn1.RawValue{Tag: asn1.TagUTF8String, Bytes: []byte(value)})))
	}
	return der(tagSequence, attribute(oidOrganisation, organisation), attribute(oidCommonName, person))
}

// holder is somebody with a certificate.
type holder struct {
	key      privateKey
	subject  []byte
	issuer   []byte
	serial   int64
	cert     []byte // DER
	isIssuer bool
}

// certify makes the certificate of h, signed by the issuer. RFC 5280 §4.1
func (h *holder) certify(by *holder, from, to time.Time) {
	h.issuer = by.subject
	usage := asn1.BitString{Bytes: []byte{0xc0}, BitLength: 2} // digitalSignature, nonRepudiation
	constraints := der(tagSequence)
	if h.isIssuer {
		usage = asn1.BitString{Bytes: []byte{0x06}, BitLength: 7} // keyCertSign, cRLSign
		constraints = der(tagSequence, mustMarshal(true))
	}
	extension := func(id asn1.ObjectIdentifier, value []byte) []byte {
		return der(tagSequence, mustMarshal(id), mustMarshal(true), mustMarshal(value))
	}
	body := der(tagSequence,
		der(tagContext0, mustMarshal(2)), mustMarshal(big.NewInt(h.serial)), algorithm(oidRSASHA256),
		h.issuer, der(tagSequence, mustMarshal(from), mustMarshal(to)), h.subject, h.key.public(),
		der(tagContext3, der(tagSequence, extension(oidConstraints, constraints), extension(oidKeyUsage, mustMarshal(usage)))))
	digest := sha256.Sum256(body)
	value := by.key.sign(crypto.SHA256, digest[:])
	h.cert = der(tagSequence, body, algorithm(oidRSASHA256), mustMarshal(asn1.BitString{Bytes: value, BitLength: 8 * len(value)}))
}

// sign is a detached signature of content with the certificates of the signer
// and of who issued that. RFC 5652 §5
func (h *holder) sign(content string, at time.Time, chain ...*holder) []byte {
	digest := sha256.Sum256([]byte(content))
	attribute := func(id asn1.ObjectIdentifier, value []byte) []byte {
		return der(tagSequence, mustMarshal(id), der(tagSet, value))
	}
	attributes := [][]byte{ // in the order that DER wants of a set: by length
		attribute(oidContentType, mustMarshal(oidData)),
		attribute(oidSigningTime, mustMarshal(at.UTC())),
		attribute(oidDigest, mustMarshal(digest[:])),
	}
	signed := sha256.Sum256(der(tagSet, attributes...))
	var certs [][]byte
	for _, c := range append([]*holder{h}, chain...) {
		certs = append(certs, c.cert)
	}
	signer := der(tagSequence, mustMarshal(1), der(tagSequence, h.issuer, mustMarshal(big.NewInt(h.serial))),
		algorithm(oidSHA256), der(tagContext0, attributes...), algorithm(oidRSA), mustMarshal(h.key.sign(crypto.SHA256, signed[:])))
	return der(tagSequence, mustMarshal(oidSignedData), der(tagContext0, der(tagSequence,
		mustMarshal(1), der(tagSet, algorithm(oidSHA256)), der(tagSequence, mustMarshal(oidData)),
		der(tagContext0, certs...), der(tagSet, signer))))
}

// Holders of certificates: a root, a treasurer with a certificate under it, and
// somebody who made one in his name.
var documentRoot, treasurer, impostor holder

// readHolders makes all certificates.
func readHolders() error {
	for _, h := range []struct {
		*holder
		file, organisation, person string
		by                         *holder
		serial                     int64
	}{
		{&documentRoot, "documents-root", "Notaries of Example", "Made-up Root for Documents", &documentRoot, 1},
		{&treasurer, "notary", "Lantern Party", "Bram Tollivant", &documentRoot, 2},
		{&impostor, "attacker", "Lantern Party", "Bram Tollivant", &impostor, 3},
	} {
		var err error
		if h.key, err = readKey(h.file); err != nil {
			return err
		}
		h.subject, h.holder.serial, h.isIssuer = name(h.organisation, h.person), h.serial, h.holder == &documentRoot
		h.certify(h.by, time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC))
	}
	return nil
}

// roots is the file roots.pem.
func roots() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: documentRoot.cert})
}
