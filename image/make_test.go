package image

import (
	"bytes"
	"encoding/binary"
	stdimage "image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"golang.org/x/image/draw"
)

// scene makes a picture like a photograph: soft shapes of random place and
// brightness, the same for the same seed.
func scene(seed uint64, width, height int) *stdimage.RGBA {
	random := rand.New(rand.NewPCG(seed, 1))
	type blob struct{ x, y, size, light float64 }
	blobs := make([]blob, 14)
	for i := range blobs {
		blobs[i] = blob{random.Float64(), random.Float64(), 0.05 + 0.25*random.Float64(), 240*random.Float64() - 120}
	}
	p := stdimage.NewRGBA(stdimage.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			v := 128.0
			for _, b := range blobs {
				dx, dy := float64(x)/float64(width)-b.x, float64(y)/float64(height)-b.y
				v += b.light * math.Exp(-(dx*dx+dy*dy)/(b.size*b.size))
			}
			c := uint8(min(max(v, 0), 255))
			p.SetRGBA(x, y, color.RGBA{c, c, 255 - c/2, 255})
		}
	}
	return p
}

func resized(p stdimage.Image, width, height int) *stdimage.RGBA {
	out := stdimage.NewRGBA(stdimage.Rect(0, 0, width, height))
	draw.BiLinear.Scale(out, out.Bounds(), p, p.Bounds(), draw.Src, nil)
	return out
}

func asJPEG(p stdimage.Image, quality int) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p, &jpeg.Options{Quality: quality}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func asPNG(p stdimage.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// withSegment puts a segment behind the beginning of a JPEG.
func withSegment(b []byte, marker byte, data ...[]byte) []byte {
	body := slices.Concat(data...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2))
	return slices.Concat(b[:2], head, body, b[2:])
}

// withChunk puts a chunk behind the header of a PNG.
func withChunk(b []byte, kind string, data ...[]byte) []byte {
	return slices.Concat(b[:33], chunkOf(kind, slices.Concat(data...)), b[33:])
}

// value is one entry of a made TIFF structure.
type value struct {
	tag, kind uint16
	count     int
	data      []byte
}

func ascii(tag uint16, s string) value { return value{tag, 2, len(s) + 1, []byte(s + "\x00")} }

func long(tag uint16, n int) value {
	return value{tag, 4, 1, binary.LittleEndian.AppendUint32(nil, uint32(n))}
}

func rationals(tag uint16, pairs ...uint32) value {
	v := value{tag: tag, kind: 5, count: len(pairs) / 2}
	for _, n := range pairs {
		v.data = binary.LittleEndian.AppendUint32(v.data, n)
	}
	return v
}

// tiffOf makes a little-endian structure: the main directory, those of EXIF and
// GPS where they have entries, and a thumbnail where there is one.
func tiffOf(main, exif, gps []value, thumb []byte) []byte {
	b := []byte("II*\x00\x08\x00\x00\x00")
	size := func(list []value) int {
		n := 2 + 12*len(list) + 4
		for _, v := range list {
			if len(v.data) > 4 {
				n += len(v.data)
			}
		}
		return n
	}
	main = slices.Clone(main)
	if exif != nil {
		main = append(main, long(0x8769, 0))
	}
	if gps != nil {
		main = append(main, long(0x8825, 0))
	}
	at := 8 + size(main)
	for i := range main {
		switch main[i].tag {
		case 0x8769:
			main[i] = long(0x8769, at)
			at += size(exif)
		case 0x8825:
			main[i] = long(0x8825, at)
			at += size(gps)
		}
	}
	next := 0
	if thumb != nil {
		next = at
	}
	b = appendDirectory(b, main, next)
	for _, list := range [][]value{exif, gps} {
		if list != nil {
			b = appendDirectory(b, list, 0)
		}
	}
	if thumb != nil {
		list := []value{long(0x0201, 0), long(0x0202, len(thumb))}
		list[0] = long(0x0201, at+size(list))
		b = append(appendDirectory(b, list, 0), thumb...)
	}
	return b
}

func appendDirectory(b []byte, list []value, next int) []byte {
	b = binary.LittleEndian.AppendUint16(b, uint16(len(list)))
	at := len(b) + 12*len(list) + 4
	var tail []byte
	for _, v := range list {
		b = binary.LittleEndian.AppendUint16(b, v.tag)
		b = binary.LittleEndian.AppendUint16(b, v.kind)
		b = binary.LittleEndian.AppendUint32(b, uint32(v.count))
		if len(v.data) <= 4 {
			b = append(b, append(slices.Clone(v.data), 0, 0, 0, 0)[:4]...)
			continue
		}
		b = binary.LittleEndian.AppendUint32(b, uint32(at+len(tail)))
		tail = append(tail, v.data...)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(next))
	return append(b, tail...)
}

// must reads a picture that can be read.
func must(t testing.TB, content []byte) *reading {
	t.Helper()
	d, err := Read(content)
	if err != nil {
		t.Fatal(err)
	}
	return &reading{d}
}
