package xmlsig

import (
	"bytes"
	"io"
	"strings"
	"testing"
)

// sample is 5 MB of XML as office programmes write it.
func sample() []byte {
	var b bytes.Buffer
	b.WriteString(`<office:document xmlns:office="urn:o" xmlns:text="urn:t" xmlns:style="urn:s" xmlns:xlink="urn:x">`)
	b.WriteString(strings.Repeat(`<text:p text:style-name="P1" xlink:href="a"><text:span text:style-name="T1" office:x="1">The meeting is on Friday &amp; no other day.</text:span><text:s/></text:p>`+"\n", 5<<20/160))
	b.WriteString(`</office:document>`)
	return b.Bytes()
}

func BenchmarkCanonicalise(b *testing.B) { canonicalise(b, Method{}) }

func BenchmarkCanonicaliseExclusive(b *testing.B) { canonicalise(b, Method{Exclusive: true}) }

func canonicalise(b *testing.B, m Method) {
	data := sample()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Canonicalise(io.Discard, data, m); err != nil {
			b.Fatal(err)
		}
	}
}
