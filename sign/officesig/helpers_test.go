package officesig

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"testing"
	"time"

	"assay/sign/xmlsig"
)

// person is a made-up signer.
type person struct {
	key crypto.Signer
	raw []byte // his certificate, DER
}

var serial int64

// newPerson makes a certificate signed by its own key, or by issuer's.
func newPerson(t testing.TB, name string, key crypto.Signer, issuer *person, ca bool) person {
	t.Helper()
	serial++
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: name}, IsCA: ca, BasicConstraintsValid: true,
		NotBefore: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	parent, signer := template, key
	if issuer != nil {
		c, err := x509.ParseCertificate(issuer.raw)
		if err != nil {
			t.Fatal(err)
		}
		parent, signer = c, issuer.key
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), signer)
	if err != nil {
		t.Fatal(err)
	}
	return person{key, raw}
}

func ecKey(t testing.TB) crypto.Signer {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func rsaKey(t testing.TB) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func b64(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

func sha(data []byte) string {
	h := sha256.Sum256(data)
	return b64(h[:])
}

// x509Data is a KeyInfo's part for certificates.
func x509Data(list ...[]byte) string {
	var b strings.Builder
	b.WriteString("<X509Data>")
	for _, raw := range list {
		fmt.Fprintf(&b, "<X509Certificate>%s</X509Certificate>", b64(raw))
	}
	return b.String() + "</X509Data>"
}

const (
	dsig    = "http://www.w3.org/2000/09/xmldsig#"
	sha256u = "http://www.w3.org/2001/04/xmlenc#sha256"
	c14n    = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
)

// reference is one Reference element; transforms may be empty.
func reference(uri, digest, transforms string) string {
	if transforms != "" {
		transforms = "<Transforms>" + transforms + "</Transforms>"
	}
	return fmt.Sprintf(`<Reference URI="%s">%s<DigestMethod Algorithm="%s"/><DigestValue>%s</DigestValue></Reference>`, uri, transforms, sha256u, digest)
}

func transformBy(algorithm string) string {
	return fmt.Sprintf(`<Transform Algorithm="%s"/>`, algorithm)
}

var placeholder = regexp.MustCompile(`\{#[^}]+\}`)

// sealed fills the digests {#Id} in text, and signs its SignedInfo into {value}.
func sealed(t testing.TB, text string, who person) string {
	t.Helper()
	text = placeholder.ReplaceAllStringFunc(text, func(p string) string {
		return sha(canonical(t, text, func(e *xmlsig.Element) bool { return e.Attribute("Id") == p[2:len(p)-1] }))
	})
	digest := sha256.Sum256(canonical(t, text, func(e *xmlsig.Element) bool { return e.Local == "SignedInfo" }))
	value, err := who.key.Sign(rand.Reader, digest[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	if _, isEC := who.key.(*ecdsa.PrivateKey); isEC {
		value = plain(t, value)
	}
	return strings.Replace(text, "{value}", b64(value), 1)
}

// canonical is the first element of text that is wanted, in canonical form.
func canonical(t testing.TB, text string, want func(*xmlsig.Element) bool) []byte {
	t.Helper()
	tree, err := xmlsig.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for e := range tree.Root.Descendants() {
		if want(e) {
			var b bytes.Buffer
			if err := e.Canonicalise(&b, xmlsig.Method{}); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		}
	}
	t.Fatal("no such element")
	return nil
}

// method is the SignatureMethod that fits a person's key.
func (p person) method() string {
	if _, isEC := p.key.(*ecdsa.PrivateKey); isEC {
		return "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
	}
	return "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
}

// signatureOf is an unsealed Signature.
func (p person) signatureOf(references, objects string) string {
	return fmt.Sprintf(`<Signature xmlns="%s" Id="sig"><SignedInfo><CanonicalizationMethod Algorithm="%s"/><SignatureMethod Algorithm="%s"/>%s</SignedInfo><SignatureValue>{value}</SignatureValue><KeyInfo>%s</KeyInfo>%s</Signature>`,
		dsig, c14n, p.method(), references, x509Data(p.raw), objects)
}

// properties are XAdES properties that name p's certificate.
func (p person) properties(at string) string {
	return fmt.Sprintf(`<Object><xd:QualifyingProperties xmlns:xd="%s" Target="#sig"><xd:SignedProperties Id="props"><xd:SignedSignatureProperties><xd:SigningTime>%s</xd:SigningTime><xd:SigningCertificate><xd:Cert><xd:CertDigest><DigestMethod Algorithm="%s"/><DigestValue>%s</DigestValue></xd:CertDigest></xd:Cert></xd:SigningCertificate></xd:SignedSignatureProperties></xd:SignedProperties></xd:QualifyingProperties></Object>`,
		xades, at, sha256u, sha(p.raw))
}

// plain turns an ECDSA value of DER into two numbers of equal length.
func plain(t testing.TB, der []byte) []byte {
	t.Helper()
	var rs struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(der, &rs); err != nil {
		t.Fatal(err)
	}
	return append(rs.R.FillBytes(make([]byte, 32)), rs.S.FillBytes(make([]byte, 32))...)
}
