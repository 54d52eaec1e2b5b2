package officesig

import (
	"archive/zip"
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
	"slices"
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

// files are the members of a package.
type files map[string]string

// packed zips them, in order of names.
func (f files) packed(t testing.TB) []byte {
	t.Helper()
	var names []string
	for name := range f {
		names = append(names, name)
	}
	slices.Sort(names)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(f[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	odfFile   = "META-INF/documentsignatures.xml"
	macroFile = "META-INF/macrosignatures.xml"
	signedAt  = "2026-03-04T05:06:07"
)

// odfDate is the property in which ODF keeps the time of signing.
func odfDate(id, at string) string {
	return fmt.Sprintf(`<Object><SignatureProperties><SignatureProperty Id="%s" Target="#sig"><dc:date xmlns:dc="%s">%s</dc:date></SignatureProperty></SignatureProperties></Object>`, id, dublinCore, at)
}

// signODF adds a file of signatures by who over the members that he chooses.
func signODF(t testing.TB, f files, file string, who person, choose func(string) bool) {
	t.Helper()
	var references strings.Builder
	var names []string
	for name := range f {
		if !isODFSignatures(name) && choose(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		if !strings.HasSuffix(name, ".xml") {
			references.WriteString(reference(name, sha([]byte(f[name])), ""))
			continue
		}
		var b bytes.Buffer
		if err := xmlsig.Canonicalise(&b, []byte(f[name]), xmlsig.Method{}); err != nil {
			t.Fatal(err)
		}
		references.WriteString(reference(name, sha(b.Bytes()), transformBy(c14n)))
	}
	references.WriteString(reference("#date", "{#date}", "") + reference("#props", "{#props}", ""))
	text := who.signatureOf(references.String(), odfDate("date", signedAt)+who.properties(signedAt))
	f[file] = sealed(t, `<document-signatures xmlns="urn:oasis:names:tc:opendocument:xmlns:digitalsignature:1.0">`+text+`</document-signatures>`, who)
}

// anODF is an unsigned ODF text with a macro.
func anODF() files {
	manifest := `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">`
	f := files{
		"mimetype":                 "application/vnd.oasis.opendocument.text",
		"content.xml":              "<?xml version=\"1.0\"?>\n<c>The meeting is on <b>Friday</b> &amp; no other day.</c>\n",
		"styles.xml":               `<s b="2" a="1"/>`,
		"Pictures/one.png":         "\x89PNG made up",
		"Basic/Standard/M.xml":     `<!DOCTYPE m PUBLIC "-//EXAMPLE//DTD//EN" "m.dtd"><m>Sub Main</m>`,
		"Thumbnails/thumbnail.png": "\x89PNG small",
	}
	for _, name := range []string{"content.xml", "styles.xml", "Pictures/one.png", "Basic/Standard/M.xml", "Thumbnails/thumbnail.png"} {
		manifest += fmt.Sprintf(`<manifest:file-entry manifest:full-path="%s" manifest:media-type=""/>`, name)
	}
	f["META-INF/manifest.xml"] = manifest + `</manifest:manifest>`
	return f
}

func everything(string) bool { return true }

const (
	ooxmlFile = "_xmlsignatures/sig1.xml"
	office    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	opc       = "http://schemas.openxmlformats.org/package/2006/relationships/"
)

func relationships(list ...string) string {
	return `<?xml version="1.0"?>` + "\n" + `<Relationships xmlns="` + relationshipSpace + `">` + strings.Join(list, "\n ") + `</Relationships>`
}

func rel(id, kind, target string) string {
	return fmt.Sprintf(`<Relationship Id="%s" Type="%s" Target="%s"/>`, id, kind, target)
}

const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml."

// anOOXML is an unsigned OOXML text.
func anOOXML() files {
	return files{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="` + relationshipsType + `"/><Default Extension="png" ContentType="image/png"/><Default Extension="sigs" ContentType="` + signatureTypes + `origin"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/><Override PartName="/word/styles.xml" ContentType="` + wordType + `styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/` + ooxmlFile + `" ContentType="` + signatureType + `"/></Types>`,
		"_rels/.rels":                           relationships(rel("rId1", office+"officeDocument", "word/document.xml"), rel("rId2", opc+"metadata/core-properties", "docProps/core.xml"), rel("rId3", opc+"digital-signature/origin", "_xmlsignatures/origin.sigs")),
		"word/_rels/document.xml.rels":          relationships(rel("rId10", office+"image", "media/one.png"), rel("rId2", office+"styles", "styles.xml"), `<Relationship Id="rId3" Type="`+office+`hyperlink" Target="https://example.org/?a=1&amp;b=2" TargetMode="External"/>`),
		"word/document.xml":                     `<w:document xmlns:w="w">The meeting is on Friday.</w:document>`,
		"word/styles.xml":                       `<w:styles xmlns:w="w"/>`,
		"word/media/one.png":                    "\x89PNG made up",
		"docProps/core.xml":                     `<p/>`,
		"_xmlsignatures/origin.sigs":            "",
		"_xmlsignatures/_rels/origin.sigs.rels": relationships(rel("rId1", opc+"digital-signature/signature", "sig1.xml")),
	}
}

// signOOXML adds a signature by who over all that a reader sees.
func signOOXML(t testing.TB, f files, who person) {
	t.Helper()
	var manifest strings.Builder
	for _, part := range []struct{ name, kind string }{{"word/document.xml", wordType + "document.main+xml"}, {"word/styles.xml", wordType + "styles+xml"}, {"word/media/one.png", "image/png"}} {
		manifest.WriteString(reference("/"+part.name+"?ContentType="+part.kind, sha([]byte(f[part.name])), ""))
	}
	for _, part := range []struct {
		name, ids string
	}{{"_rels/.rels", "rId1"}, {"word/_rels/document.xml.rels", "rId2 rId10 rId3"}} {
		var chosen strings.Builder
		for id := range strings.FieldsSeq(part.ids) {
			fmt.Fprintf(&chosen, `<mdssi:RelationshipReference xmlns:mdssi="%s" SourceId="%s"/>`, mdssi, id)
		}
		transform := fmt.Sprintf(`<Transform Algorithm="%s">%s</Transform>`, relationshipTransform, chosen.String())
		tree, err := xmlsig.Parse([]byte(transform))
		if err != nil {
			t.Fatal(err)
		}
		out, err := transformRelationships([]byte(f[part.name]), tree.Root)
		if err != nil {
			t.Fatal(err)
		}
		manifest.WriteString(reference("/"+part.name+"?ContentType="+relationshipsType, sha(out), transform+transformBy(c14n)))
	}
	object := `<Object Id="package"><Manifest>` + manifest.String() + `</Manifest><SignatureProperties><SignatureProperty Id="time" Target="#sig"><mdssi:SignatureTime xmlns:mdssi="` + mdssi + `"><mdssi:Format>YYYY-MM-DDThh:mm:ssTZD</mdssi:Format><mdssi:Value>` + signedAt + `Z</mdssi:Value></mdssi:SignatureTime></SignatureProperty></SignatureProperties></Object>`
	f[ooxmlFile] = sealed(t, who.signatureOf(reference("#package", "{#package}", "")+reference("#props", "{#props}", transformBy(c14n)), object+who.properties(signedAt+"Z")), who)
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
