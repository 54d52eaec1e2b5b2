package pdfium

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"
)

// Bounds of a picture.
const (
	MaxPixels  = 16 << 20 // of one picture
	resolution = 150      // dots per inch where the pixels allow
)

// Picture is a page, counted from 1, as a PNG of at most maxPixels pixels (0 for
// MaxPixels), with its notes and form fields. Scripts of the file do not run.
func (e *Engine) Picture(content []byte, page, maxPixels int) (picture []byte, err error) {
	if maxPixels <= 0 || maxPixels > MaxPixels {
		maxPixels = MaxPixels
	}
	d, err := e.open(content)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if page < 1 || page > d.pages {
		return nil, fmt.Errorf("no page %d: it has %d", page, d.pages)
	}
	err = d.within(func() error {
		picture, err = d.picture(requests.Page{ByIndex: &requests.PageByIndex{Document: d.ref, Index: page - 1}}, maxPixels)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("page %d: %w", page, err)
	}
	return picture, nil
}

func (d *document) picture(page requests.Page, maxPixels int) ([]byte, error) {
	size, err := d.instance.GetPageSize(&requests.GetPageSize{Page: page})
	if err != nil {
		return nil, err
	}
	width, height, err := fit(size.Width, size.Height, maxPixels)
	if err != nil {
		return nil, err
	}
	drawn, err := d.instance.RenderPageInPixels(&requests.RenderPageInPixels{
		Page: page, Width: width, Height: height, RenderFlags: enums.FPDF_RENDER_FLAG_ANNOT, RenderForm: true, Document: &d.ref,
	})
	if err != nil {
		return nil, err
	}
	defer drawn.Cleanup()
	paper := image.NewRGBA(drawn.Result.RenderedImage.Bounds())
	draw.Draw(paper, paper.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(paper, paper.Rect, drawn.Result.RenderedImage, paper.Rect.Min, draw.Over)
	var b bytes.Buffer
	if err := png.Encode(&b, paper); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// fit is the size in pixels of a page whose size is in points.
func fit(width, height float64, maxPixels int) (int, int, error) {
	if !(width > 0 && height > 0) || math.IsInf(width*height, 0) {
		return 0, 0, fmt.Errorf("a page of %g by %g points cannot be drawn", width, height)
	}
	scale := min(resolution/72.0, math.Sqrt(float64(maxPixels)/(width*height)))
	w, h := int(width*scale), int(height*scale)
	if w < 1 || h < 1 {
		return 0, 0, fmt.Errorf("a page of %g by %g points does not fit into %d pixels", width, height, maxPixels)
	}
	return w, h, nil
}
