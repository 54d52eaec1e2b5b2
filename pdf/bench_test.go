package pdf

import (
	"os"
	"os/exec"
	"testing"
)

// BenchmarkRead reads all PDFs of the corpora, with all states and comparisons.
func BenchmarkRead(b *testing.B) {
	var files [][]byte
	size := 0
	for _, name := range samples(b) {
		content, err := os.ReadFile(corpora + name)
		if err != nil {
			b.Fatal(err)
		}
		files, size = append(files, content), size+len(content)
	}
	b.SetBytes(int64(size))
	b.ReportMetric(float64(len(files)), "files")
	for b.Loop() {
		for _, content := range files {
			_, _ = Read(content) // some are no PDFs: that is read too
		}
	}
}

// BenchmarkQpdf has qpdf check one file of 1 MB, beside BenchmarkOne.
func BenchmarkQpdf(b *testing.B) {
	if _, err := exec.LookPath("qpdf"); err != nil {
		b.Skip("qpdf is not here: ", err)
	}
	content := large(b)
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		_ = exec.Command("qpdf", "--show-npages", corpora+largest).Run()
	}
}

const largest = "pdf-rub-shadow-attacks/shadow-demo-exploits/replace/variant-2_replace-via-overwrite/4_original-document-shadowed-signed-manipulated.pdf"

func large(b *testing.B) []byte {
	content, err := os.ReadFile(corpora + largest)
	if err != nil {
		b.Skip("the corpora are not here: ", err)
	}
	return content
}

// BenchmarkOne reads the file that BenchmarkQpdf has read.
func BenchmarkOne(b *testing.B) {
	content := large(b)
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		if _, err := Read(content); err != nil {
			b.Fatal(err)
		}
	}
}
