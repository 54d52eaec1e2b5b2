package tell

import (
	"fmt"
	"strings"

	"assay/document"
)

// imageTables: libraries of programmers write a JPEG in one way, cameras in theirs.
// The tables alone say little: of the cameras that were measured, ten use those of
// the standard. That the JFIF header stands before EXIF, which the standard of
// cameras forbids, and the tables are the library's, is of programmes.
var imageTables = Tell{
	ID:       "image/tables",
	Asks:     "Was a picture that names its camera and no editor written by a programmer's library?",
	Rests:    "CIPA DC-008 §4.5.2: APP1 stands right behind SOI; ITU-T T.81 Annex K, tables as the Independent JPEG Group scales them",
	Innocent: []string{"a messenger, web site or viewer that makes pictures smaller or turns them", "a phone or camera whose maker took the library as it is"},
	Cause:    Rewritten,
	Document: func(d *document.Document) Result {
		camera, segments := device(d), fieldNamed(d, "JPEG segments")
		if camera == "" || !strings.Contains(segments, "APP1 Exif") || editorOf(d) != nil {
			return NotApplicable()
		}
		quality, _, exact := strings.Cut(fieldNamed(d, "JPEG quality"), ": the tables of the standard's Annex K")
		if !exact || !strings.HasPrefix(segments, "SOI, APP0 JFIF, ") {
			return Absent()
		}
		return Found(Mark{
			Where:   "JPEG APP0, DQT",
			Why:     fmt.Sprintf("It says that it was taken with %q, and names no other programme; but a JFIF header stands before its EXIF data, and its tables are those of the Independent JPEG Group's library at quality %s. So do programmes write that open and save a picture.", camera, quality),
			Recheck: "exiftool -v3 FILE | grep -E 'APP0|APP1|DQT'; identify -verbose FILE",
		})
	},
}
