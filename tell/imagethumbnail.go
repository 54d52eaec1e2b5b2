package tell

import (
	"fmt"

	"assay/document"
)

// farThumbnail is from how many levels of brightness on a thumbnail shows another
// picture, in the part where it leaves it most. Of the 82 thumbnails of real
// pictures that were measured, one is 107 levels off, whose picture had been cut;
// all others are 24 at most.
const farThumbnail = 48

// imageThumbnail: an editor that does not know of the thumbnail leaves the old one.
var imageThumbnail = Tell{
	ID:       "image/thumbnail",
	Asks:     "Does the thumbnail show something else than the picture, as a whole or in one part?",
	Rests:    "CIPA DC-008 §4.5.5: the thumbnail is of the picture",
	Innocent: []string{"an editor that cuts or brightens a part and does not renew the thumbnail", "a phone's own effects, applied after the thumbnail was made"},
	Cause:    Rewritten,
	Document: func(d *document.Document) Result {
		var marks []Mark
		compared := false
		for _, f := range d.Fields {
			off := 0
			if f.Name != "thumbnail departure" {
				continue
			}
			if n, _ := fmt.Sscanf(f.Value, "%d of", &off); n != 1 {
				continue
			}
			compared = true
			if off >= farThumbnail {
				marks = append(marks, Mark{
					Where:   f.Where,
					Why:     fmt.Sprintf("The thumbnail leaves the picture by %d of 255 levels of brightness in the part where it does most, light and shift of the whole apart: it shows a former state of it.", off),
					Recheck: "exiftool -b -ThumbnailImage FILE > thumbnail.jpg, and look at both",
				})
			}
		}
		if !compared {
			return NotApplicable()
		}
		return Of(marks)
	},
}
