package paper

import (
	"bytes"
	"image"
	stdjpeg "image/jpeg"
	"math/rand/v2"
	"slices"
	"time"
)

const maxPixels = 40_000_000

// photo is a picture between reading and writing.
type photo struct {
	segments []photoSegment // before the picture proper; tables left out
	picture  *image.YCbCr
	quality  int
}

type photoSegment struct {
	marker byte
	data   []byte
}

// openPhoto reads a JPEG in colour; false of other kinds, and of large ones.
func openPhoto(content []byte) (*photo, bool) {
	config, err := stdjpeg.DecodeConfig(bytes.NewReader(content))
	if err != nil || config.Width*config.Height > maxPixels {
		return nil, false
	}
	decoded, err := stdjpeg.Decode(bytes.NewReader(content))
	if err != nil {
		return nil, false
	}
	m, ok := decoded.(*image.YCbCr)
	if !ok || m.Rect.Dx() < 64 || m.Rect.Dy() < 64 {
		return nil, false
	}
	p := &photo{picture: inQuarters(m), quality: editorQuality}
	for at := 2; at+4 <= len(content) && content[at] == 0xff && content[at+1] != 0xda; {
		n := int(be.Uint16(content[at+2:]))
		if n < 2 || at+2+n > len(content) {
			return nil, false
		}
		marker, data := content[at+1], content[at+4:at+2+n]
		switch {
		case marker == 0xdb:
			p.quality = qualityOf(data, p.quality)
		case marker >= 0xe0 && marker <= 0xef || marker == 0xfe:
			p.segments = append(p.segments, photoSegment{marker, bytes.Clone(data)})
		}
		at += 2 + n
	}
	return p, true
}

// inQuarters is the picture with its colours at half the resolution, as it is
// drawn on and encoded here.
func inQuarters(m *image.YCbCr) *image.YCbCr {
	if m.SubsampleRatio == image.YCbCrSubsampleRatio420 {
		return m
	}
	q := image.NewYCbCr(image.Rect(0, 0, m.Rect.Dx(), m.Rect.Dy()), image.YCbCrSubsampleRatio420)
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			c := m.YCbCrAt(m.Rect.Min.X+x, m.Rect.Min.Y+y)
			q.Y[q.YOffset(x, y)] = c.Y
			q.Cb[q.COffset(x, y)], q.Cr[q.COffset(x, y)] = c.Cb, c.Cr
		}
	}
	return q
}

// qualityOf finds the quality by the first table, where it is one of Annex K
// scaled; or else keeps what it was.
func qualityOf(tables []byte, otherwise int) int {
	if len(tables) < 65 || tables[0] != 0 {
		return otherwise
	}
	blank := image.NewGray(image.Rect(0, 0, 8, 8))
	for q := 50; q <= 100; q++ {
		own := encode(blank, q)
		if at := bytes.Index(own, []byte{0xff, 0xdb}); at >= 0 && bytes.Equal(own[at+5:at+69], tables[1:65]) {
			return q
		}
	}
	return otherwise
}

// changePicture puts something else where something was.
func changePicture(r *rand.Rand, content []byte, e Edit) (Edited, bool) {
	p, ok := openPhoto(content)
	if !ok {
		return Edited{}, false
	}
	m := p.picture
	w, h := m.Rect.Dx()/6+r.IntN(m.Rect.Dx()/6), m.Rect.Dy()/6+r.IntN(m.Rect.Dy()/6)
	x, y := r.IntN(m.Rect.Dx()-w)&^1, r.IntN(m.Rect.Dy()-h)&^1
	box := image.Rect(x, y, x+w, y+h)
	if r.IntN(2) == 0 {
		disc(m, box, drawTint(r, 20, 235))
	} else {
		copyPlace(m, box, r.IntN(m.Rect.Dx()-w)&^1, r.IntN(m.Rect.Dy()-h)&^1)
	}
	grain(r, m)
	return p.finish(e, true), true
}

// copyPlace covers a place with another of the same picture; what is there
// already is drawn over with a frame, so that something is seen to change.
func copyPlace(m *image.YCbCr, box image.Rectangle, x, y int) {
	c := image.NewYCbCr(m.Rect, m.SubsampleRatio)
	copy(c.Y, m.Y)
	copy(c.Cb, m.Cb)
	copy(c.Cr, m.Cr)
	for dy := range box.Dy() {
		to, from := m.YOffset(box.Min.X, box.Min.Y+dy), c.YOffset(x, y+dy)
		copy(m.Y[to:to+box.Dx()], c.Y[from:])
		toC, fromC := m.COffset(box.Min.X, box.Min.Y+dy), c.COffset(x, y+dy)
		copy(m.Cb[toC:toC+box.Dx()/2], c.Cb[fromC:])
		copy(m.Cr[toC:toC+box.Dx()/2], c.Cr[fromC:])
	}
	fill(m, image.Rect(box.Min.X, box.Min.Y, box.Max.X, box.Min.Y+8), tint{40, 128, 128})
}

func resavePicture(content []byte, e Edit) (Edited, bool) {
	p, ok := openPhoto(content)
	if !ok {
		return Edited{}, false
	}
	return p.finish(e, false), true
}

// jfif is the head that editors write: ITU T.871 §10.1.
var jfif = segment(0xe0, []byte("JFIF\x00\x01\x01\x01\x00\x48\x00\x48\x00\x00"))

// finish saves a picture with an editor, and mends what the forger's care sees
// to: his editor keeps the notes of the camera with their small copy, names
// itself and the time, and writes a head of its own.
func (p *photo) finish(e Edit, altered bool) Edited {
	tool := e.Tool
	if tool == nil || tool.Format != JPEG {
		tool = Named("gimp-2.8")
	}
	var out Edited
	i := slices.IndexFunc(p.segments, func(s photoSegment) bool {
		return s.marker == 0xe1 && bytes.HasPrefix(s.data, []byte("Exif\x00\x00"))
	})
	hadJFIF := len(p.segments) > 0 && p.segments[0].marker == 0xe0
	var head [][]byte
	quality := p.quality
	if e.Care != FullCare {
		if quality = editorQuality; quality != p.quality {
			out.Traces = append(out.Traces, TablesOfOther)
		}
		if !hadJFIF {
			head = append(head, jfif)
			out.Traces = append(out.Traces, JFIFBeforeExif)
		}
	}
	if i >= 0 {
		p.mend(&p.segments[i], tool, e, altered, &out)
	}
	for _, s := range p.segments {
		head = append(head, segment(s.marker, s.data))
	}
	out.Content = withSegments(encode(p.picture, quality), head...)
	return out
}

// mend alters the notes of the camera.
func (p *photo) mend(s *photoSegment, tool *Software, e Edit, altered bool, out *Edited) {
	notes := notes{s.data[6:]}
	if e.Care == NoCare {
		before, had := notes.text(0x0132)
		if notes.setText(0x0132, exifTime(e.At)) {
			if t, err := time.Parse("2006:01:02 15:04:05", before); had && err == nil && e.At.After(t) {
				out.Traces = append(out.Traces, ModifiedLater)
			}
		}
		if notes.setText(0x0131, tool.Name+" "+tool.Version) {
			out.Traces = append(out.Traces, EditorNamed)
		}
	}
	switch {
	case e.Care == FullCare:
		if !notes.setThumbnail(encode(small(p.picture), thumbnailQuality)) && notes.thumbnail() != nil && altered {
			out.Traces = append(out.Traces, ThumbnailStale)
		}
	case altered && notes.thumbnail() != nil:
		out.Traces = append(out.Traces, ThumbnailStale)
	}
	s.data = append(bytes.Clone(s.data[:6]), notes.b...)
}
