package image

import (
	"slices"
	"testing"
)

// BenchmarkRead reads the corpora's pictures, one after another.
func BenchmarkRead(b *testing.B) {
	files := pictures(b)
	names := make([]string, 0, len(files))
	size := 0
	for name := range files {
		names = append(names, name)
		size += len(files[name])
	}
	slices.Sort(names)
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, name := range names {
			if _, err := Read(files[name]); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(files)*b.N)/b.Elapsed().Seconds(), "pictures/s")
}
