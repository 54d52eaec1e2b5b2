package tell

import (
	"fmt"

	"assay/document"
)

// otherShape is by how much the sides of a picture may be in another proportion than
// EXIF states, in parts of a hundred: resizing rounds to whole pixels.
const otherShape = 2

// imageSize: messengers and web sites make a picture smaller and keep its shape;
// who cuts something off changes the shape.
var imageSize = Tell{
	ID:       "image/size",
	Asks:     "Has the picture another shape than EXIF states?",
	Rests:    "CIPA DC-008 §4.6.5: PixelXDimension and PixelYDimension are those of the picture",
	Innocent: []string{"a person or programme that cut the edges off", "a panorama or a picture put together by the phone", "a messenger that cuts pictures to a square"},
	Cause:    Rewritten,
	Document: func(d *document.Document) Result {
		var w, h, x, y int
		if n, _ := fmt.Sscanf(fieldNamed(d, "dimensions"), "%d x %d", &w, &h); d.Kind != document.Image || n != 2 {
			return NotApplicable()
		}
		if n, _ := fmt.Sscan(fieldNamed(d, "PixelXDimension"), &x); n != 1 || x < 1 || w < 1 || h < 1 {
			return NotApplicable()
		}
		if n, _ := fmt.Sscan(fieldNamed(d, "PixelYDimension"), &y); n != 1 || y < 1 {
			return NotApplicable()
		}
		if sameShape(w, h, x, y) || sameShape(h, w, x, y) { // turned
			return Absent()
		}
		return Found(Mark{
			Where:   "EXIF ExifIFD PixelXDimension, PixelYDimension",
			Why:     fmt.Sprintf("EXIF says that the picture is %d x %d, and it is %d x %d, which is of another shape: something was cut off or put on, not only made smaller.", x, y, w, h),
			Recheck: "exiftool -a -G1 -ImageSize -ExifImageWidth -ExifImageHeight FILE",
		})
	},
}

// sameShape says whether the sides have the same proportion, but for a pixel and
// a share of otherShape.
func sameShape(w, h, x, y int) bool {
	a, b := int64(w)*int64(y), int64(h)*int64(x)
	return max(a, b)-min(a, b) <= max(max(a, b)/100*otherShape, int64(max(x, y)))
}
