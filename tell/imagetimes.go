package tell

import (
	"fmt"
	"time"

	"assay/document"
)

// Bounds within which the times of a picture are no contradiction.
const (
	// otherClock: of the real pictures at hand, one camera's clock was a day behind
	// its satellites' for hundreds of pictures.
	otherClock = 48 * time.Hour
	// otherZone is for times that are written in one zone and in another.
	otherZone = allZones
)

// imageTimes: a camera writes one moment into many places.
var imageTimes = Tell{
	ID:       "image/times",
	Asks:     "Do the times of one picture contradict each other?",
	Rests:    "CIPA DC-008 §4.6.4 DateTime, §4.6.5 DateTimeOriginal, DateTimeDigitized, §4.6.6 GPSDateStamp",
	Innocent: []string{"a camera whose clock was never set, beside a computer's or a satellite's that is right", "a camera that keeps the last position it knew", "a person who corrected the time of a scanned picture"},
	Cause:    DocumentTime,
	Document: func(d *document.Document) Result {
		if d.Kind != document.Image {
			return NotApplicable()
		}
		var marks []Mark
		applies := false
		for _, c := range []struct {
			a, b    string
			order   bool // b is no earlier than a; else they are the same
			allowed time.Duration
			why     string
		}{
			{exifTaken, exifModified, true, otherZone, "A file is not older than its picture"},
			{exifTaken, exifScanned, true, otherZone, "A picture is not stored before it is taken"},
			{exifTaken, exifGPS, false, otherClock, "The satellites' clock is right"},
			{exifTaken, xmpTaken, false, otherZone, "Both say when the picture was taken"},
		} {
			a, ok1 := momentAt(d, c.a)
			b, ok2 := momentAt(d, c.b)
			if !ok1 || !ok2 {
				continue
			}
			applies = true
			if by := b.wall().Sub(a.wall()); by < -c.allowed || !c.order && by > c.allowed {
				marks = append(marks, Mark{
					Where:   c.b,
					Why:     fmt.Sprintf("%s is %s, and %s is %s, %s apart. %s.", c.a, a, c.b, b, apart(by), c.why),
					Recheck: "exiftool -a -G1 -time:all FILE",
				})
			}
		}
		if !applies {
			return NotApplicable()
		}
		return Of(marks)
	},
}
