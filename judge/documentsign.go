package judge

import (
	"bytes"
	"slices"
	"time"

	"assay/document"
	"assay/finding"
	"assay/sign/cert"
)

// DocumentSignature is one signature of a document. The mathematics, whose
// certificate it is, and when it was made are three answers.
type DocumentSignature struct {
	document.Signature
	Trust      *cert.Answer `json:"trust"`                 // nil where the mathematics already fails
	StampTrust *cert.Answer `json:"stamp_trust,omitempty"` // of the time stamp's authority
	disputed   bool         // something read off the document contradicts what its signatures seem to say
}

// documentSignature judges one signature under the roots of the examiner, at the
// time that is best vouched for.
func (j *Judge) documentSignature(s document.Signature) DocumentSignature {
	judged := DocumentSignature{Signature: s}
	if !judged.holds() {
		return judged
	}
	at := j.Now
	if s.Claimed != nil {
		if t, ok := moment(s.Claimed.At); ok {
			at = t
		}
	}
	if s.Stamp != nil && (s.Stamp.Result == finding.Pass || s.Stamp.Result == finding.Policy) {
		if t, ok := moment(s.Stamp.At); ok {
			answer := cert.Chain(s.Stamp.Certificates, j.Roots, t)
			judged.StampTrust = &answer
			if judged.stamped() {
				at = t
			}
		}
	}
	answer := cert.Chain(s.Certificates, j.Roots, at)
	judged.Trust = &answer
	return judged
}

// holds reports whether the signed bytes verify.
func (s *DocumentSignature) holds() bool {
	return s.Result == finding.Pass || s.Result == finding.Policy
}

// stamped reports whether an authority that the examiner trusts vouches for the
// time: by a certificate that its issuer made for that.
func (s *DocumentSignature) stamped() bool {
	if s.StampTrust == nil || s.StampTrust.Trust != cert.Trusted {
		return false
	}
	authority, err := cert.Parse(s.Stamp.Certificates[0])
	return err == nil && authority.ForStamping()
}

// signedAgain reports whether the holder of the certificate of s also signed what
// stands there now: then he corrected the document himself.
func signedAgain(s *document.Signature, all []document.Signature) bool {
	return len(s.Certificates) > 0 && slices.ContainsFunc(all, func(o document.Signature) bool {
		worst := document.Worst(o.Changes)
		now := o.Whole || worst == document.Harmless || worst == document.Allowed
		holds := o.Result == finding.Pass || o.Result == finding.Policy
		return now && holds && o.Type == document.SignedPDF && len(o.Certificates) > 0 && bytes.Equal(o.Certificates[0], s.Certificates[0])
	})
}

// moment reads a time of a document; without a zone it is taken for UTC.
func moment(at string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, at); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
