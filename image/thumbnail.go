package image

import (
	"fmt"
	stdimage "image"
	"math"
)

// thumbnail is a small picture of the picture that stands in its metadata.
type thumbnail struct {
	data  []byte
	where string
	blue  bool // red and blue are exchanged: of Photoshop 4
}

// Bounds on thumbnails.
const (
	maxThumbs = 8       // that are compared
	maxSmall  = 4 << 20 // pixels of one
)

// thumbnail takes out the one of EXIF: CIPA DC-008 §4.5.5, IFD1.
func (x *exifReader) thumbnail() {
	at, size := x.get("IFD1", 0x0201), x.get("IFD1", 0x0202)
	if strips := x.get("IFD1", 0x0111); at.data == nil && strips.data != nil && x.d.Format != "tiff" {
		x.field("thumbnail", fmt.Sprintf("%s x %s, not as JPEG, not compared", x.t.String(x.get("IFD1", 0x0100)), x.t.String(x.get("IFD1", 0x0101))), x.where+" IFD1")
	}
	if at.data == nil || size.data == nil {
		return
	}
	from, n := x.t.integer(at), x.t.integer(size)
	where := x.where + " IFD1 thumbnail"
	if n == 0 {
		return // an editor took it out
	}
	if from <= 0 || n < 0 || from > len(x.t.b) {
		x.unread("image/thumbnail-unread", where, fmt.Sprintf("A thumbnail is said to be at byte %d with %d bytes, which is not there.", from, n))
		return
	}
	if n > len(x.t.b)-from {
		x.unread("image/thumbnail-unread", where, fmt.Sprintf("Its thumbnail is cut off: %d of %d bytes.", len(x.t.b)-from, n))
		n = len(x.t.b) - from
	}
	x.addThumbnail(x.t.b[from:from+n], where, false)
}

// addThumbnail keeps one, as an item of its own and for comparison.
func (r *reader) addThumbnail(data []byte, where string, blue bool) {
	if len(r.thumbs) == maxThumbs {
		return
	}
	r.thumbs = append(r.thumbs, thumbnail{data, where, blue})
	r.embed("thumbnail", data, where)
}

// farThumbnail is the distance from which on a thumbnail is said to differ. Of 73
// real ones that were looked at, 72 are at most 10 bits away; the one at 24 shows
// more of the scene than its picture, which was cropped.
const farThumbnail = 18

// compare says how far a thumbnail is from the picture. picture is nil where it
// could not be decoded.
func (r *reader) compare(picture stdimage.Image, t thumbnail) {
	scans := 0
	for _, s := range walkJPEG(t.data[:min(len(t.data), 1<<20)]).segments {
		if s.marker == mSOS {
			scans++
		}
	}
	small, err := decode("jpeg", t.data, scans, maxSmall)
	if err != nil {
		r.unread("image/thumbnail-unread", t.where, fmt.Sprintf("Its thumbnail of %d bytes could not be decoded: %v.", len(t.data), err))
		return
	}
	b := small.Bounds()
	told := fmt.Sprintf("%d x %d", b.Dx(), b.Dy())
	if picture == nil {
		r.field("thumbnail", told, t.where)
		return
	}
	best, turns, seen, ok := nearest(picture, small)
	if !ok {
		r.field("thumbnail", told+", too smooth to be compared", t.where)
		return
	}
	r.field("thumbnail", fmt.Sprintf("%s, %d of 64 bits from the picture", told, best), t.where)
	r.field("thumbnail departure", fmt.Sprintf("%d of 255 levels of brightness, where it leaves the picture most", seen.departure()), t.where)
	if best >= farThumbnail {
		r.d.Note("image/thumbnail-differs", t.where, fmt.Sprintf("The thumbnail looks another than the picture: %d of 64 bits of their perceptual hashes differ. It may show a former state. Innocent explanations: an editor that crops, turns or changes a picture and does not renew its thumbnail, a phone's own cropping, a thumbnail with bars.", best))
	} else if turns != 0 {
		r.field("thumbnail turned", fmt.Sprintf("by %d degrees against the stored picture", 90*turns), t.where)
	}
}

// nearest is the least distance of the pictures, of the small one turned by
// quarters, and of either cut to the other's shape: bars stand around many
// thumbnails, and others show only the middle.
func nearest(picture, small stdimage.Image) (best, turns int, seen alike, ok bool) {
	best = math.MaxInt
	whole, of := picture.Bounds(), small.Bounds()
	pairs := [][2]stdimage.Rectangle{{whole, of}, {whole, fit(of, whole)}, {fit(whole, of), of}}
	if near := fit(of, whole); near.Dx() > of.Dx()*98/100 && near.Dy() > of.Dy()*98/100 {
		pairs = pairs[:1] // of one shape
	}
	for _, pair := range pairs {
		p, ok1 := gridOf(picture, pair[0])
		s, ok2 := gridOf(small, pair[1])
		if !ok1 || !ok2 {
			continue
		}
		want, ok1 := p.hash()
		for turn := range 4 {
			got, ok2 := s.hash()
			if d := Distance(want, got); ok1 && ok2 {
				if ok = true; d < best {
					best, turns, seen = d, turn, alike{p, s}
				}
			}
			s = s.turned()
		}
	}
	return best, turns, seen, ok
}

// fit is the middle of r in the shape of like.
func fit(r, like stdimage.Rectangle) stdimage.Rectangle {
	w, h := r.Dx(), r.Dy()
	if like.Dx() <= 0 || like.Dy() <= 0 {
		return r
	}
	if w*like.Dy() > h*like.Dx() {
		w = h * like.Dx() / like.Dy()
	} else {
		h = w * like.Dy() / like.Dx()
	}
	x, y := r.Min.X+(r.Dx()-w)/2, r.Min.Y+(r.Dy()-h)/2
	return stdimage.Rect(x, y, x+w, y+h)
}
