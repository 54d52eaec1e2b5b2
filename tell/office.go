package tell

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"assay/document"
)

// packages and compound are the formats of office documents, by their container.
const (
	packages = " docx docm dotx dotm xlsx xlsm xltx xltm xlsb pptx pptm ppsx ppsm potx potm vsdx odt ott ods ots odp otp odg "
	compound = " doc xls ppt "
)

// inPackage says whether d is an office document that is a zip package.
func inPackage(d *document.Document) bool { return strings.Contains(packages, " "+d.Format+" ") }

// isOffice says whether d is a document of an office programme.
func isOffice(d *document.Document) bool {
	return inPackage(d) || strings.Contains(compound, " "+d.Format+" ") || d.Format == "rtf" || strings.HasPrefix(d.Format, "fod")
}

// ownTime is the first time of a sort that an office document states of itself
// and that can be a time of it: programmes leave the first moment of their clock
// where they know none.
func ownTime(d *document.Document, what string) (moment, bool) {
	for _, t := range d.Times {
		if t.What != what || strings.HasPrefix(t.Where, dopPrefix) {
			continue
		}
		if m, ok := momentOf(t); ok {
			return m, m.at.Year() > firstYear
		}
	}
	return moment{}, false
}

// firstField is the first value of a field that has one of names.
func firstField(d *document.Document, names ...string) (value, where string, ok bool) {
	for _, name := range names {
		for _, f := range d.Fields {
			if f.Name == name {
				return f.Value, f.Where, true
			}
		}
	}
	return "", "", false
}

// writtenBy is the programme that an office document says wrote it.
func writtenBy(d *document.Document) (document.Software, bool) {
	for _, s := range d.Software {
		if s.Role == "producer" {
			return s, true
		}
	}
	return document.Software{}, false
}

// byWord says whether a document says that Word wrote it, and is of a format of
// Word's own.
func byWord(d *document.Document) bool {
	s, ok := writtenBy(d)
	return ok && (d.Format == "docx" || d.Format == "docm" || d.Format == "doc") && strings.HasPrefix(plainMaker(s.Name), "microsoft word")
}

// edited is how long a document says that it was worked on; ok is false where it
// does not.
func edited(d *document.Document) (took time.Duration, where string, ok bool) {
	value, where, found := firstField(d, "TotalTime", "editing time")
	if !found {
		return 0, "", false
	}
	if minutes, err := strconv.Atoi(value); err == nil && minutes >= 0 {
		return time.Duration(min(minutes, maxMinutes)) * time.Minute, where, true
	}
	took, err := time.ParseDuration(value)
	return took, where, err == nil && took >= 0
}

// maxMinutes bounds a time of editing: 100 years.
const maxMinutes = 100 * 365 * 24 * 60

// revisions is how often a document says that it was saved.
func revisions(d *document.Document) (int, bool) {
	value, _, ok := firstField(d, "revision", "revision number", "editing-cycles")
	n, err := strconv.Atoi(value)
	return n, ok && err == nil
}

var zipWriter = regexp.MustCompile(`^(version [0-9.]+ on [^:,]+)[^:]*: ([0-9]+) members$`)

// zipWriters are the sorts of writers of a package's members, and how many
// members each wrote.
func zipWriters(d *document.Document) map[string]int {
	writers := map[string]int{}
	for _, f := range d.Fields {
		if m := zipWriter.FindStringSubmatch(f.Value); f.Name == "zip made by" && m != nil {
			n, _ := strconv.Atoi(m[2])
			writers[m[1]] += n
		}
	}
	return writers
}

// recheckOffice tells how to see what a document says of itself.
func recheckOffice(d *document.Document, parts string) string {
	switch {
	case inPackage(d):
		return fmt.Sprintf("unzip -p FILE %s", parts)
	case d.Format == "rtf":
		return "look for \\info in the file"
	case strings.HasPrefix(d.Format, "fod"):
		return "look for office:meta in the file"
	}
	return "exiftool -a -G1 FILE, or olemeta FILE"
}

// metaParts are the parts of a package that hold what it says of itself.
func metaParts(d *document.Document) string {
	if strings.HasPrefix(d.Format, "o") {
		return "meta.xml"
	}
	return "docProps/core.xml docProps/app.xml"
}
