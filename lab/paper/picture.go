package paper

import (
	"image"
	"math/rand/v2"
)

const pictureWidth, pictureHeight = 640, 480

// tint is a colour in the space that JPEG has: ITU T.871 §6.
type tint struct{ y, cb, cr uint8 }

func drawTint(r *rand.Rand, low, high int) tint {
	return tint{uint8(low + r.IntN(high-low)), uint8(104 + r.IntN(48)), uint8(104 + r.IntN(48))}
}

// picture is what the camera saw: a view with things in it, or a sheet with
// lines of writing, both with the grain of a sensor.
func (p *Paper) picture() *image.YCbCr {
	r := p.draw("picture", 0)
	m := image.NewYCbCr(image.Rect(0, 0, pictureWidth, pictureHeight), image.YCbCrSubsampleRatio420)
	if r.IntN(2) == 0 {
		drawView(r, m)
	} else {
		drawSheet(r, m)
	}
	grain(r, m)
	return m
}

func drawView(r *rand.Rand, m *image.YCbCr) {
	horizon := 160 + r.IntN(160)
	sky, ground := drawTint(r, 150, 220), drawTint(r, 60, 120)
	for y := 0; y < pictureHeight; y += 2 {
		t := sky
		t.y += uint8(y / 16)
		if y >= horizon {
			t = ground
			t.y += uint8((y - horizon) / 8)
		}
		fill(m, image.Rect(0, y, pictureWidth, y+2), t)
	}
	for range 6 + r.IntN(8) {
		drawThing(r, m, horizon)
	}
}

func drawThing(r *rand.Rand, m *image.YCbCr, horizon int) {
	w, h := 30+r.IntN(120), 30+r.IntN(160)
	x, y := r.IntN(pictureWidth-w), min(max(0, horizon-h+r.IntN(h)), pictureHeight-h)
	box, t := image.Rect(x, y, x+w, y+h), drawTint(r, 30, 230)
	if r.IntN(3) == 0 {
		disc(m, box, t)
		return
	}
	fill(m, box, t)
	for wy := y + 8; wy+10 < y+h; wy += 22 { // windows
		for wx := x + 6; wx+8 < x+w; wx += 18 {
			fill(m, image.Rect(wx, wy, wx+8, wy+10), tint{t.y / 2, t.cb, t.cr})
		}
	}
}

// drawSheet is a sheet of paper on a table: blocks stand for words.
func drawSheet(r *rand.Rand, m *image.YCbCr) {
	fill(m, m.Rect, drawTint(r, 40, 110))
	sheet := image.Rect(60+r.IntN(40), 20+r.IntN(30), 520+r.IntN(60), 450+r.IntN(28))
	fill(m, sheet, tint{uint8(215 + r.IntN(30)), 126, 130})
	for y := sheet.Min.Y + 24; y < sheet.Max.Y-24; y += 16 {
		end := sheet.Max.X - 24 - r.IntN(40)
		if r.IntN(6) == 0 {
			end = sheet.Min.X + 100 + r.IntN(100)
		}
		for x := sheet.Min.X + 24; x < end; {
			w := 8 + r.IntN(40)
			drawWord(r, m, image.Rect(x, y, min(x+w, end), y+8))
			x += w + 6
		}
	}
}

// drawWord is a row of strokes.
func drawWord(r *rand.Rand, m *image.YCbCr, box image.Rectangle) {
	for x := box.Min.X; x < box.Max.X; x += 3 {
		top := box.Min.Y + r.IntN(4)
		fill(m, image.Rect(x, top, min(x+2, box.Max.X), box.Max.Y), tint{uint8(30 + r.IntN(40)), 128, 128})
	}
}

func fill(m *image.YCbCr, box image.Rectangle, t tint) {
	box = box.Intersect(m.Rect)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		row := m.Y[m.YOffset(box.Min.X, y):][:box.Dx()]
		for i := range row {
			row[i] = t.y
		}
		c := m.COffset(box.Min.X, y)
		for i := range (box.Dx() + 1) / 2 {
			m.Cb[c+i], m.Cr[c+i] = t.cb, t.cr
		}
	}
}

func disc(m *image.YCbCr, box image.Rectangle, t tint) {
	w, h := box.Dx(), box.Dy()
	for y := range h {
		dy := float64(2*y-h) / float64(h)
		half := int(float64(w) / 2 * (1 - dy*dy))
		fill(m, image.Rect(box.Min.X+w/2-half, box.Min.Y+y, box.Min.X+w/2+half, box.Min.Y+y+1), t)
	}
}

// grain adds a little noise to the brightness.
func grain(r *rand.Rand, m *image.YCbCr) {
	state := r.Uint64() | 1
	for i := range m.Y {
		state ^= state << 13
		state ^= state >> 7
		state ^= state << 17
		v := int(m.Y[i]) + int(state&3) - 1
		m.Y[i] = uint8(min(max(v, 0), 255))
	}
}

// small is the picture at a quarter of its width.
func small(m *image.YCbCr) *image.YCbCr {
	w, h := m.Rect.Dx()/4, m.Rect.Dy()/4
	s := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	for y := range h {
		for x := range w {
			s.Y[y*s.YStride+x] = uint8(mean(m.Y[m.YOffset(4*x, 4*y):], m.YStride, 4))
		}
	}
	for y := range h / 2 {
		for x := range w / 2 {
			from, to := m.COffset(8*x, 8*y), y*s.CStride+x
			s.Cb[to], s.Cr[to] = uint8(mean(m.Cb[from:], m.CStride, 4)), uint8(mean(m.Cr[from:], m.CStride, 4))
		}
	}
	return s
}

func mean(plane []uint8, stride, n int) (sum int) {
	for y := range n {
		for x := range n {
			sum += int(plane[y*stride+x])
		}
	}
	return sum / (n * n)
}
