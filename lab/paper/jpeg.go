package paper

import (
	"bytes"
	"image"
	stdjpeg "image/jpeg"
)

// The qualities at which phones and editors save here, in the scale of the
// Independent JPEG Group.
const (
	phoneQuality     = 90
	editorQuality    = 85
	thumbnailQuality = 75
)

// jpeg is a photograph taken at p.Created: the file of a phone has its notes
// first, and no JFIF header.
func jpeg(p *Paper) []byte {
	m := p.picture()
	return withSegments(encode(m, phoneQuality), segment(0xe1, append([]byte("Exif\x00\x00"), p.exif(encode(small(m), thumbnailQuality))...)))
}

func encode(m image.Image, quality int) []byte {
	var b bytes.Buffer
	if err := stdjpeg.Encode(&b, m, &stdjpeg.Options{Quality: quality}); err != nil {
		panic(err) // a buffer takes all, and the sizes are small
	}
	return b.Bytes()
}

// segment is a marker segment: ITU T.81 §B.1.1.4.
func segment(marker byte, data []byte) []byte {
	n := len(data) + 2
	return append([]byte{0xff, marker, byte(n >> 8), byte(n)}, data...)
}

// withSegments puts segments at the head of a picture.
func withSegments(picture []byte, segments ...[]byte) []byte {
	out := append([]byte(nil), picture[:2]...)
	for _, s := range segments {
		out = append(out, s...)
	}
	return append(out, picture[2:]...)
}
