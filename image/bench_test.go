package image

import (
	"maps"
	"slices"
	"testing"
)

// BenchmarkRead reads the corpora's pictures, one after another.
func BenchmarkRead(b *testing.B) {
	files := pictures(b)
	names := slices.Sorted(maps.Keys(files))
	size := 0
	for _, name := range names {
		size += len(files[name])
	}
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
