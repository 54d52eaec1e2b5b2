package xmlsig

import (
	"bytes"
	"crypto"
	//lint:ignore SA1019 old signatures are verified
	"crypto/dsa"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"io"
	"math/big"
	"strings"
	"testing"
	"time"
)

func b64(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

const (
	c14n    = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
	sha256u = "http://www.w3.org/2001/04/xmlenc#sha256"
)

// template is an unsigned signature around an object of odd XML.
func template(canonicalisation, method, digest, transforms string) string {
	return fmt.Sprintf(`<w:root xmlns:w="urn:w" xmlns="urn:default" xml:lang="en"><!-- c --><Signature xmlns="%s" xmlns:ds="%s" Id="sig">
<SignedInfo><CanonicalizationMethod Algorithm="%s"/><SignatureMethod Algorithm="%s"/>
<Reference URI="#obj">%s<DigestMethod Algorithm="%s"/><DigestValue></DigestValue></Reference></SignedInfo>
<SignatureValue></SignatureValue><KeyInfo>{key}</KeyInfo>
<Object Id="obj"><x xmlns="" b="&#10;'" a="&lt;"><!-- inside --><w:y z="&amp;"/>&#13; text</x><Manifest><Reference URI="part.bin"><DigestMethod Algorithm="%s"/><DigestValue>%s</DigestValue></Reference></Manifest></Object></Signature></w:root>`,
		Space, Space, canonicalisation, method, transforms, digest, sha256u, sha256of("part"))
}

func sha256of(text string) string {
	h := sha256.Sum256([]byte(text))
	return b64(h[:])
}

// parts is a source that has one part, whose bytes are "part".
func parts() *Source {
	return &Source{Budget: 1 << 20, Part: func(uri string) ([]byte, error) {
		if uri != "part.bin" {
			return nil, ErrMissing
		}
		return []byte("part"), nil
	}}
}

// check reads the one signature in text.
func check(t *testing.T, text string, source *Source) *Signature {
	t.Helper()
	tree, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for e := range tree.Signatures() {
		return tree.Check(e, source)
	}
	t.Fatal("no signature")
	return nil
}

func fill(text, element, value string) string {
	return strings.Replace(text, "<"+element+"></"+element+">", "<"+element+">"+value+"</"+element+">", 1)
}

// signed fills a template with key; its digest has to be SHA-256.
func signed(t testing.TB, text string, key crypto.Signer) string {
	t.Helper()
	find := func(local string) *Element {
		tree, err := Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		for e := range tree.Root.Descendants() {
			if e.Local == local {
				return e
			}
		}
		t.Fatalf("no %s", local)
		return nil
	}
	sum := func(e *Element, m Method) []byte {
		h := sha256.New()
		if err := e.Canonicalise(h, m); err != nil {
			t.Fatal(err)
		}
		return h.Sum(nil)
	}
	text = fill(text, "DigestValue", b64(sum(find("Object"), Method{})))
	info := find("SignedInfo")
	m, err := MethodOf(info.Child(Space, "CanonicalizationMethod"))
	if err != nil {
		t.Fatal(err)
	}
	value, err := key.Sign(rand.Reader, sum(info, m), crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	return fill(text, "SignatureValue", b64(value))
}

// made is a template signed with a new RSA key, which stands in it bare.
func made(t testing.TB, transforms string) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	text := template(c14n, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", sha256u, transforms)
	return signed(t, strings.Replace(text, "{key}", keyValue(&key.PublicKey), 1), key)
}

func keyValue(key crypto.PublicKey) string {
	number := func(name string, n *big.Int) string { return fmt.Sprintf("<%s>%s</%s>", name, b64(n.Bytes()), name) }
	switch k := key.(type) {
	case *rsa.PublicKey:
		return "<KeyValue><RSAKeyValue>" + number("Modulus", k.N) + number("Exponent", big.NewInt(int64(k.E))) + "</RSAKeyValue></KeyValue>"
	case *dsa.PublicKey:
		return "<KeyValue><DSAKeyValue>" + number("P", k.P) + number("Q", k.Q) + number("G", k.G) + number("Y", k.Y) + "</DSAKeyValue></KeyValue>"
	case *ecdsa.PublicKey:
		raw, err := k.Bytes()
		if err != nil {
			return err.Error()
		}
		return fmt.Sprintf(`<KeyValue><ECKeyValue xmlns="%s"><NamedCurve URI="urn:oid:1.2.840.10045.3.1.7"/><PublicKey>%s</PublicKey></ECKeyValue></KeyValue>`, Space11, b64(raw))
	}
	return ""
}

// TestCheck changes one thing of a signature that holds.
func TestCheck(t *testing.T) {
	text := made(t, "")
	type outcome struct {
		problem      string
		bare         bool
		object, part bool // of the references
		objectP      string
	}
	held := outcome{bare: true, object: true, part: true}
	for name, c := range map[string]struct {
		from, to string
		want     outcome
	}{
		"nothing":                   {"", "", held},
		"white space in SignedInfo": {"\n<Reference", "\n\n<Reference", outcome{object: true, part: true}},
		"the object":                {" text<", " test<", outcome{bare: true}},
		"a comment in the object":   {"<!-- inside -->", "", held},
		"a comment above":           {"<!-- c -->", "", held},
		"a language above":          {`xml:lang="en"`, `xml:lang="de"`, outcome{}},
		"a namespace above":         {`xmlns:w="urn:w"`, `xmlns:w="urn:w2"`, outcome{}},
		"the value":                 {"<SignatureValue>", "<SignatureValue>AAAA", outcome{object: true, part: true}},
		"a value that is none":      {"<SignatureValue>", "<SignatureValue>!", outcome{problem: "not base64", object: true, part: true}},
		"a key that is none":        {"<Exponent>", "<Exponent>!", outcome{object: true, part: true}},
		"a second object":           {"</Signature>", `<Object Id="obj"/></Signature>`, outcome{bare: true, objectP: "2 elements have the Id"}},
		"one outside":               {"</w:root>", `<Object Id="obj"/></w:root>`, held},
		"two SignedInfo":            {"<SignedInfo>", "<SignedInfo/><SignedInfo>", outcome{problem: "two elements SignedInfo"}},
		"no SignedInfo":             {"<SignedInfo>", "<SignedInfo xmlns=''>", outcome{problem: "no SignedInfo"}},
		"another method":            {"#rsa-sha256", "#hmac-sha256", outcome{problem: "hmac-sha256", object: true, part: true}},
		"another canonicalisation":  {c14n, "urn:other", outcome{problem: "urn:other", object: true, part: true}},
		"another digest":            {"DigestMethod Algorithm=\"" + sha256u, "DigestMethod Algorithm=\"urn:md5", outcome{objectP: "urn:md5"}},
		"a whole file":              {`URI="#obj"`, `URI=""`, outcome{objectP: "whole file"}},
		"XPointer":                  {`URI="#obj"`, `URI="#xpointer(/)"`, outcome{objectP: "XPointer"}},
		"nothing there":             {`URI="#obj"`, `URI="#obj2"`, outcome{objectP: "not there"}},
		"enveloped": {`<Reference URI="#obj">`, `<Reference URI="#obj"><Transforms><Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/></Transforms>`,
			outcome{objectP: "enveloped-signature"}},
		"XPath": {`<Reference URI="#obj">`, `<Reference URI="#obj"><Transforms><Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/></Transforms>`,
			outcome{objectP: "xpath"}},
		"XSLT": {`<Reference URI="#obj">`, `<Reference URI="#obj"><Transforms><Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/></Transforms>`,
			outcome{objectP: "xslt"}},
		"many transforms": {`<Reference URI="#obj">`, `<Reference URI="#obj"><Transforms>` + strings.Repeat(`<Transform Algorithm="`+c14n+`"/>`, MaxTransforms+1) + `</Transforms>`,
			outcome{objectP: "transforms"}},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(text, c.from) {
				t.Fatalf("no %q", c.from)
			}
			s := check(t, strings.Replace(text, c.from, c.to, 1), parts())
			if (s.Problem == "") != (c.want.problem == "") || !strings.Contains(s.Problem, c.want.problem) {
				t.Errorf("problem %q, want %q", s.Problem, c.want.problem)
			}
			if s.BareKey != c.want.bare || s.By != nil {
				t.Errorf("verifies %v", s.BareKey)
			}
			if len(s.References) == 0 {
				return
			}
			r := s.References[0]
			if r.Match != c.want.object || !strings.Contains(r.Problem, c.want.objectP) || (r.Problem == "") != (c.want.objectP == "") {
				t.Errorf("the object: %+v", r)
			}
			if got := len(s.References) == 2 && s.References[1].Match; got != c.want.part {
				t.Errorf("the part: %v of %d references", got, len(s.References))
			}
			for e := range s.Element.Descendants() {
				if e.Local == "Manifest" && s.Signs(e) != r.Match {
					t.Error("what is signed does not follow the reference")
				}
			}
		})
	}
}

// TestPartChanged holds what is said of a part that differs, or is gone.
func TestPartChanged(t *testing.T) {
	text := made(t, "")
	source := parts()
	source.Part = func(string) ([]byte, error) { return []byte("other"), nil }
	if r := check(t, text, source).References[1]; r.Match || r.Problem != "" || r.Missing || !r.Manifest || r.Digest != "sha256" {
		t.Errorf("%+v", r)
	}
	source = parts()
	source.Part = func(string) ([]byte, error) { return nil, ErrMissing }
	if r := check(t, text, source).References[1]; r.Match || !r.Missing {
		t.Errorf("%+v", r)
	}
	if s := check(t, text, &Source{Budget: 100}); !strings.Contains(s.Problem, errBudget.Error()) {
		t.Errorf("over the budget: %+v", s)
	}
}

// TestKinds signs with each kind of bare key.
func TestKinds(t *testing.T) {
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	const method = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
	text := signed(t, strings.Replace(template(c14n, method, sha256u, ""), "{key}", keyValue(&ec.PublicKey), 1), plainSigner{ec})
	if s := check(t, text, parts()); !s.BareKey || s.Algorithm != "ecdsa-sha256" {
		t.Errorf("%+v", s)
	}
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	text = signed(t, strings.Replace(template(c14n, "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", sha256u, ""), "{key}", keyValue(&key.PublicKey), 1), pssSigner{key})
	if s := check(t, text, parts()); !s.BareKey || s.Algorithm != "rsa-pss-sha256" {
		t.Errorf("%+v", s)
	}
	der := signed(t, strings.Replace(template(c14n, method, sha256u, ""), "{key}", keyValue(&ec.PublicKey), 1), ec)
	if s := check(t, der, parts()); s.BareKey {
		t.Error("a value in DER is no value of XML")
	}
}

// plainSigner writes the two numbers of an ECDSA value one after the other.
type plainSigner struct{ *ecdsa.PrivateKey }

func (p plainSigner) Sign(random io.Reader, digest []byte, _ crypto.SignerOpts) ([]byte, error) {
	r, s, err := ecdsa.Sign(random, p.PrivateKey, digest)
	if err != nil {
		return nil, err
	}
	return append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...), nil
}

// pssSigner pads as RSA-PSS does, with a salt as long as the hash.
type pssSigner struct{ *rsa.PrivateKey }

func (p pssSigner) Sign(random io.Reader, digest []byte, _ crypto.SignerOpts) ([]byte, error) {
	return rsa.SignPSS(random, p.PrivateKey, crypto.SHA256, digest, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash})
}

// TestCertificateOnce holds that a certificate that stands there twice counts
// once, and that one that cannot be read is told.
func TestCertificateOnce(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}
	raw, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	one := "<X509Certificate>\n" + b64(raw)[:20] + "\n " + b64(raw)[20:] + "</X509Certificate>"
	text := strings.Replace(template(c14n, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", sha256u, ""), "{key}", "<X509Data>"+one+one+"<X509Certificate>AAAA</X509Certificate></X509Data>", 1)
	s := check(t, signed(t, text, plainSigner{key}), parts())
	if len(s.Certificates) != 2 || s.By == nil || !bytes.Equal(s.By.Raw, raw) || s.Certificates[1].Parsed != nil || len(s.KeyProblems) != 1 {
		t.Errorf("%+v", s)
	}
}
