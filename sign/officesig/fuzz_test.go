package officesig

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/finding"
)

// FuzzODF: no file of signatures stops the reader, two readings agree, and what
// holds has a signer's certificate and something that is signed.
func FuzzODF(f *testing.F) {
	who := newPerson(f, "Ada Example", ecKey(f), nil, false)
	base := anODF()
	signODF(f, base, odfFile, who, everything)
	f.Add([]byte(base[odfFile]), []byte(base["content.xml"]))
	f.Add([]byte("<Signature xmlns='"+dsig+"'/>"), []byte("<!DOCTYPE a><a/>"))
	f.Fuzz(func(t *testing.T, signatures, content []byte) {
		p := anODF()
		p[odfFile], p["content.xml"] = string(signatures), string(content)
		holdsTogether(t, p.packed(t))
	})
}

// FuzzOOXML is the same for OOXML, whose relationships are read too.
func FuzzOOXML(f *testing.F) {
	who := newPerson(f, "Ada Example", ecKey(f), nil, false)
	base := anOOXML()
	signOOXML(f, base, who)
	const rels = "word/_rels/document.xml.rels"
	f.Add([]byte(base[ooxmlFile]), []byte(base[rels]), []byte(base["[Content_Types].xml"]))
	f.Fuzz(func(t *testing.T, signatures, relationships, types []byte) {
		p := anOOXML()
		p[ooxmlFile], p[rels], p["[Content_Types].xml"] = string(signatures), string(relationships), string(types)
		holdsTogether(t, p.packed(t))
	})
}

// FuzzRead: no bytes stop the reader.
func FuzzRead(f *testing.F) {
	who := newPerson(f, "Ada Example", ecKey(f), nil, false)
	odf, ooxml := anODF(), anOOXML()
	signODF(f, odf, odfFile, who, everything)
	signOOXML(f, ooxml, who)
	f.Add(odf.packed(f))
	f.Add(ooxml.packed(f))
	f.Fuzz(func(t *testing.T, content []byte) { holdsTogether(t, content) })
}

func holdsTogether(t *testing.T, content []byte) {
	list, findings, err := Read(content)
	if err != nil {
		return
	}
	for _, s := range list {
		holds := s.Result == finding.Pass || s.Result == finding.Policy
		if holds && (len(s.Certificates) == 0 || s.Covers == "") || s.Result == "" || (s.Reason == "") != (s.Result == finding.Pass) {
			t.Fatalf("%+v", s)
		}
	}
	again, others, _ := Read(content)
	if diff := cmp.Diff(list, again) + cmp.Diff(findings, others); diff != "" {
		t.Fatal(diff)
	}
}
