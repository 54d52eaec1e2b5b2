package xmlsig

import (
	"crypto"
	//lint:ignore SA1019 keys of their time are still read
	"crypto/dsa"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"assay/sign/cert"
)

// Space is the namespace of XML signatures, Space11 that of their version 1.1.
const (
	Space   = "http://www.w3.org/2000/09/xmldsig#"
	Space11 = "http://www.w3.org/2009/xmldsig11#"
)

// Certificate is one X509Certificate.
type Certificate struct {
	Raw    []byte            // DER, or what stands in its place
	Parsed *cert.Certificate // nil where it cannot be read
}

// DecodeBase64 decodes what XML has as base64Binary: blanks do not count.
func DecodeBase64(text string) ([]byte, error) {
	joined := strings.Map(func(r rune) rune {
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, text)
	return base64.StdEncoding.Strict().DecodeString(joined)
}

// ReadCertificate reads an element that holds a certificate in base64.
func ReadCertificate(e *Element) (Certificate, error) {
	der, err := DecodeBase64(e.Text())
	if err != nil {
		return Certificate{}, fmt.Errorf("a certificate is not base64: %w", err)
	}
	c := Certificate{Raw: der}
	c.Parsed, err = cert.Parse(der)
	if err != nil {
		return c, fmt.Errorf("a certificate cannot be read: %w", err)
	}
	return c, nil
}

// keyInfo is what a KeyInfo offers, each certificate once.
type keyInfo struct {
	certificates []Certificate
	bare         []crypto.PublicKey
	serials      []string // of X509IssuerSerial
	other        []string // names of what is not followed
	problems     []string
}

// readKeyInfo reads a KeyInfo. XML Signature 1.1 §4.5
func readKeyInfo(e *Element) (k keyInfo) {
	for c := range e.Children() {
		var err error
		switch {
		case len(k.bare) > MaxKeys:
			k.problems = append(k.problems, fmt.Sprintf("more than %d bare keys", MaxKeys))
			return k
		case c.Space == Space && c.Local == "X509Data":
			err = k.x509Data(c)
		case c.Space == Space && c.Local == "KeyValue":
			err = k.keyValue(c)
		case c.Space == Space && c.Local == "KeyName":
		default:
			k.other = append(k.other, c.Local)
		}
		if err != nil {
			k.problems = append(k.problems, err.Error())
		}
	}
	return k
}

func (k *keyInfo) x509Data(data *Element) (err error) {
	for c := range data.Children() {
		if number := c.Child(Space, "X509SerialNumber"); number != nil && len(k.serials) < MaxKeys {
			k.serials = append(k.serials, strings.TrimSpace(number.Text()))
		}
		if c.Space != Space || c.Local != "X509Certificate" {
			continue
		}
		if len(k.certificates) >= MaxKeys {
			return fmt.Errorf("more than %d certificates", MaxKeys)
		}
		certificate, problem := ReadCertificate(c)
		if problem != nil {
			err = problem
		}
		if certificate.Raw != nil && !slices.ContainsFunc(k.certificates, func(o Certificate) bool { return slices.Equal(o.Raw, certificate.Raw) }) {
			k.certificates = append(k.certificates, certificate)
		}
	}
	return err
}

var errKeyValue = errors.New("a bare key cannot be read")

// keyValue reads a bare key. XML Signature 1.1 §4.5.2
func (k *keyInfo) keyValue(e *Element) error {
	numbers := func(in *Element, names ...string) (list []*big.Int, err error) {
		for _, name := range names {
			c := in.Child(Space, name)
			raw, err := DecodeBase64(c.Text())
			if c == nil || err != nil || len(raw) == 0 || len(raw) > maxKeyBits/8 {
				return nil, errKeyValue
			}
			list = append(list, new(big.Int).SetBytes(raw))
		}
		return list, nil
	}
	for c := range e.Children() {
		switch c.Local {
		case "RSAKeyValue":
			n, err := numbers(c, "Modulus", "Exponent")
			if err != nil || n[1].BitLen() > 31 || n[1].Int64() < 3 {
				return errKeyValue
			}
			k.bare = append(k.bare, &rsa.PublicKey{N: n[0], E: int(n[1].Int64())})
		case "DSAKeyValue":
			n, err := numbers(c, "P", "Q", "G", "Y")
			if err != nil {
				return err
			}
			k.bare = append(k.bare, &dsa.PublicKey{Parameters: dsa.Parameters{P: n[0], Q: n[1], G: n[2]}, Y: n[3]})
		case "ECKeyValue":
			key, err := curvePoint(c)
			if err != nil {
				return err
			}
			k.bare = append(k.bare, key)
		default:
			k.other = append(k.other, c.Local)
		}
	}
	return nil
}

// curves by the identifiers of XML Signature 1.1 §4.5.2.3.1.
var curves = map[string]elliptic.Curve{
	"urn:oid:1.2.840.10045.3.1.7": elliptic.P256(),
	"urn:oid:1.3.132.0.34":        elliptic.P384(),
	"urn:oid:1.3.132.0.35":        elliptic.P521(),
}

func curvePoint(e *Element) (crypto.PublicKey, error) {
	curve, known := curves[e.Child(Space11, "NamedCurve").uri()]
	raw, err := DecodeBase64(e.Child(Space11, "PublicKey").Text())
	if !known || err != nil {
		return nil, errKeyValue
	}
	key, err := ecdsa.ParseUncompressedPublicKey(curve, raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errKeyValue, err)
	}
	return key, nil
}

func (e *Element) uri() string {
	if e == nil {
		return ""
	}
	return e.Attribute("URI")
}
