package officesig

import (
	"strings"
	"testing"

	"assay/document"
	"assay/finding"
)

// TestOOXML signs a package, then changes one thing.
func TestOOXML(t *testing.T) {
	who := newPerson(t, "Ada Example", rsaKey(t), nil, false)
	held := outcome{result: finding.Pass, whole: true}
	const rels = "word/_rels/document.xml.rels"
	for name, c := range map[string]struct {
		do   func(f files)
		want outcome
	}{
		"nothing":                      {func(f files) {}, held},
		"the properties":               {func(f files) { f["docProps/core.xml"] = "<q/>" }, held},
		"the writing of relationships": {func(f files) { f.replace(t, rels, "\n ", "\n\n<!-- -->") }, held},
		"one word": {func(f files) { f.replace(t, "word/document.xml", "Friday", "Monday") },
			outcome{result: finding.Fail, reason: "/word/document.xml", whole: true, changes: []string{"word/document.xml: unknown"}}},
		"a picture less": {func(f files) { delete(f, "word/media/one.png") },
			outcome{result: finding.Fail, reason: "(missing)", whole: true, changes: []string{"word/media/one.png: unknown"}}},
		"where a link leads": {func(f files) { f.replace(t, rels, "https://example.org", "https://example.com") },
			outcome{result: finding.Fail, reason: rels, whole: true, changes: []string{rels + ": unknown"}}},
		"a link more": {func(f files) {
			f.replace(t, rels, "</Relationships>", rel("rId99", office+"image", "styles.xml")+"</Relationships>")
		},
			outcome{result: finding.Pass, changes: []string{rels + " rId99 to styles.xml: unknown"}}},
		"a part more": {func(f files) { f["word/media/two.png"] = "x" },
			outcome{result: finding.Pass, changes: []string{"word/media/two.png: unknown"}}},
		"a part in the folder of signatures": {func(f files) { f["_xmlsignatures/two.png"] = "x" },
			outcome{result: finding.Pass, changes: []string{"_xmlsignatures/two.png: unknown"}}},
		"properties that are shown": {func(f files) {
			f.replace(t, rels, "</Relationships>", rel("rId99", office+"image", "../docProps/core.xml")+"</Relationships>")
		},
			outcome{result: finding.Pass, changes: []string{"docProps/core.xml: unknown", rels + " rId99 to ../docProps/core.xml: unknown"}}},
		"a type": {func(f files) { f.replace(t, "[Content_Types].xml", wordType+"styles+xml", wordType+"footnotes+xml") },
			outcome{result: finding.Fail, reason: "word/styles.xml has another type", whole: true, changes: []string{"word/styles.xml: unknown"}}},
		"another document to start at": {func(f files) {
			f["word/other.xml"] = "<w/>"
			f.replace(t, "_rels/.rels", `<Relationship Id="rId1"`, rel("rId0", office+"officeDocument", "word/other.xml")+`<Relationship Id="rId1"`)
		}, outcome{result: finding.Pass, changes: []string{"_rels/.rels rId0 to word/other.xml: unknown", "word/other.xml: unknown"}, found: []string{"office/signature-text-not-covered"}}},
		"a manifest that was not signed": {func(f files) {
			f.replace(t, ooxmlFile, `<Object Id="package">`, `<Object Id="package"><Manifest>`+reference("/docProps/core.xml", sha([]byte("<p/>")), "")+`</Manifest></Object><Object Id="packaged">`)
		}, outcome{result: finding.Fail, reason: "#package", found: []string{"office/signature-text-not-covered"}}},
		"relationships that cannot be read": {func(f files) { f[rels] = "<x" },
			outcome{result: finding.PermError, reason: "XML", whole: true, found: []string{"office/signature-unread"}}},
		"a signature of macros": {func(f files) { f["word/vbaProjectSignature.bin"] = "x" },
			outcome{result: finding.Pass, changes: []string{"word/vbaProjectSignature.bin: unknown"}, found: []string{"office/signature-vba-unread"}}},
	} {
		t.Run(name, func(t *testing.T) {
			f := anOOXML()
			signOOXML(t, f, who)
			c.do(f)
			c.want.check(t, f.packed(t))
		})
	}
}

// TestOOXMLEvidence holds what is said of a signature that holds.
func TestOOXMLEvidence(t *testing.T) {
	who := newPerson(t, "Ada Example", rsaKey(t), nil, false)
	f := anOOXML()
	signOOXML(t, f, who)
	s := outcome{result: finding.Pass, whole: true}.check(t, f.packed(t))[0]
	if s.Type != document.SignedOOXML || s.Where != ooxmlFile || s.Form != "XAdES-BES" || s.Algorithm != "rsa-sha256" || s.Signer != "Ada Example" ||
		s.Covers != "all that a reader sees (5 parts); not signed, as is the custom: docProps/core.xml" {
		t.Errorf("%+v", s)
	}
	if s.Claimed == nil || s.Claimed.At != signedAt+"Z" {
		t.Errorf("claimed %+v", s.Claimed)
	}
}

// TestUnsigned holds that unsigned packages have nothing to say, and that what
// is no package is refused.
func TestUnsigned(t *testing.T) {
	for _, f := range []files{anODF(), anOOXML(), {"a": "b"}, {}} {
		outcome{}.check(t, f.packed(t))
	}
	for _, content := range []string{"", "PK\x03\x04", "%PDF-1.7", strings.Repeat("PK\x05\x06", 100)} {
		if _, _, err := Read([]byte(content)); err == nil {
			t.Errorf("%.10q is read as a package", content)
		}
	}
}

// TestOOXMLBound has a control show a property of the document: what is shown is
// then not all signed.
func TestOOXMLBound(t *testing.T) {
	who := newPerson(t, "Ada Example", rsaKey(t), nil, false)
	for attributes, whole := range map[string]bool{
		`w:prefixMappings="xmlns:a='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'" w:xpath="/a:coreProperties"`: false,
		`w:prefixMappings="xmlns:a='core&#45;properties'" w:xpath="/a:coreProperties"`:                                                     false,
		`w:xpath="/x" w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"`:                                                              false,
		`w:xpath="/x" w:storeItemID="{00000000-0000-0000-0000-000000000001}"`:                                                              true,
	} {
		f := anOOXML()
		f["word/document.xml"] = `<w:document xmlns:w="w"><w:sdt><w:sdtPr><w:dataBinding ` + attributes + `/></w:sdtPr>The rent is 500.</w:sdt></w:document>`
		signOOXML(t, f, who)
		f["docProps/core.xml"] = "<p>The rent is 900.</p>"
		outcome{result: finding.Pass, whole: whole}.check(t, f.packed(t))
	}
}

// TestTwice writes a part of a signed package a second time.
func TestTwice(t *testing.T) {
	who := newPerson(t, "Ada Example", rsaKey(t), nil, false)
	f := anOOXML()
	signOOXML(t, f, who)
	twice := []string{"office/signature-member-twice"}
	outcome{result: finding.Pass, whole: true, found: twice}.check(t, f.packed(t, "word/document.xml", f["word/document.xml"]))
	outcome{result: finding.Pass, whole: true, found: twice, changes: []string{"word/document.xml: unknown"}}.check(t, f.packed(t, "word/document.xml", "<w>evil</w>"))
}

// TestTargetMode writes the mode of a relationship in a way that is none.
func TestTargetMode(t *testing.T) {
	const rels = "word/_rels/document.xml.rels"
	f := anOOXML()
	signOOXML(t, f, newPerson(t, "Ada Example", rsaKey(t), nil, false))
	f.replace(t, rels, `Target="media/one.png"`, `Target="media/one.png" TargetMode="external"`)
	outcome{result: finding.Fail, reason: rels, whole: true, changes: []string{rels + ": unknown"}}.check(t, f.packed(t))
}
