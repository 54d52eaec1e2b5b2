package officesig

import (
	"bytes"
	"crypto"
	"fmt"
	"math/big"
	"slices"

	"assay/finding"
	"assay/sign/xmlsig"
)

// named compares the signer's certificate with the one that the signature
// itself names, by its digest. ETSI TS 101 903 §7.2.2, EN 319 132-1 §5.2.2
func (r *reading) named(signer *xmlsig.Certificate, rest []xmlsig.Certificate, q qualities, where string) {
	names := q.named[:min(len(q.named), xmlsig.MaxKeys)]
	if slices.ContainsFunc(names, func(e *xmlsig.Element) bool { return digestOf(e, signer) }) {
		return // those beside it are his chain, in any order
	}
	for _, e := range names {
		for j := range rest {
			if digestOf(e, &rest[j]) && !mayIssue(rest[j].Raw) {
				r.add(finding.Contradicts, "office/signature-certificate-other", where,
					fmt.Sprintf("What was signed names one certificate as the signer's, that of %q, and the signature shows another, of %q. No programme is known to write this.", holder(&rest[j]), holder(signer)),
					"compare CertDigest in SigningCertificate with the digest of each certificate")
				return
			}
		}
	}
	if len(q.named) > 0 {
		r.add(finding.Limits, "office/signature-certificate-unnamed", where,
			fmt.Sprintf("The signature names its certificate by a digest, and that of %q, which it shows, has another. A programme that works the digest out wrongly causes this too.", holder(signer)),
			"compare CertDigest in SigningCertificate with the digest of the certificate")
	}
}

// numbered tells of a certificate that is named by a serial number, and is not
// there: a programme may fetch it from its own store, and show its holder.
func (r *reading) numbered(s *xmlsig.Signature, all []xmlsig.Certificate, where string) {
	for _, text := range s.Serials {
		if len(text) > 100 { // no certificate has so long a number. RFC 5280 §4.1.2.2
			continue
		}
		n, ok := new(big.Int).SetString(text, 10)
		if ok && !slices.ContainsFunc(all, func(c xmlsig.Certificate) bool { return c.Parsed.Serial != nil && c.Parsed.Serial.Cmp(n) == 0 }) {
			r.add(finding.Limits, "office/signature-certificate-serial", where,
				fmt.Sprintf("The signature names a certificate by the serial number %s, and none of those in it has that number. A programme that has it at hand may show its holder as the signer. A programme that leaves out the certificates of those who vouch for the signer causes this too.", n),
				"compare X509SerialNumber with the serial number of each certificate")
			return
		}
	}
}

// digestOf says whether a Cert element has the digest of a certificate.
func digestOf(e *xmlsig.Element, c *xmlsig.Certificate) bool {
	hash, want, ok := certDigest(e)
	return ok && bytes.Equal(sum(hash, c.Raw), want)
}

// certDigest is the digest in a Cert element.
func certDigest(e *xmlsig.Element) (hash crypto.Hash, want []byte, ok bool) {
	for d := range e.Children() {
		if d.Local != "CertDigest" {
			continue
		}
		method := d.Child(xmlsig.Space, "DigestMethod")
		if method == nil {
			return 0, nil, false
		}
		hash, ok = xmlsig.DigestHash(method.Attribute("Algorithm"))
		want, err := xmlsig.DecodeBase64(d.Child(xmlsig.Space, "DigestValue").Text())
		return hash, want, ok && err == nil
	}
	return 0, nil, false
}

func sum(hash crypto.Hash, data []byte) []byte {
	h := hash.New()
	h.Write(data)
	return h.Sum(nil)
}
