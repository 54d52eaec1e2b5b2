package officesig

import (
	"bytes"

	"assay/document"
	"assay/finding"
	"assay/sign/cms"
	"assay/sign/xmlsig"
)

// The namespaces of XAdES. ETSI TS 101 903 §3, EN 319 132-1 §3
const (
	xades    = "http://uri.etsi.org/01903/v1.3.2#"
	xades122 = "http://uri.etsi.org/01903/v1.2.2#"
	xades141 = "http://uri.etsi.org/01903/v1.4.1#"
)

func inXAdES(e *xmlsig.Element) bool {
	return e.Space == xades || e.Space == xades122 || e.Space == xades141
}

// qualities are the XAdES properties of one signature.
type qualities struct {
	named      []*xmlsig.Element    // Cert elements of signed SigningCertificate properties
	signed     bool                 // it has signed properties
	policy     bool                 // it names a policy
	stamps     []*xmlsig.Element    // SignatureTimeStamp
	archive    bool                 // further stamps, over references and the rest
	values     []xmlsig.Certificate // CertificateValues, not signed
	unreadable int                  // of those
	times      []*xmlsig.Element    // SigningTime of signed or seemingly signed properties
}

// qualify collects the properties. What stands in UnsignedProperties may be
// another signature with properties of its own, so nothing in it is taken for
// one of this.
func qualify(s *xmlsig.Signature) (q qualities) {
	for object := range s.Element.Children() {
		if object.Space == xmlsig.Space && object.Local == "Object" {
			q.collect(s, object, false)
		}
	}
	return q
}

// collect goes down from e; unsigned says that it stands in UnsignedProperties.
func (q *qualities) collect(s *xmlsig.Signature, e *xmlsig.Element, unsigned bool) {
	for c := range e.Children() {
		switch {
		case inXAdES(c):
			if q.take(s, c, unsigned) {
				q.collect(s, c, unsigned || c.Local == "UnsignedProperties")
			}
		case !unsigned && !(c.Space == xmlsig.Space && c.Local == "Signature"): // another signature has its own
			q.collect(s, c, false)
		}
	}
}

// take takes in one element; below says whether to go on below it.
func (q *qualities) take(s *xmlsig.Signature, c *xmlsig.Element, unsigned bool) (below bool) {
	switch c.Local {
	case "SignedProperties":
		q.signed = q.signed || s.Signs(c)
	case "SigningTime":
		q.times = append(q.times, c)
	case "Cert":
		if !unsigned && s.Signs(c) {
			q.named = append(q.named, c)
		}
	case "SignaturePolicyId":
		q.policy = q.policy || s.Signs(c)
	case "SignatureTimeStamp":
		q.stamps = append(q.stamps, c)
		return false
	case "SigAndRefsTimeStamp", "RefsOnlyTimeStamp", "ArchiveTimeStamp":
		q.archive = true
		return false
	case "EncapsulatedX509Certificate":
		q.value(c)
		return false
	case "CompleteCertificateRefs", "CounterSignature":
		return false
	}
	return true
}

func (q *qualities) value(e *xmlsig.Element) {
	if len(q.values) >= xmlsig.MaxKeys {
		q.unreadable++
		return
	}
	c, err := xmlsig.ReadCertificate(e)
	if err != nil {
		q.unreadable++
		return
	}
	q.values = append(q.values, c)
}

// form names the profile.
func (q qualities) form() string {
	switch {
	case q.archive:
		return "XAdES-X or -A"
	case len(q.stamps) > 0:
		return "XAdES-T"
	case q.policy:
		return "XAdES-EPES"
	case q.signed:
		return "XAdES-BES"
	}
	return "XML Signature"
}

// stamp is the first time stamp over the value; nil where there is none. ETSI TS
// 101 903 §7.3, EN 319 132-1 §5.3
func (q qualities) stamp(s *xmlsig.Signature) *document.Stamp {
	if len(q.stamps) == 0 {
		return nil
	}
	e := q.stamps[0]
	refuse := func(why string) *document.Stamp {
		return &document.Stamp{Result: finding.PermError, Reason: why}
	}
	var method xmlsig.Method
	var token *xmlsig.Element
	for c := range e.Children() {
		switch {
		case c.Space == xmlsig.Space && c.Local == "CanonicalizationMethod":
			m, err := xmlsig.MethodOf(c)
			if err != nil {
				return refuse(err.Error())
			}
			method = m
		case inXAdES(c) && c.Local == "EncapsulatedTimeStamp":
			token = c
		case inXAdES(c) && c.Local == "Include":
			return refuse("a time stamp that lists what it is over is not read")
		}
	}
	if token == nil {
		return refuse("a time stamp of this form is not read")
	}
	raw, err := xmlsig.DecodeBase64(token.Text())
	if err != nil {
		return refuse("the time stamp is not base64")
	}
	var over bytes.Buffer
	value := s.Element.Child(xmlsig.Space, "SignatureValue")
	if value == nil {
		return refuse("there is no value that it could be over")
	}
	if err := value.Canonicalise(&over, method); err != nil {
		return refuse(err.Error())
	}
	stamp := cms.Stamp(raw, over.Bytes())
	return &stamp
}
