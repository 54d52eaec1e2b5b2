package image

import (
	"bytes"
	"fmt"
	stdimage "image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
	"golang.org/x/image/webp"
)

// decoder is what one format's pixels are read with.
type decoder struct {
	config func(io.Reader) (stdimage.Config, error)
	decode func(io.Reader) (stdimage.Image, error)
}

var decoders = map[string]decoder{
	"jpeg": {jpeg.DecodeConfig, jpeg.Decode}, "png": {png.DecodeConfig, png.Decode},
	"gif": {gif.DecodeConfig, gif.Decode}, "webp": {webp.DecodeConfig, webp.Decode},
	"tiff": {tiff.DecodeConfig, tiff.Decode}, "bmp": {bmp.DecodeConfig, bmp.Decode},
}

// perByte is how many pixels one byte of a file can hold at most, so that a few
// bytes do not ask for much memory: deflate makes 1032 bytes of one, of eight
// pixels each; a JPEG has at least a bit for each 64 pixels; bitmaps that are
// read here have at least a bit for each. WebP and TIFF can hold white paper in
// next to nothing.
var perByte = map[string]int64{"jpeg": 512, "png": 8256, "gif": 8256, "webp": MaxPixels, "tiff": MaxPixels, "bmp": 8}

const slack = 1 << 18 // pixels that are always allowed

// errTooLarge says that a picture is not decoded because of its size.
type errTooLarge struct{ why string }

func (e errTooLarge) Error() string { return e.why }

// look decodes the picture, hashes it, and compares it with its thumbnails.
func (r *reader) look() {
	var picture stdimage.Image
	err := error(errTooLarge{fmt.Sprintf("a part of it has more than %d pixels", MaxPixels)})
	if r.largest <= MaxPixels {
		content := r.content
		if r.mended != nil {
			content = r.mended
		}
		picture, err = decode(r.d.Format, content, r.scans, MaxPixels)
	}
	if large, ok := err.(errTooLarge); ok {
		r.unread("image/too-large", "the pixels", fmt.Sprintf("The pixels were not decoded: %s. There is no perceptual hash.", large.why))
	} else if err != nil {
		r.unread("image/not-decoded", "the pixels", fmt.Sprintf("The pixels could not be decoded: %v. There is no perceptual hash. Innocent explanations: a faulty transfer, a way of coding that is not read here.", err))
	}
	if err == nil {
		if h, ok := Look(picture); ok {
			r.field("perceptual hash", h.String(), "the pixels as stored, DCT of 32 x 32 cells, 64 bits")
		} else {
			r.d.Note("image/flat", "the pixels", "The picture is of one tone or a smooth gradient, so that a perceptual hash would say nothing.")
		}
	}
	for _, t := range r.thumbs {
		r.compare(picture, t)
	}
}

// decode reads pixels within the bounds. A panic of a decoder is an error.
func decode(format string, content []byte, scans int, most int64) (picture stdimage.Image, err error) {
	defer func() {
		if p := recover(); p != nil {
			picture, err = nil, fmt.Errorf("the decoder gave up: %v", p)
		}
	}()
	d := decoders[format]
	c, err := d.config(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	if err := affordable(c, scans, most); err != nil {
		return nil, err
	}
	if pixels, held := int64(c.Width)*int64(c.Height), int64(len(content)); pixels > held*perByte[format]+slack {
		return nil, fmt.Errorf("it claims %d pixels, which its %d bytes cannot hold", pixels, held)
	}
	return d.decode(bytes.NewReader(content))
}

// affordable holds a picture to the bounds before memory is taken for it.
func affordable(c stdimage.Config, scans int, most int64) error {
	pixels := int64(c.Width) * int64(c.Height)
	each := pixelSize(c.ColorModel)
	if scans > 1 {
		each += 12 // three coefficients of four bytes, kept from scan to scan
	}
	switch {
	case c.Width <= 0 || c.Height <= 0:
		return fmt.Errorf("its size is %d x %d", c.Width, c.Height)
	case pixels > most:
		return errTooLarge{fmt.Sprintf("%d x %d is more than %d pixels", c.Width, c.Height, most)}
	case pixels*each > MaxDecoded:
		return errTooLarge{fmt.Sprintf("%d x %d would take more than %d bytes", c.Width, c.Height, MaxDecoded)}
	case scans > MaxScans:
		return errTooLarge{fmt.Sprintf("it has %d scans, more than %d", scans, MaxScans)}
	}
	return nil
}

// pixelSize is the memory of one decoded pixel in bytes.
func pixelSize(model color.Model) int64 {
	switch model {
	case color.GrayModel:
		return 1
	case color.Gray16Model:
		return 2
	case color.YCbCrModel:
		return 3
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	}
	if _, ok := model.(color.Palette); ok {
		return 1
	}
	return 4
}
