package image

import (
	"fmt"
	stdimage "image"
	"math"
	"math/bits"
	"slices"
	"strconv"
)

// Hash is a perceptual hash of 64 bits. The picture, transparency on white, is
// averaged to 32 × 32 cells of brightness; of their two-dimensional discrete
// cosine transform (type II) the 64 coefficients of the lowest frequencies after
// the constant one are kept, diagonal by diagonal, and a bit is set, from the most
// significant on, where a coefficient is above the median of the 64.
//
// Scaling and compression change few bits. Rotation, mirroring, cropping and
// frames change many: the hash is of the pixels as they are stored, before any
// orientation that EXIF asks for. Near hashes are a hint and no proof; they can
// be made to collide at will.
type Hash uint64

// String is the hash in 16 hexadecimal digits.
func (h Hash) String() string { return fmt.Sprintf("%016x", uint64(h)) }

// ParseHash reads what String writes.
func ParseHash(text string) (Hash, error) {
	v, err := strconv.ParseUint(text, 16, 64)
	if err != nil || len(text) != 16 {
		return 0, fmt.Errorf("no perceptual hash of 16 hexadecimal digits: %q", text)
	}
	return Hash(v), nil
}

// Distance is the number of bits in which two hashes differ: 0 to 64. Two
// unrelated pictures are about 32 apart.
func Distance(a, b Hash) int { return bits.OnesCount64(uint64(a ^ b)) }

// Look gives the hash of a picture; false where it is empty, of one tone or one
// smooth gradient, and a hash would be of noise.
func Look(picture stdimage.Image) (Hash, bool) {
	g, ok := gridOf(picture, picture.Bounds())
	if !ok {
		return 0, false
	}
	return g.hash()
}

const side = 32 // cells of the grid, across and down

// grid is brightness, 0 to 255, row by row.
type grid [side][side]float64

// perCell is how many pixels of a cell are read, across and down; of larger
// cells evenly spread ones.
const perCell = 16

// gridOf averages the part r of a picture.
func gridOf(picture stdimage.Image, r stdimage.Rectangle) (g grid, ok bool) {
	if r.Empty() {
		return g, false
	}
	light := brightness(picture)
	for y := range g {
		y0, y1 := span(y, r.Min.Y, r.Dy())
		for x := range g[y] {
			x0, x1 := span(x, r.Min.X, r.Dx())
			sum, n := 0.0, 0.0
			for py := y0; py < y1; py += 1 + (y1-y0)/perCell {
				for px := x0; px < x1; px += 1 + (x1-x0)/perCell {
					sum, n = sum+light(px, py), n+1
				}
			}
			g[y][x] = sum / n
		}
	}
	return g, true
}

// span is the range of pixels of the i-th cell; never empty.
func span(i, from, size int) (int, int) {
	a := i * size / side
	return from + a, from + max((i+1)*size/side, a+1)
}

// brightness gives a function for the luma of ITU-R BT.601.
func brightness(picture stdimage.Image) func(x, y int) float64 {
	switch p := picture.(type) {
	case *stdimage.YCbCr:
		return func(x, y int) float64 { return float64(p.Y[p.YOffset(x, y)]) }
	case *stdimage.Gray:
		return func(x, y int) float64 { return float64(p.GrayAt(x, y).Y) }
	case stdimage.RGBA64Image:
		return func(x, y int) float64 {
			c := p.RGBA64At(x, y)
			return luma(uint32(c.R), uint32(c.G), uint32(c.B), uint32(c.A))
		}
	}
	return func(x, y int) float64 { return luma(picture.At(x, y).RGBA()) }
}

func luma(r, g, b, a uint32) float64 {
	return float64((299*r+587*g+114*b)/1000+0xffff-a) / 257
}

const kept = 11 // frequencies that are computed, across and down

// lowest are the 64 pairs of frequencies, across and down, that follow the
// constant one: diagonal by diagonal.
var lowest = func() (list [64][2]int) {
	n := 0
	for diagonal := 1; n < len(list); diagonal++ {
		for down := 0; down <= diagonal && n < len(list); down++ {
			list[n] = [2]int{diagonal - down, down}
			n++
		}
	}
	return list
}()

// waves[u][x] is the cosine of frequency u at cell x.
var waves = func() (w [kept][side]float64) {
	for u := range w {
		for x := range w[u] {
			w[u][x] = math.Cos(math.Pi * float64(u) * (float64(x) + 0.5) / side)
		}
	}
	return w
}()

// faintest is the least spread of the middle half of the coefficients that means
// anything; a wave of one grey level across and down has a coefficient of 16. Of
// the real pictures at hand, smooth gradients have 3 at most, all others 16 or more.
const faintest = 8

// hash transforms the grid. Products are rounded one by one, so that machines
// that fuse them give the same bits.
func (g *grid) hash() (Hash, bool) {
	var rows [side][kept]float64
	for y := range g {
		for u := range waves {
			for x, v := range g[y] {
				rows[y][u] += float64(v * waves[u][x])
			}
		}
	}
	var coefficients [64]float64
	for i, at := range lowest {
		c := 0.0
		for y := range rows {
			c += float64(rows[y][at[0]] * waves[at[1]][y])
		}
		coefficients[i] = c * 2 / side
	}
	sorted := coefficients
	slices.Sort(sorted[:])
	median := (sorted[31] + sorted[32]) / 2
	h := Hash(0)
	for _, c := range coefficients {
		h <<= 1
		if c > median {
			h |= 1
		}
	}
	return h, sorted[48]-sorted[16] >= faintest
}

// turned is the grid turned by a quarter, with the clock.
func (g *grid) turned() (out grid) {
	for y := range g {
		for x := range g[y] {
			out[x][side-1-y] = g[y][x]
		}
	}
	return out
}
