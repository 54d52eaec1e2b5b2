package officesig

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"

	"assay/finding"
	"assay/sign/cert"
	"assay/sign/xmlsig"
)

// outer are the parts of a certificate around its words. RFC 5280 §4.1
type outer struct {
	tbs, algorithm, value []byte
}

func split(raw []byte) (o outer, ok bool) {
	in := cryptobyte.String(raw)
	var seq, tbs, alg, bits cryptobyte.String
	if !in.ReadASN1(&seq, casn1.SEQUENCE) || !seq.ReadASN1Element(&tbs, casn1.SEQUENCE) ||
		!seq.ReadASN1Element(&alg, casn1.SEQUENCE) || !seq.ReadASN1(&bits, casn1.BIT_STRING) || len(bits) == 0 {
		return o, false
	}
	return outer{tbs, alg, bits[1:]}, true
}

// mayLink counts the mathematics of certificates. Beyond the bound nothing more
// is found, and a finding says so.
func (r *reading) mayLink() bool {
	if r.links++; r.links == maxLinks {
		r.find(finding.Finding{ID: "office/signature-cut", Outcome: finding.CouldNotRun, Says: finding.Neutral, Where: "the certificates",
			Why: "So many certificates came with the signatures that not all were compared with each other."})
	}
	return r.links < maxLinks
}

// issued says whether the key of issuer made the signature on c.
func (r *reading) issued(issuer, c *xmlsig.Certificate) bool {
	o, ok := split(c.Raw)
	if !ok || !r.mayLink() {
		return false
	}
	a, err := cert.ParseAlgorithm(o.algorithm)
	return err == nil && cert.Verify(issuer.Parsed.Public, a, o.tbs, o.value) == nil
}

// altered tells of a certificate that was changed after it was made: the
// signature on it was made with a key at hand, over other words. Only RSA shows
// that: its padding says whose key it was, and what was digested, even where
// the certificate now names no algorithm that is known.
func (r *reading) altered(c *xmlsig.Certificate, rest []xmlsig.Certificate, where string) {
	o, ok := split(c.Raw)
	if !ok {
		return
	}
	for i := -1; i < len(rest); i++ {
		maker, whose := c, "its holder's own"
		if i >= 0 {
			maker, whose = &rest[i], fmt.Sprintf("that of %q, whose certificate stands beside it", holder(&rest[i]))
		}
		key, isRSA := maker.Parsed.Public.(*rsa.PublicKey)
		if !isRSA || !r.mayLink() {
			continue
		}
		content, opened := xmlsig.Opened(key, o.value)
		hash, digest := digestInfo(content)
		if !opened || hash == 0 {
			continue
		}
		if !bytes.Equal(sum(hash, o.tbs), digest) {
			r.add(finding.Contradicts, "office/signature-certificate-altered", where,
				fmt.Sprintf("The certificate that names %q was changed after it was made: the signature on it was made with a key at hand, %s, over other words than stand in it now (their %s is %x). What it says of the signer cannot be believed.", holder(c), whose, cert.HashName(hash), digest),
				"open the signature on the certificate with that key (openssl pkeyutl -verifyrecover): the digest is not that of the certificate's body (openssl asn1parse -strparse 4)")
		}
		return
	}
}

// digestInfo is what an RSA signature holds. RFC 8017 §9.2
func digestInfo(der []byte) (hash crypto.Hash, digest []byte) {
	in := cryptobyte.String(der)
	var seq, alg, octets cryptobyte.String
	if !in.ReadASN1(&seq, casn1.SEQUENCE) || !seq.ReadASN1Element(&alg, casn1.SEQUENCE) || !seq.ReadASN1(&octets, casn1.OCTET_STRING) || !seq.Empty() || !in.Empty() {
		return 0, nil
	}
	hash, err := cert.ParseHash(alg)
	if err != nil || !hash.Available() || len(octets) != hash.Size() {
		return 0, nil
	}
	return hash, octets
}
