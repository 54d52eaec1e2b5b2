package c2pa

import (
	"errors"

	"github.com/fxamacker/cbor/v2"
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"assay/document"
	"assay/finding"
	"assay/sign/cms"
)

// stamp verifies the time stamp that a signature carries, nil where it carries
// none. Version 1 stamps the claim, version 2 the signature's value, both within
// the structure of a COSE countersignature. C2PA 2.1 §10.3
func (s *coseSign) stamp(claim []byte) *document.Stamp {
	if len(s.stamps) == 0 {
		return nil
	}
	t := s.stamps[0]
	payload, err := claim, error(nil)
	if t.name == "sigTst2" {
		payload, err = cbor.Marshal(s.value)
	}
	var stamped, der []byte
	if err == nil {
		stamped, err = s.toBeSigned("CounterSignature", payload)
	}
	if err == nil {
		der, err = bareToken(t.der)
	}
	if err != nil {
		return &document.Stamp{Result: finding.PermError, Reason: err.Error()}
	}
	out := cms.Stamp(der, stamped)
	return &out
}

// bareToken takes the token out of a TimeStampResp, in which version 1 keeps
// it. RFC 3161 §2.4.2
func bareToken(der []byte) ([]byte, error) {
	in := cryptobyte.String(der)
	var response, status cryptobyte.String
	if !in.ReadASN1(&response, asn1.SEQUENCE) {
		return nil, errors.New("the time stamp is not a sequence")
	}
	if !response.PeekASN1Tag(asn1.SEQUENCE) {
		return der, nil
	}
	if !response.ReadASN1(&status, asn1.SEQUENCE) || response.Empty() {
		return nil, errors.New("the authority answered without a time stamp")
	}
	return response, nil
}

// noteStamp says what a time stamp is worth, where that is not what it should be.
func (r *report) noteStamp(m *manifest, s *coseSign, stamp *document.Stamp) {
	where := r.where(m, "time stamp")
	if len(s.stamps) > 1 {
		r.add("c2pa/several-stamps", finding.Found, finding.Neutral, where, "The signature carries several time stamps, where one is allowed; the first is read.")
	}
	switch {
	case stamp == nil:
	case stamp.Result == finding.Fail:
		r.add("c2pa/stamp-differs", finding.Found, finding.Neutral, where, sentence("the time stamp does not hold: "+stamp.Reason)+" Where the claim was changed after it was signed, this follows from it.")
	case stamp.Result == finding.PermError:
		r.add("c2pa/stamp-unread", finding.CouldNotRun, finding.Neutral, where, sentence("the time stamp cannot be read: "+stamp.Reason))
	}
}
