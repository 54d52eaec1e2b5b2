package tell

import (
	"strings"
	"time"

	"assay/document"
)

// Places of the times of a document, as its readers name them. The state that a
// reader sees is meant: what a former one said stands under "revision 1 Info …".
const (
	infoCreated  = "Info /CreationDate"
	infoModified = "Info /ModDate"
	xmpCreated   = "XMP xmp:CreateDate"
	xmpModified  = "XMP xmp:ModifyDate"
	xmpMetadata  = "XMP xmp:MetadataDate"
	exifModified = "EXIF IFD0 DateTime"
	exifTaken    = "EXIF ExifIFD DateTimeOriginal"
	exifScanned  = "EXIF ExifIFD DateTimeDigitized"
	exifGPS      = "EXIF GPS GPSDateStamp, GPSTimeStamp"
	xmpTaken     = "XMP exif:DateTimeOriginal"
)

// Bounds within which two times of a document are one.
const (
	// oneSave: Info and XMP of one saving lie up to 187 s apart in the real
	// documents that were measured.
	oneSave = 10 * time.Minute
	// allZones is how far two clocks can differ that show the same moment: from
	// UTC-12 to UTC+14.
	allZones = 26 * time.Hour
)

// moment is a time of a document that can be read.
type moment struct {
	document.Time
	at    time.Time
	zoned bool
}

// momentOf reads a time; false where it states none that can be read.
func momentOf(t document.Time) (moment, bool) {
	if at, err := time.Parse(time.RFC3339Nano, t.At); err == nil {
		return moment{t, at, true}, true
	}
	at, err := time.Parse(document.Zoneless, t.At)
	return moment{t, at, false}, err == nil
}

// momentAt is the first time that stands at one of places, in their order.
func momentAt(d *document.Document, places ...string) (moment, bool) {
	for _, place := range places {
		for _, t := range d.Times {
			if t.Where == place {
				if m, ok := momentOf(t); ok {
					return m, true
				}
			}
		}
	}
	return moment{}, false
}

// latest is the last time that the document states of itself as it is now.
func latest(d *document.Document) (last moment, ok bool) {
	for _, t := range d.Times {
		m, read := momentOf(t)
		own := strings.HasPrefix(t.Where, "Info ") || strings.HasPrefix(t.Where, "EXIF ") || strings.HasPrefix(t.Where, "XMP ") && !strings.HasPrefix(t.Where, "XMP of ")
		if read && own && (!ok || m.at.After(last.at)) {
			last, ok = m, true
		}
	}
	return last, ok
}

// apart is how much later m is than n where that is no matter of how zones are
// written; else 0. Programmes that write a zone wrongly are off by whole quarters
// of an hour, and where a zone is missing it may be any.
func (m moment) apart(n moment) time.Duration {
	by := m.at.Sub(n.at)
	if m.zoned != n.zoned {
		by = m.wall().Sub(n.wall())
	}
	off := by.Abs()
	if off <= oneSave || off <= allZones && (m.zoned != n.zoned || nearQuarter(off)) {
		return 0
	}
	return by
}

// nearQuarter says whether a difference is one of whole quarters of an hour, but
// for a few seconds.
func nearQuarter(by time.Duration) bool {
	return (by - by.Round(15*time.Minute)).Abs() <= 5*time.Second
}

// wall is what the clock on the wall showed.
func (m moment) wall() time.Time {
	return time.Date(m.at.Year(), m.at.Month(), m.at.Day(), m.at.Hour(), m.at.Minute(), m.at.Second(), 0, time.UTC)
}

// String is the time as the document has it.
func (m moment) String() string {
	if m.Text != "" {
		return m.Text
	}
	return m.At
}
