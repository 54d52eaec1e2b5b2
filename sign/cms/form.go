package cms

import (
	"bytes"
	"crypto"
	"errors"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"

	"assay/document"
	"assay/finding"
	"assay/sign/cert"
)

// The forms of signatures in PDF: its SubFilter. ISO 32000-2 §12.8.3, table 260
const (
	FormDetached = "adbe.pkcs7.detached"
	FormSHA1     = "adbe.pkcs7.sha1"
	FormCAdES    = "ETSI.CAdES.detached"
	FormStamp    = "ETSI.RFC3161"
	FormRSA      = "adbe.x509.rsa_sha1"
)

// Form verifies the contents of a signature in a form of PDF over the parts of
// the file. Certificates are those that stand beside it, for FormRSA alone. The
// verdict is permerror where contents or form cannot be read.
func Form(form string, contents []byte, certificates [][]byte, parts ...[]byte) Verdict {
	switch form {
	case FormRSA:
		return rawRSA(contents, certificates, parts)
	case FormStamp:
		return documentStamp(contents, parts)
	case FormDetached, FormCAdES, FormSHA1:
		return signedForm(form, contents, parts)
	}
	return unread(fmt.Errorf("form %q is not read", form))
}

func unread(err error) Verdict {
	return Verdict{Signature: document.Signature{Result: finding.PermError, Reason: err.Error()}}
}

func signedForm(form string, contents []byte, parts [][]byte) Verdict {
	s, err := Parse(contents)
	if err != nil {
		return unread(err)
	}
	if len(s.Signers) == 0 {
		return unread(errors.New("it holds certificates and no signature"))
	}
	var list []Verdict
	switch {
	case form == FormSHA1:
		list = s.Signatures()
		sum := digest(crypto.SHA1, parts)
		if first := &list[0]; holds(first.Result) {
			first.Result, first.Reason = finding.Policy, cert.Refused(cert.Algorithm{Hash: crypto.SHA1}, nil)
			if !bytes.Equal(s.Content, sum) {
				first.Result, first.Reason = finding.Fail, "the signature is whole, but the bytes that it is said to cover are not those that were signed"
			}
		}
	case !s.Detached && len(s.Content) > 0:
		list = s.Signatures(parts...)
		if first := &list[0]; first.Result == finding.Fail && holds(s.Signatures()[0].Result) {
			first.Reason = "it signs other content that it carries itself, not the document"
		}
		list[0].Odd = append(list[0].Odd, "it carries content of its own, where the form has none")
	default:
		list = s.Signatures(parts...)
	}
	v := list[0]
	if len(list) > 1 {
		v.Odd = append(v.Odd, fmt.Sprintf("it has %d signers where the form has one; the first is told", len(list)))
	}
	if len(s.Rest) > 0 {
		v.Odd = append(v.Odd, fmt.Sprintf("%d bytes that are not zero stand after it in the reserved space", len(s.Rest)))
	}
	return v
}

func holds(r finding.Result) bool { return r == finding.Pass || r == finding.Policy }

// documentStamp verifies a time stamp over the document. ISO 32000-2 §12.8.5
func documentStamp(contents []byte, parts [][]byte) Verdict {
	stamp := Stamp(contents, parts...)
	v := Verdict{Signature: document.Signature{Result: stamp.Result, Reason: stamp.Reason, Signer: stamp.Authority, Certificates: stamp.Certificates, Stamp: &stamp}}
	if len(stamp.Certificates) > 0 {
		if own, err := cert.Parse(stamp.Certificates[0]); err == nil && stamp.Authority != "" {
			v.Issuer = own.Issuer
		}
	}
	if s, err := Parse(contents); err == nil && len(s.Signers) == 1 && s.Signers[0].trouble == nil {
		v.Algorithm = s.Signers[0].Algorithm.String()
	}
	return v
}

// rawRSA verifies a bare PKCS #1 signature in an OCTET STRING; the hash is SHA-1
// by its name, but later versions allow others. ISO 32000-1 §12.8.3.2
func rawRSA(contents []byte, certificates [][]byte, parts [][]byte) Verdict {
	in := cryptobyte.String(contents)
	var value cryptobyte.String
	if !in.ReadASN1(&value, casn1.OCTET_STRING) {
		return unread(errors.New("the signature value cannot be read"))
	}
	if len(certificates) == 0 {
		return unread(errors.New("no certificate stands beside the signature"))
	}
	own, err := cert.Parse(certificates[0])
	if err != nil {
		return unread(err)
	}
	var v Verdict
	describe(&v.Signature, own, certificates)
	err = cert.ErrMismatch
	for _, h := range []crypto.Hash{crypto.SHA1, crypto.SHA256, crypto.SHA384, crypto.SHA512, crypto.RIPEMD160} {
		a := cert.Algorithm{Scheme: cert.RSA, Hash: h}
		if err = cert.VerifyDigest(own.Public, a, digest(h, parts), value); err == nil {
			v.Algorithm, v.Result = a.String(), finding.Pass
			if why := cert.Refused(a, own.Public); why != "" {
				v.Result, v.Reason = finding.Policy, why
			}
			return v
		}
	}
	v.Algorithm, v.Result, v.Reason = "rsa", finding.Fail, err.Error()
	if !errors.Is(err, cert.ErrMismatch) {
		v.Result = finding.PermError
	}
	return v
}
