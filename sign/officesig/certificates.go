package officesig

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"

	"assay/finding"
	"assay/sign/xmlsig"
)

// certificates looks for what is wrong with the certificates that a reader is
// shown.
func (r *reading) certificates(s *xmlsig.Signature, q qualities, where string) {
	r.bareKey(s, where)
	if len(s.KeyProblems) > 0 {
		r.unread(where, errors.New(some(s.KeyProblems)))
	}
	if q.unreadable > 0 {
		r.unread(where, fmt.Errorf("%d of the certificates that came along in its properties", q.unreadable))
	}
	signer := shown(s)
	if signer == nil || signer.Parsed == nil {
		return
	}
	rest := others(signer, s.Certificates, q.values)
	for i := range s.Certificates {
		if c := &s.Certificates[i]; c.Parsed != nil {
			r.altered(c, others(c, s.Certificates, q.values), where)
		}
	}
	if s.By != nil {
		r.numbered(s, append(rest, *signer), where)
		r.named(signer, rest, q, where)
		r.beside(s, rest, where)
	}
}

// others are the certificates of all lists that can be read, but c.
func others(c *xmlsig.Certificate, lists ...[]xmlsig.Certificate) (rest []xmlsig.Certificate) {
	for _, o := range slices.Concat(lists...) {
		if o.Parsed != nil && !bytes.Equal(o.Raw, c.Raw) {
			rest = append(rest, o)
		}
	}
	return rest
}

// bareKey tells of a value that a key without a certificate verifies.
func (r *reading) bareKey(s *xmlsig.Signature, where string) {
	if !s.BareKey {
		return
	}
	const recheck = "take the KeyValue out of the signature file: xmlsec1 --verify then fails under the certificate's key"
	switch {
	case len(s.Certificates) == 0:
		r.add(finding.Limits, "office/signature-bare-key", where,
			"The signature verifies under a key that stands there bare. No certificate says whose it is; whoever changed the document could have made it. Some tools sign so by design.", recheck)
	case readable(s.Certificates) < len(s.Certificates):
		r.add(finding.Limits, "office/signature-bare-key", where,
			"The signature verifies under a key that stands there bare. A certificate stands beside it whose key cannot be read; it may be the same one.", recheck)
	default:
		r.add(finding.Contradicts, "office/signature-key", where,
			fmt.Sprintf("The signature was made with a key that stands there bare, and not with that of the certificate beside it, which names %q and which programmes show as the signer's. No programme is known to write this.", holder(&s.Certificates[0])), recheck)
	}
}

// holder is who a certificate names.
func holder(c *xmlsig.Certificate) string {
	if c.Parsed == nil {
		return "a certificate that cannot be read"
	}
	if c.Parsed.Holder == "" {
		return "a certificate without a name"
	}
	return c.Parsed.Holder
}

// beside tells of certificates in KeyInfo that are neither the signer's nor of
// those that vouch for it. XML Signature 1.1 §4.5.4: all must relate to the key
// that verifies.
func (r *reading) beside(s *xmlsig.Signature, rest []xmlsig.Certificate, where string) {
	related := []*xmlsig.Certificate{s.By}
	for grown := true; grown; {
		grown = false
		for i := range rest {
			c := &rest[i]
			if holds(related, c) {
				continue
			}
			for _, below := range related {
				if r.issued(c, below) {
					related, grown = append(related, c), true
					break
				}
			}
		}
	}
	for i := range s.Certificates {
		c := &s.Certificates[i]
		if c.Parsed == nil || holds(related, c) || bytes.Equal(c.Parsed.RawKey, s.By.Parsed.RawKey) || mayIssue(c.Raw) || serves(c.Raw) {
			continue
		}
		const recheck = "take the second certificate out of the signature file: xmlsec1 --verify still succeeds; take the first one out: it fails"
		if bytes.Equal(c.Parsed.RawSubject, s.By.Parsed.RawSubject) {
			r.add(finding.Limits, "office/signature-certificate-doubled", where,
				fmt.Sprintf("Two certificates of different keys name %q. The signature was made with one; some programmes show the other as the signer's. Somebody who renewed his certificate and kept both causes this too.", holder(c)), recheck)
			continue
		}
		r.add(finding.Contradicts, "office/signature-certificate-doubled", where,
			fmt.Sprintf("The signature was made with the key of %q. A certificate of another, %q, stands beside it; some programmes show that one as the signer's. No programme is known to write this, and the standard forbids it.", holder(s.By), holder(c)), recheck)
	}
}

func holds(list []*xmlsig.Certificate, c *xmlsig.Certificate) bool {
	for _, other := range list {
		if bytes.Equal(other.Raw, c.Raw) {
			return true
		}
	}
	return false
}

// mayIssue says whether a certificate is that of an authority, or may be one: an
// authority too many in a signature deceives nobody.
func mayIssue(raw []byte) bool {
	c, err := x509.ParseCertificate(raw)
	return err != nil || c.IsCA || c.Version < 3 && bytes.Equal(c.RawSubject, c.RawIssuer)
}

// serves says whether a certificate is that of a service, which signs no
// documents: time stamps, or answers about other certificates.
func serves(raw []byte) bool {
	c, err := x509.ParseCertificate(raw)
	return err == nil && len(c.ExtKeyUsage) > 0 && !slices.ContainsFunc(c.ExtKeyUsage, func(u x509.ExtKeyUsage) bool {
		return u != x509.ExtKeyUsageTimeStamping && u != x509.ExtKeyUsageOCSPSigning
	})
}
