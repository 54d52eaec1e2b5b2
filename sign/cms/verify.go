package cms

import (
	"bytes"
	"crypto"
	"crypto/sha1"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"

	"assay/document"
	"assay/finding"
	"assay/sign/cert"
)

// Verdict is one signature with what is odd about its form and decides nothing.
type Verdict struct {
	document.Signature
	Odd []string // plain words, lower case, no full stop
}

// Signatures verifies every signer over the content: the parts one after
// another, or what stands inside where no part is given. Type, Where, Form,
// Covers and the rest of what only the document's format knows stay empty.
func (s *Signed) Signatures(parts ...[]byte) (list []Verdict) {
	if len(parts) == 0 && !s.Detached {
		parts = [][]byte{s.Content}
	}
	for i := range s.Signers {
		list = append(list, s.verdict(&s.Signers[i], parts))
	}
	return list
}

// verdict fills in what one signer says.
func (s *Signed) verdict(signer *Signer, parts [][]byte) (v Verdict) {
	v.Odd = append(slices.Clone(s.Odd), signer.odd...)
	if signer.trouble == nil {
		v.Algorithm = signer.Algorithm.String()
	}
	if !signer.Claimed.IsZero() {
		v.Claimed = &document.Time{What: document.Stamped, At: signer.Claimed.Format(time.RFC3339), Where: "signingTime attribute"}
	}
	own := s.certificate(signer)
	if own != nil {
		describe(&v.Signature, own, s.Certificates)
	} else {
		v.Certificates = s.Certificates
	}
	v.Result, v.Reason = s.compute(signer, own, parts)
	for i, token := range signer.Stamps {
		stamp := Stamp(token, signer.Value)
		if v.Stamp == nil || v.Stamp.Result != finding.Pass && stamp.Result == finding.Pass {
			v.Stamp = &stamp
		}
		if i > 0 {
			v.Odd = append(v.Odd, "it carries several time stamps; the first that holds is told")
		}
	}
	return v
}

// describe tells who the certificate says that the signer is.
func describe(sig *document.Signature, own *cert.Certificate, all [][]byte) {
	sig.Signer, sig.Issuer = own.Holder, own.Issuer
	sig.Certificates = [][]byte{own.Raw}
	for _, raw := range all {
		if !bytes.Equal(raw, own.Raw) {
			sig.Certificates = append(sig.Certificates, raw)
		}
	}
}

// certificate finds the signer's own among those that came along.
func (s *Signed) certificate(signer *Signer) *cert.Certificate {
	for _, raw := range s.Certificates {
		c, err := cert.Parse(raw)
		if err != nil {
			continue
		}
		if signer.keyID != nil {
			if bytes.Equal(c.SubjectKeyID, signer.keyID) || bytes.Equal(keyHash(c.RawKey), signer.keyID) {
				return c
			}
			continue
		}
		if c.Serial.Cmp(signer.serial) == 0 && cert.SameName(c.RawIssuer, signer.issuer) {
			return c
		}
	}
	return nil
}

// keyHash is the identifier of a key by the first method of RFC 5280 §4.2.1.2.
func keyHash(spki []byte) []byte {
	in := cryptobyte.String(spki)
	var seq, alg, bits cryptobyte.String
	if !in.ReadASN1(&seq, casn1.SEQUENCE) || !seq.ReadASN1(&alg, casn1.SEQUENCE) || !seq.ReadASN1(&bits, casn1.BIT_STRING) || len(bits) == 0 {
		return nil
	}
	sum := sha1.Sum(bits[1:])
	return sum[:]
}

// compute does the mathematics. RFC 5652 §5.4, §5.6
func (s *Signed) compute(signer *Signer, own *cert.Certificate, parts [][]byte) (finding.Result, string) {
	switch {
	case signer.trouble != nil:
		return finding.PermError, signer.trouble.Error()
	case own == nil:
		return finding.PermError, "the signer's certificate did not come with the signature"
	case s.Detached && len(parts) == 0:
		return finding.PermError, "what is signed is not at hand"
	}
	var err error
	if signer.setDER == nil {
		err = verifyParts(own.Public, signer.Algorithm, parts, signer.Value)
	} else if err = verifyAttributes(signer, own); err == nil {
		err = signer.checkDigest(parts)
	}
	var changed changedError
	switch {
	case errors.Is(err, cert.ErrMismatch), errors.As(err, &changed):
		return finding.Fail, err.Error()
	case err != nil:
		return finding.PermError, err.Error()
	}
	if why := signer.otherCertificate(own); why != "" {
		return finding.Fail, why
	}
	why := cert.Refused(signer.Algorithm, own.Public)
	if why == "" {
		why = cert.Refused(cert.Algorithm{Hash: signer.Digest}, nil)
	}
	if why != "" {
		return finding.Policy, why
	}
	return finding.Pass, ""
}

// changedError says that the signature holds, over other bytes.
type changedError string

func (e changedError) Error() string { return string(e) }

// verifyParts verifies a signature over the content itself.
func verifyParts(public crypto.PublicKey, a cert.Algorithm, parts [][]byte, value []byte) error {
	if a.Scheme == cert.Ed25519 {
		return cert.Verify(public, a, bytes.Join(parts, nil), value)
	}
	return cert.VerifyDigest(public, a, digest(a.Hash, parts), value)
}

func digest(h crypto.Hash, parts [][]byte) []byte {
	sum := h.New()
	for _, p := range parts {
		sum.Write(p)
	}
	return sum.Sum(nil)
}

// verifyAttributes verifies the value over the signed attributes, as stored or
// in the order of DER.
func verifyAttributes(signer *Signer, own *cert.Certificate) error {
	err := cert.Verify(own.Public, signer.Algorithm, signer.setDER, signer.Value)
	if errors.Is(err, cert.ErrMismatch) {
		if again := sorted(signer.setDER); !bytes.Equal(again, signer.setDER) {
			err = cert.Verify(own.Public, signer.Algorithm, again, signer.Value)
		}
	}
	return err
}

// checkDigest compares the content with the messageDigest attribute. RFC 5652 §11.2
func (s *Signer) checkDigest(parts [][]byte) error {
	values := cryptobyte.String(s.signed[attrMessageDigest])
	var want cryptobyte.String
	if !values.ReadASN1(&want, casn1.OCTET_STRING) {
		return errors.New("the signed attributes do not say what was signed")
	}
	if !bytes.Equal(want, digest(s.Digest, parts)) {
		return changedError("the signature is whole, but the bytes that it is said to cover are not those that were signed")
	}
	return nil
}

// otherCertificate says that the signer named another certificate than the one
// that came along. RFC 5035 §5.4
func (s *Signer) otherCertificate(own *cert.Certificate) string {
	if s.named == nil || !s.nameBy.Available() || bytes.Equal(s.named, digest(s.nameBy, [][]byte{own.Raw})) {
		return ""
	}
	return fmt.Sprintf("the signer named another certificate than that of %q, which came along and has the same key", own.Holder)
}
