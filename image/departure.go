package image

// alike are a picture and its thumbnail, laid over each other.
type alike struct{ whole, small grid }

// blocks is how many blocks across and down a thumbnail is held against its
// picture in; each is of two by two cells.
const blocks = side / 2

// departure is how far the thumbnail leaves the picture in that one block in which
// it does most, in levels of brightness of 255: a part that somebody painted over
// stands out, where the perceptual hash of the whole stays. Thumbnails may be
// brighter and of more contrast, and shifted by a block: what the neighbouring
// blocks of the picture have is no departure.
func (a alike) departure() int {
	w, s := a.whole.halved(), a.small.halved()
	gain, offset := line(w, s)
	most := 0.0
	for y := range s {
		for x, v := range s[y] {
			low, high := around(w, x, y)
			low, high = low*gain+offset, high*gain+offset
			most = max(most, low-v, v-high)
		}
	}
	return int(most)
}

type blockGrid [blocks][blocks]float64

func (g *grid) halved() (b blockGrid) {
	for y := range b {
		for x := range b[y] {
			b[y][x] = (g[2*y][2*x] + g[2*y][2*x+1] + g[2*y+1][2*x] + g[2*y+1][2*x+1]) / 4
		}
	}
	return b
}

// line is the straight line that takes w to s by least squares. Products are
// rounded one by one, as in hash.
func line(w, s blockGrid) (gain, offset float64) {
	n, sumW, sumS, sumWW, sumWS := float64(blocks*blocks), 0.0, 0.0, 0.0, 0.0
	for y := range w {
		for x, v := range w[y] {
			sumW, sumS = sumW+v, sumS+s[y][x]
			sumWW, sumWS = sumWW+float64(v*v), sumWS+float64(v*s[y][x])
		}
	}
	spread := float64(n*sumWW) - float64(sumW*sumW)
	if spread <= 0 {
		return 1, (sumS - sumW) / n
	}
	gain = max((float64(n*sumWS)-float64(sumW*sumS))/spread, 0)
	return gain, (sumS - float64(gain*sumW)) / n
}

// around is the least and the greatest value of a block and its neighbours.
func around(b blockGrid, x, y int) (low, high float64) {
	low, high = b[y][x], b[y][x]
	for v := max(y-1, 0); v <= min(y+1, blocks-1); v++ {
		for u := max(x-1, 0); u <= min(x+1, blocks-1); u++ {
			low, high = min(low, b[v][u]), max(high, b[v][u])
		}
	}
	return low, high
}
