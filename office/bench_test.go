package office_test

import (
	"os"
	"testing"

	"assay/office"
)

// BenchmarkCorpus reads all packages of the shared corpora, one after another.
func BenchmarkCorpus(b *testing.B) {
	var contents [][]byte
	size := 0
	for _, name := range corpusFiles(b) {
		content, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		if office.Recognise(content) != "" {
			contents = append(contents, content)
			size += len(content)
		}
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, content := range contents {
			if _, err := office.Read(content); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(contents)*b.N)/b.Elapsed().Seconds(), "documents/s")
}
