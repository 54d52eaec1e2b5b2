package officesig

import (
	"bytes"
	"crypto/rsa"
	"fmt"
	"slices"
	"strings"
	"testing"

	"assay/document"
	"assay/finding"
)

// outcome is what a change of one thing leads to.
type outcome struct {
	result  finding.Result // of the first signature
	reason  string         // part of it
	whole   bool
	changes []string // "part: weight"
	found   []string // ids of findings
}

func (want outcome) check(t *testing.T, content []byte) []document.Signature {
	t.Helper()
	list, findings, err := Read(content)
	if err != nil {
		t.Fatal(err)
	}
	var got outcome
	if len(list) > 0 {
		s := list[0]
		got = outcome{result: s.Result, reason: s.Reason, whole: s.Whole}
		for _, c := range s.Changes {
			got.changes = append(got.changes, fmt.Sprintf("%s: %s", c.Where, c.Weight))
		}
	}
	for _, f := range findings {
		got.found = append(got.found, f.ID)
		if f.Why == "" || f.Where == "" || f.Says == finding.Contradicts && f.Recheck == "" {
			t.Errorf("finding %+v says too little", f)
		}
	}
	if got.result != want.result || got.whole != want.whole || !strings.Contains(got.reason, want.reason) || (want.reason == "") != (got.reason == "") {
		t.Errorf("result %q (%s), whole %v; want %q (%s), %v", got.result, got.reason, got.whole, want.result, want.reason, want.whole)
	}
	if !slices.Equal(got.changes, want.changes) {
		t.Errorf("changes %q, want %q", got.changes, want.changes)
	}
	if !slices.Equal(got.found, want.found) {
		t.Errorf("findings %q, want %q", got.found, want.found)
	}
	return list
}

// replace changes one text in one member, which has to hold it.
func (f files) replace(t *testing.T, name, from, to string) {
	t.Helper()
	if !strings.Contains(f[name], from) {
		t.Fatalf("%s does not hold %q", name, from)
	}
	f[name] = strings.Replace(f[name], from, to, 1)
}

// TestODF signs a package, then changes one thing.
func TestODF(t *testing.T) {
	who, other := newPerson(t, "Ada Example", ecKey(t), nil, false), newPerson(t, "Bob Example", ecKey(t), nil, false)
	namesake := newPerson(t, "Ada Example", ecKey(t), nil, false)
	authority := newPerson(t, "Example Authority", ecKey(t), nil, true)
	held := outcome{result: finding.Pass, whole: true}
	for name, c := range map[string]struct {
		do   func(f files)
		want outcome
	}{
		"nothing":                         {func(f files) {}, held},
		"another writing of the same XML": {func(f files) { f["styles.xml"] = `<?xml version='1.0'?><s  a='1' b="2"></s>` }, held},
		"one word": {func(f files) { f.replace(t, "content.xml", "Friday", "Monday") },
			outcome{result: finding.Fail, reason: "content.xml", whole: true, changes: []string{"content.xml: unknown"}}},
		"the thumbnail": {func(f files) { f["Thumbnails/thumbnail.png"] = "x" },
			outcome{result: finding.Fail, reason: "Thumbnails/thumbnail.png", whole: true, changes: []string{"Thumbnails/thumbnail.png: harmless"}}},
		"a picture less": {func(f files) { delete(f, "Pictures/one.png") },
			outcome{result: finding.Fail, reason: "Pictures/one.png (missing)", whole: true, changes: []string{"Pictures/one.png: unknown"}}},
		"a picture more": {func(f files) { f["Pictures/two.png"] = "x" },
			outcome{result: finding.Pass, changes: []string{"Pictures/two.png: unknown"}}},
		"the value": {func(f files) { f.replace(t, odfFile, "<SignatureValue>", "<SignatureValue>AAAA") },
			outcome{result: finding.Fail, reason: "does not verify", whole: true}},
		"the signed time": {func(f files) { f.replace(t, odfFile, signedAt+"</dc:date>", "2020-01-01T00:00:00</dc:date>") },
			outcome{result: finding.Fail, reason: "#date", whole: true}},
		"a second time": {func(f files) {
			f.replace(t, odfFile, "</Signature>", odfDate("date2", "2020-01-01T00:00:00")+"</Signature>")
		},
			outcome{result: finding.Pass, whole: true, found: []string{"office/signature-time"}}},
		"a second time an hour later": {func(f files) {
			f.replace(t, odfFile, "</Signature>", odfDate("date2", "2026-03-04T06:06:07Z")+"</Signature>")
		},
			outcome{result: finding.Pass, whole: true, found: []string{"office/signature-time-unsigned"}}},
		"the same time twice": {func(f files) { f.replace(t, odfFile, "</Signature>", odfDate("date2", signedAt+",00")+"</Signature>") }, held},
		"a second element of one Id": {func(f files) { f.replace(t, odfFile, "</Signature>", odfDate("date", signedAt)+"</Signature>") },
			outcome{result: finding.PermError, reason: `2 elements have the Id "date"`, whole: true}},
		"another's certificate after": {func(f files) { f.replace(t, odfFile, "</KeyInfo>", x509Data(other.raw)+"</KeyInfo>") },
			outcome{result: finding.Pass, whole: true, found: []string{"office/signature-certificate-doubled"}}},
		"another's certificate before": {func(f files) { f.replace(t, odfFile, "<KeyInfo>", "<KeyInfo>"+x509Data(other.raw)) },
			outcome{result: finding.Pass, whole: true, found: []string{"office/signature-certificate-doubled"}}},
		"an authority's certificate beside": {func(f files) { f.replace(t, odfFile, "</X509Data>", "</X509Data>"+x509Data(authority.raw)) }, held},
		"the same certificate twice":        {func(f files) { f.replace(t, odfFile, "</KeyInfo>", x509Data(who.raw)+"</KeyInfo>") }, held},
		"another's certificate instead": {func(f files) { f.replace(t, odfFile, b64(who.raw), b64(other.raw)) },
			outcome{result: finding.Fail, reason: "does not verify", whole: true}},
		"no certificate": {func(f files) { f.replace(t, odfFile, x509Data(who.raw), "<KeyName>Ada</KeyName>") },
			outcome{result: finding.PermError, reason: "no key came", whole: true}},
		"a certificate that is none": {func(f files) { f.replace(t, odfFile, b64(who.raw), "AAAA") },
			outcome{result: finding.PermError, reason: "cannot be read", whole: true, found: []string{"office/signature-unread"}}},
		"another kind of package": {func(f files) { f["mimetype"] = "application/vnd.etsi.asic-e+zip" }, outcome{found: []string{"office/signature-unread"}}},
		"one of OOXML as well": {func(f files) { f["[Content_Types].xml"] = "<Types/>" },
			outcome{result: finding.Pass, changes: []string{"[Content_Types].xml: unknown"}}},
		"another's of the same name": {func(f files) { f.replace(t, odfFile, "</KeyInfo>", x509Data(namesake.raw)+"</KeyInfo>") },
			outcome{result: finding.Pass, whole: true, found: []string{"office/signature-certificate-doubled"}}},
		"a certificate of the properties that is none": {func(f files) {
			f.replace(t, odfFile, "</xd:QualifyingProperties>", "<xd:UnsignedProperties><xd:UnsignedSignatureProperties><xd:CertificateValues><xd:EncapsulatedX509Certificate>AAAA</xd:EncapsulatedX509Certificate></xd:CertificateValues></xd:UnsignedSignatureProperties></xd:UnsignedProperties></xd:QualifyingProperties>")
		}, outcome{result: finding.Pass, whole: true, found: []string{"office/signature-unread"}}},
		"a key that is not read": {func(f files) { f.replace(t, odfFile, x509Data(who.raw), "<PGPData/>") },
			outcome{result: finding.PermError, reason: "PGPData", whole: true}},
		"a document type": {func(f files) { f[odfFile] = `<!DOCTYPE document-signatures>` + f[odfFile] },
			outcome{result: finding.PermError, reason: "document type", found: []string{"office/signature-unread"}}},
		"declared entities in a part": {func(f files) {
			f.replace(t, "content.xml", "\n<c>", `<!DOCTYPE c [<!ENTITY x "Friday">]><c>`)
		}, outcome{result: finding.PermError, reason: "document type declares", whole: true}},
		"a signature inside the signature": {func(f files) {
			f.replace(t, odfFile, "</Signature>", "<Object><Signature>"+odfDate("date3", "2020-01-01T00:00:00")+"</Signature></Object></Signature>")
		},
			outcome{result: finding.Pass, whole: true, found: []string{"office/signature-unread"}}},
		"a serial number of another's": {func(f files) {
			f.replace(t, odfFile, "<X509Data>", "<X509Data><X509IssuerSerial><X509IssuerName>CN=x</X509IssuerName><X509SerialNumber>77777</X509SerialNumber></X509IssuerSerial>")
		}, outcome{result: finding.Pass, whole: true, found: []string{"office/signature-certificate-serial"}}},
		"names in another case":    {func(f files) { f["Content.xml"] = "<c/>" }, outcome{result: finding.Pass, changes: []string{"Content.xml: unknown"}}},
		"no signature in the file": {func(f files) { f[odfFile] = "<document-signatures/>" }, outcome{found: []string{"office/signature-empty"}}},
	} {
		t.Run(name, func(t *testing.T) {
			f := anODF()
			signODF(t, f, odfFile, who, everything)
			c.do(f)
			c.want.check(t, f.packed(t))
		})
	}
}

// TestODFEvidence holds what is said of a signature that holds.
func TestODFEvidence(t *testing.T) {
	who := newPerson(t, "Ada Example", ecKey(t), nil, false)
	f := anODF()
	signODF(t, f, odfFile, who, everything)
	list := outcome{result: finding.Pass, whole: true}.check(t, f.packed(t))
	s := list[0]
	if s.Type != document.SignedODF || s.Where != odfFile || s.Form != "XAdES-BES" || s.Algorithm != "ecdsa-sha256" || s.Signer != "Ada Example" || s.Issuer != "Ada Example" ||
		len(s.Certificates) != 1 || !bytes.Equal(s.Certificates[0], who.raw) || s.Covers != "the whole package (7 files)" {
		t.Errorf("%+v", s)
	}
	if s.Claimed == nil || s.Claimed.At != signedAt || s.Claimed.What != document.Stamped || s.Claimed.Text != "" {
		t.Errorf("claimed %+v", s.Claimed)
	}
}

// TestODFMacros has one sign the macros and another the document.
func TestODFMacros(t *testing.T) {
	who, other := newPerson(t, "Ada Example", ecKey(t), nil, false), newPerson(t, "Bob Example", ecKey(t), nil, false)
	pass := outcome{result: finding.Pass}
	f := anODF()
	signODF(t, f, macroFile, who, isMacro)
	list := pass.check(t, f.packed(t))
	if s := list[0]; s.Type != document.SignedODFMacro || s.Covers != "all macros (1 file); of the macros, not of the text" {
		t.Errorf("%+v", s)
	}
	f["Basic/Standard/Evil.xml"] = "<m/>"
	pass.found = []string{"office/signature-macros-uncovered"}
	pass.check(t, f.packed(t))

	f = anODF()
	signODF(t, f, macroFile, who, isMacro)
	signODF(t, f, odfFile, other, everything)
	outcome{result: finding.Pass, whole: true, found: []string{"office/signature-macros-other-signer"}}.check(t, f.packed(t))
	signODF(t, f, odfFile, who, everything)
	outcome{result: finding.Pass, whole: true}.check(t, f.packed(t))

	f = anODF()
	signODF(t, f, odfFile, who, isMacro) // the signature upgrade of 2022
	outcome{result: finding.Pass, changes: []string{"Pictures/one.png: unknown", "Thumbnails/thumbnail.png: harmless", "content.xml: unknown", "styles.xml: unknown"},
		found: []string{"office/signature-text-not-covered"}}.check(t, f.packed(t))
}

// TestAlteredCertificate changes the name in a certificate, the key being its
// own, with and without properties that name the true one.
func TestAlteredCertificate(t *testing.T) {
	key := rsaKey(t)
	who := newPerson(t, "Ada Example", key, nil, false)
	forged := bytes.ReplaceAll(who.raw, []byte("Ada Example"), []byte("Bob Example"))
	f := anODF()
	signODF(t, f, odfFile, who, everything)
	f.replace(t, odfFile, b64(who.raw), b64(forged))
	outcome{result: finding.Pass, whole: true, found: []string{"office/signature-certificate-altered", "office/signature-certificate-unnamed"}}.check(t, f.packed(t))
	if list := (outcome{result: finding.Pass, whole: true, found: []string{"office/signature-certificate-altered", "office/signature-certificate-other"}}).check(t, func() []byte {
		f.replace(t, odfFile, "</xd:QualifyingProperties>", fmt.Sprintf(`<xd:UnsignedProperties><xd:UnsignedSignatureProperties><xd:CertificateValues><xd:EncapsulatedX509Certificate>%s</xd:EncapsulatedX509Certificate></xd:CertificateValues></xd:UnsignedSignatureProperties></xd:UnsignedProperties></xd:QualifyingProperties>`, b64(who.raw)))
		return f.packed(t)
	}()); list[0].Signer != "Bob Example" || len(list[0].Certificates) != 2 {
		t.Errorf("%+v", list[0])
	}
}

// TestChain holds that the certificates of those who vouch for a signer are not
// taken for another's, and that one altered in the chain is found.
func TestChain(t *testing.T) {
	root := newPerson(t, "Example Root", rsaKey(t), nil, true)
	middle := newPerson(t, "Example Middle", rsaKey(t), &root, true)
	who := newPerson(t, "Ada Example", ecKey(t), &middle, false)
	f := anODF()
	signODF(t, f, odfFile, who, everything)
	f.replace(t, odfFile, "</X509Data>", "</X509Data>"+x509Data(root.raw, middle.raw))
	list := outcome{result: finding.Pass, whole: true}.check(t, f.packed(t))
	if len(list[0].Certificates) != 3 || !bytes.Equal(list[0].Certificates[0], who.raw) || list[0].Issuer != "Example Middle" {
		t.Errorf("%+v", list[0])
	}
	forged := bytes.ReplaceAll(who.raw, []byte("Ada Example"), []byte("Bob Example"))
	f.replace(t, odfFile, b64(who.raw), b64(forged))
	outcome{result: finding.Pass, whole: true, found: []string{"office/signature-certificate-altered", "office/signature-certificate-unnamed"}}.check(t, f.packed(t))
}

// TestBareKey signs with one key, and shows the certificate of another.
func TestBareKey(t *testing.T) {
	key := rsaKey(t)
	who, other := newPerson(t, "Ada Example", key, nil, false), newPerson(t, "Bob Example", ecKey(t), nil, false)
	f := anODF()
	signODF(t, f, odfFile, who, everything)
	bare := rsaKeyValue(&key.PublicKey)
	f.replace(t, odfFile, "</KeyInfo>", bare+"</KeyInfo>") // beside its certificate it is harmless
	outcome{result: finding.Pass, whole: true}.check(t, f.packed(t))
	f.replace(t, odfFile, x509Data(who.raw), "")
	outcome{result: finding.PermError, reason: "bare key", whole: true, found: []string{"office/signature-bare-key"}}.check(t, f.packed(t))
	f.replace(t, odfFile, "</KeyInfo>", "<X509Data><X509Certificate>AAAA</X509Certificate></X509Data></KeyInfo>")
	outcome{result: finding.PermError, reason: "cannot be read", whole: true, found: []string{"office/signature-bare-key", "office/signature-unread"}}.check(t, f.packed(t))
	f.replace(t, odfFile, "<X509Data><X509Certificate>AAAA</X509Certificate></X509Data>", x509Data(other.raw))
	outcome{result: finding.Fail, reason: "bare key", whole: true, found: []string{"office/signature-key"}}.check(t, f.packed(t))
}

func rsaKeyValue(key *rsa.PublicKey) string {
	return fmt.Sprintf("<KeyValue><RSAKeyValue><Modulus>%s</Modulus><Exponent>AQAB</Exponent></RSAKeyValue></KeyValue>", b64(key.N.Bytes()))
}
