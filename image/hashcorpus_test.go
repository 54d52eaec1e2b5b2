package image

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"
	"testing"
)

// TestHashOfRealPictures halves real pictures, compresses them hard, and holds
// the hash to stay; it logs how near unlike pictures come.
func TestHashOfRealPictures(t *testing.T) {
	if testing.Short() {
		t.Skip("it decodes all pictures of the corpora")
	}
	files := pictures(t)
	type named struct {
		name string
		hash Hash
	}
	var all []named
	var moved []int
	for i, name := range slices.Sorted(maps.Keys(files)) {
		content := files[name]
		d := must(t, content)
		h, err := ParseHash(d.field("perceptual hash"))
		if err != nil || d.Format != "jpeg" {
			continue // nothing else is hashed again here
		}
		if all = append(all, named{filepath.Base(name), h}); i%10 != 0 {
			continue // a tenth of the pictures is enough work
		}
		picture, err := decode("jpeg", content, 0, MaxPixels)
		if err != nil {
			t.Fatal(name, err)
		}
		before, _ := Look(picture)
		b := picture.Bounds()
		if min(b.Dx(), b.Dy()) < 64 {
			continue // half an icon is another icon
		}
		again, err := decode("jpeg", asJPEG(resized(picture, max(b.Dx()/2, 40), max(b.Dy()/2, 40)), 50), 0, MaxPixels)
		if err != nil {
			t.Fatal(name, err)
		}
		after, ok := Look(again)
		n := Distance(before, after)
		if moved = append(moved, n); n > 8 || !ok {
			t.Errorf("%s: half its size and quality 50 change %d bits", name, n)
		}
	}
	slices.Sort(moved)
	slices.SortFunc(all, func(a, b named) int { return cmp.Compare(a.name, b.name) })
	count := map[int]int{}
	for i, a := range all {
		for _, b := range all[:i] {
			n := Distance(a.hash, b.hash)
			if count[n]++; 0 < n && n < 12 {
				t.Logf("%d bits: %s and %s", n, a.name, b.name)
			}
		}
	}
	t.Logf("%d pictures; half size and quality 50: median %d, most %d bits", len(moved), moved[len(moved)/2], moved[len(moved)-1])
	t.Logf("pairs by distance: %v", count)
}
