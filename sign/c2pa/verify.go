package c2pa

import (
	"crypto"
	"errors"
	"fmt"

	"assay/sign/cert"
)

// algorithms by their COSE numbers: those of C2PA 2.1 §13.2, and PKCS #1 v1.5,
// which it does not allow. RFC 9053 §2, RFC 8812 §2
var algorithms = map[int64]cert.Algorithm{
	-7:   {Scheme: cert.ECDSAPlain, Hash: crypto.SHA256},
	-35:  {Scheme: cert.ECDSAPlain, Hash: crypto.SHA384},
	-36:  {Scheme: cert.ECDSAPlain, Hash: crypto.SHA512},
	-37:  {Scheme: cert.PSS, Hash: crypto.SHA256},
	-38:  {Scheme: cert.PSS, Hash: crypto.SHA384},
	-39:  {Scheme: cert.PSS, Hash: crypto.SHA512},
	-8:   {Scheme: cert.Ed25519},
	-257: {Scheme: cert.RSA, Hash: crypto.SHA256},
	-258: {Scheme: cert.RSA, Hash: crypto.SHA384},
	-259: {Scheme: cert.RSA, Hash: crypto.SHA512},
}

// verify checks the value over the claim under the certificate's key; the
// problem is nil where it verifies and C2PA allows the algorithm.
func (s *coseSign) verify(c *cert.Certificate, claim []byte) *problem {
	a, known := algorithms[s.algorithm]
	switch {
	case !known:
		return &problem{unread, fmt.Sprintf("the signature's algorithm, number %d of COSE, is not read", s.algorithm)}
	case c.Public == nil:
		return &problem{unread, "the signer's key is not read: " + c.KeyReason}
	}
	message, err := s.toBeSigned("Signature1", claim)
	if err != nil {
		return &problem{malformed, err.Error()}
	}
	switch err := cert.Verify(c.Public, a, message, s.value); {
	case errors.Is(err, cert.ErrMismatch):
		return &problem{altered, "the signature does not verify over the claim"}
	case err != nil:
		return &problem{unread, err.Error()}
	case a.Scheme == cert.RSA:
		return &problem{weak, fmt.Sprintf("it is signed with %s, which C2PA does not allow", a)}
	}
	if why := cert.Refused(a, c.Public); why != "" {
		return &problem{weak, why}
	}
	return nil
}
