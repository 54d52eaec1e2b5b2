package tell

import (
	_ "embed"
	"strings"
	"time"
)

//go:embed software.tsv
var softwareTable string

//go:embed fonts.tsv
var fontTable string

var (
	software   = firstDays(softwareTable + producerTable)
	knownFonts = firstDays(fontTable)
)

// releaseMargin is for clocks that are wrong by weeks, and for testers who had
// a version before the public: the days of the tables have margins themselves.
const releaseMargin = 60 * day

// released is the first day on which the public can have had the version of a
// programme that calls itself name, or one of the same product that is older:
// the highest line of software.tsv that is no higher. product says what that
// is; ok is false where nothing is known.
func released(name, version string) (first time.Time, product string, ok bool) {
	name = plainMaker(name[:min(len(name), maxNameOfSoftware)])
	given := parseVersion(version)
	if len(given) == 0 {
		return first, product, false
	}
	for _, r := range software() {
		since := parseVersion(r.cells[1])
		if r.cells[0] == name && given.least(since) && (!ok || r.first.After(first)) {
			first, product, ok = r.first, r.cells[2], true
		}
	}
	return first, product, ok
}

// maxNameOfSoftware bounds what is read of a name.
const maxNameOfSoftware = 200

// plainMaker takes out of a name what does not tell products apart: Office has
// "Microsoft Office Word", "Microsoft Macintosh Word" and "Microsoft Word".
func plainMaker(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	for _, edition := range []string{"office ", "macintosh "} {
		name = strings.Replace(name, "microsoft "+edition, "microsoft ", 1)
	}
	if name == "excel" || name == "word" || name == "powerpoint" {
		name = "microsoft " + name
	}
	return strings.TrimSuffix(name, " online")
}

// fontReleased is the first day on which the public can have had a font; ok is
// false where it is not known, or was there before such days were noted.
func fontReleased(family string) (first time.Time, from string, ok bool) {
	family = strings.ToLower(strings.TrimSpace(family))
	for _, r := range knownFonts() {
		if r.cells[0] == family {
			return r.first, r.cells[1], true
		}
	}
	return first, "", false
}
