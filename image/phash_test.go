package image

import (
	stdimage "image"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func hashOf(t interface{ Fatal(...any) }, p stdimage.Image) Hash {
	h, ok := Look(p)
	if !ok {
		t.Fatal("no hash")
	}
	return h
}

// TestHashStays holds that what messengers do to pictures changes fewer bits
// than would make a thumbnail another picture: at most 12 were seen.
func TestHashStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		p := scene(seed, rapid.IntRange(64, 300).Draw(t, "width"), rapid.IntRange(64, 300).Draw(t, "height"))
		q := resized(p, rapid.IntRange(40, 400).Draw(t, "new width"), rapid.IntRange(40, 400).Draw(t, "new height"))
		small, err := decode("jpeg", asJPEG(q, rapid.IntRange(30, 95).Draw(t, "quality")), 1, MaxPixels)
		if err != nil {
			t.Fatal(err)
		}
		if d := Distance(hashOf(t, p), hashOf(t, small)); d >= farThumbnail {
			t.Errorf("%d bits differ", d)
		}
	})
}

// TestHashTells holds that other pictures are far: of 60 scenes, all pairs.
func TestHashTells(t *testing.T) {
	var all []Hash
	for seed := range uint64(60) {
		all = append(all, hashOf(t, scene(1000+seed, 96, 96)))
	}
	var distances []int
	for i, a := range all {
		for _, b := range all[:i] {
			distances = append(distances, Distance(a, b))
		}
	}
	slices.Sort(distances)
	if distances[0] <= 10 {
		t.Errorf("two scenes are %d bits apart", distances[0])
	}
	if median := distances[len(distances)/2]; median < 28 || median > 36 {
		t.Errorf("half of the pairs are at most %d bits apart", median)
	}
	t.Logf("%d pairs: nearest %d, 1 %% within %d, median %d", len(distances), distances[0], distances[len(distances)/100], distances[len(distances)/2])
}

// TestHashOfTurned says what the hash does not bear.
func TestHashOfTurned(t *testing.T) {
	p := scene(5, 100, 80)
	g, _ := gridOf(p, p.Bounds())
	before, _ := g.hash()
	for range 3 {
		g = g.turned()
		if turned, _ := g.hash(); Distance(before, turned) < 10 {
			t.Errorf("turned by a quarter, %d bits differ", Distance(before, turned))
		}
	}
	g = g.turned()
	if back, _ := g.hash(); back != before {
		t.Error("four quarters are no whole turn")
	}
}

func TestHashOfFlat(t *testing.T) {
	for _, p := range []stdimage.Image{stdimage.NewRGBA(stdimage.Rectangle{}), stdimage.NewRGBA(stdimage.Rect(0, 0, 5, 5)), stdimage.NewGray(stdimage.Rect(0, 0, 90, 90))} {
		if h, ok := Look(p); ok {
			t.Errorf("a picture of one tone has the hash %v", h)
		}
	}
}

func TestParseHash(t *testing.T) {
	h := Hash(0x0123456789abcdef)
	if got, err := ParseHash(h.String()); err != nil || got != h {
		t.Error(got, err)
	}
	for _, text := range []string{"", "123", "zz23456789abcdef", "+123456789abcdef"} {
		if _, err := ParseHash(text); err == nil {
			t.Errorf("%q is taken for a hash", text)
		}
	}
	if Distance(0, ^Hash(0)) != 64 || Distance(h, h) != 0 || Distance(1, 3) != 1 {
		t.Error("distances")
	}
}
