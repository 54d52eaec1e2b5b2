package tell

import (
	"fmt"
	"slices"
	"strings"

	"assay/document"
)

// pdfXMPInfo: a PDF says twice when it was made and changed, and few who change
// one of them know of the other.
var pdfXMPInfo = Tell{
	ID:       "pdf/xmp-info",
	Asks:     "Do the two sets of metadata state other times?",
	Rests:    "ISO 32000-2 §14.3.3: Info and XMP say the same",
	Innocent: []string{"a converter or merger that brings only one of the two up to date", "a programme that adds a note or a signature and leaves one of them as it was"},
	Cause:    Rewritten,
	Document: func(d *document.Document) Result {
		var marks []Mark
		applies := false
		for _, o := range []twoTimes{{infoCreated, xmpCreated}, {infoModified, xmpModified}} {
			info, ok1 := momentAt(d, o.first)
			packet, ok2 := momentAt(d, o.second)
			if !ok1 || !ok2 {
				continue
			}
			applies = true
			if by := packet.apart(info); by != 0 {
				marks = append(marks, Mark{
					Where:   o.first + ", " + o.second,
					Why:     fmt.Sprintf("%s is %s, and %s is %s: %s apart. Programmes write both in one saving.", o.first, info, o.second, packet, apart(by)),
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

// pdfXMPSoftware: the same of the programmes that made it.
var pdfXMPSoftware = Tell{
	ID:       "pdf/xmp-software",
	Asks:     "Do the two sets of metadata name other programmes?",
	Rests:    "ISO 32000-2 §14.3.3: Info and XMP say the same",
	Innocent: []string{"a converter, merger or printer driver that writes its name into one of the two", "a programme that shortens its name in one of them"},
	Cause:    Rewritten,
	Document: func(d *document.Document) Result {
		var marks []Mark
		applies := false
		for _, o := range []twoTimes{{"Info /Producer", "XMP pdf:Producer"}, {"Info /Creator", "XMP xmp:CreatorTool"}} {
			info, packet := softwareAt(d, o.first), softwareAt(d, o.second)
			if info == "" || packet == "" {
				continue
			}
			applies = true
			if !sameProgramme(info, packet) {
				marks = append(marks, Mark{
					Where:   o.first + ", " + o.second,
					Why:     fmt.Sprintf("%s is %q, and %s is %q. Programmes write both in one saving: another wrote one of them, or somebody did by hand.", o.first, info, o.second, packet),
					Recheck: "exiftool -a -G1 -Producer -Creator -CreatorTool FILE",
				})
			}
		}
		if !applies {
			return NotApplicable()
		}
		return Of(marks)
	},
}

// softwareAt is the programme that stands at a place, with its version.
func softwareAt(d *document.Document, where string) string {
	i := slices.IndexFunc(d.Software, func(s document.Software) bool { return s.Where == where })
	if i < 0 {
		return ""
	}
	return strings.TrimSpace(d.Software[i].Name + " " + d.Software[i].Version)
}

// sameProgramme compares names but for blanks, case and the backslashes that
// Ghostscript leaves in one; one may be the beginning of the other.
func sameProgramme(a, b string) bool {
	fold := func(s string) string {
		return strings.ToLower(strings.ReplaceAll(strings.Join(strings.Fields(s), ""), "\\", ""))
	}
	a, b = fold(a), fold(b)
	return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
}
