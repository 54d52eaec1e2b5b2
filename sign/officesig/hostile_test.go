package officesig

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"assay/finding"
	"assay/sign/xmlsig"
)

// TestHostile reads files that were made to cost time. Each has to end; how long
// it takes is logged, for the machine decides that.
func TestHostile(t *testing.T) {
	who := newPerson(t, "Ada Example", ecKey(t), nil, false)
	wrap := func(references, objects string) string {
		return "<document-signatures>" + who.signatureOf(references, objects) + "</document-signatures>"
	}
	many := func(n int, f func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(f(i))
		}
		return b.String()
	}
	exclusive := func(i int) string {
		return fmt.Sprintf(`<Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"><InclusiveNamespaces xmlns="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="p%d"/></Transform>`, i)
	}
	content := "<c>" + strings.Repeat("<!-- a comment, which has no canonical form -->", 5<<20/47) + "</c>"
	for name, signatures := range map[string]string{
		"the same part in many ways": wrap(many(xmlsig.MaxReferences, func(i int) string { return reference("content.xml", sha(nil), exclusive(i)) }), ""),
		"too many references":        wrap(many(xmlsig.MaxReferences+1, func(i int) string { return reference(fmt.Sprint("p", i), sha(nil), "") }), ""),
		"the same object in many ways": wrap(many(xmlsig.MaxReferences, func(i int) string { return reference("#o", sha(nil), exclusive(i)) }),
			`<Object Id="o">`+strings.Repeat("<!-- a comment -->", 100_000)+"</Object>"),
		"many times":              wrap("", "<Object><SignatureProperties>"+strings.Repeat(`<d:date xmlns:d="`+dublinCore+`">x</d:date>`, 60_000)+"</SignatureProperties></Object>"),
		"many elements of one Id": wrap(many(1000, func(int) string { return reference("#o", sha(nil), "") }), strings.Repeat(`<Object Id="o"/>`, 90_000)),
		"many signatures":         "<s>" + strings.Repeat(who.signatureOf("", ""), maxSignatures+1) + "</s>",
		"deep":                    "<s>" + strings.Repeat("<a>", xmlsig.MaxDepth) + "</s>",
	} {
		t.Run(name, func(t *testing.T) {
			f := anODF()
			f["content.xml"], f[odfFile] = content, signatures
			packed := f.packed(t)
			began := time.Now()
			list, findings, err := Read(packed)
			t.Logf("%d bytes: %d signatures, %d findings in %v", len(packed), len(list), len(findings), time.Since(began))
			if err != nil || len(list) == 0 || list[0].Result != finding.PermError && list[0].Result != finding.Fail {
				t.Errorf("%v: %.300v", err, list)
			}
			if len(list) > maxSignatures || len(findings) > maxFindings+1 {
				t.Error("over the bounds")
			}
		})
	}
}

// TestContradictionIsNotHidden tells of more than is kept before what matters.
func TestContradictionIsNotHidden(t *testing.T) {
	r := &reading{}
	for range maxFindings + 10 {
		r.note("office/signature-time", "a", "b")
	}
	r.add(finding.Contradicts, "office/signature-certificate-other", "a", "b", "c")
	r.note("office/signature-time", "a", "b")
	last := r.findings[len(r.findings)-1]
	if len(r.findings) != maxFindings+2 || last.Says != finding.Contradicts || r.findings[maxFindings].ID != "office/signature-cut" {
		t.Errorf("%d findings, the last %+v", len(r.findings), last)
	}
}
