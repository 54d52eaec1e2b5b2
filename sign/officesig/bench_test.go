package officesig

import (
	"strings"
	"testing"

	"assay/finding"
)

// BenchmarkODF reads a signed text of 5 MB of XML.
func BenchmarkODF(b *testing.B) {
	who := newPerson(b, "Ada Example", rsaKey(b), nil, false)
	f := anODF()
	f["content.xml"] = "<c xmlns:t='urn:t'>" + strings.Repeat("<t:p t:style='P1' id='x'>The meeting is on Friday &amp; no other day.</t:p>\n", 5<<20/75) + "</c>"
	signODF(b, f, odfFile, who, everything)
	benchmark(b, f)
}

// BenchmarkOOXML reads a signed text of 5 MB of XML, whose bytes are signed.
func BenchmarkOOXML(b *testing.B) {
	who := newPerson(b, "Ada Example", rsaKey(b), nil, false)
	f := anOOXML()
	f["word/document.xml"] = "<c xmlns:t='urn:t'>" + strings.Repeat("<t:p t:style='P1' id='x'>The meeting is on Friday &amp; no other day.</t:p>\n", 5<<20/75) + "</c>"
	signOOXML(b, f, who)
	benchmark(b, f)
}

// BenchmarkSmall reads a signed text of a page.
func BenchmarkSmall(b *testing.B) {
	who := newPerson(b, "Ada Example", rsaKey(b), nil, false)
	f := anODF()
	signODF(b, f, odfFile, who, everything)
	benchmark(b, f)
}

func benchmark(b *testing.B, f files) {
	size := 0
	for _, content := range f {
		size += len(content)
	}
	content := f.packed(b)
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		list, _, err := Read(content)
		if err != nil || len(list) != 1 || list[0].Result != finding.Pass {
			b.Fatalf("%+v, %v", list, err)
		}
	}
}
