package tell

import (
	_ "embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"assay/document"
)

//go:embed features.tsv
var featureTable string

var formatVersions = firstDays(featureTable)

// youngFeature: each version of Office declares the extensions that it knows, in
// every document that it writes, and the year of an extension stands in its name.
var youngFeature = Tell{
	ID:    "office/young-feature",
	Asks:  "Does the document use a version or extension of its format that is younger than its last saving?",
	Rests: "[MS-DOCX] §2.2, [MS-XLSX] §2.2.4, [MS-PPTX] §2.2: namespaces that name the year in which they were laid down; ODF: office:version",
	Innocent: []string{"a computer whose clock was set wrongly", "a library or service that fills in a newer template and leaves or sets its times",
		"a converter that writes an old document anew and keeps its times"},
	Cause: Anachronism,
	Document: func(d *document.Document) Result {
		saved, ok := ownTime(d, document.Modified)
		extensions, where, found := firstField(d, "later namespaces")
		version, since, known := formatVersion(d)
		if !isOffice(d) || !ok || !found && !known {
			return NotApplicable()
		}
		if known && saved.at.Add(releaseMargin).Before(since) {
			return Found(youngerThan("office:version", fmt.Sprintf("It is of version %s of its format, which no programme wrote before %s", version, since.Format(dayOnly)), saved))
		}
		if name, year := youngest(extensions); year > 0 && saved.at.Before(time.Date(year-extensionLead, 1, 1, 0, 0, 0, 0, time.UTC)) {
			return Found(youngerThan(where, fmt.Sprintf("It declares %s, an extension that was laid down in %d", name, year), saved))
		}
		return Absent()
	},
}

// extensionLead is by how many years a programme may have had an extension before
// the year in its name: those that are known came with betas of that year or later.
const extensionLead = 1

var yearOfExtension = regexp.MustCompile(`/((?:19|20)[0-9]{2})/`)

// youngest is the extension with the highest year, and that year.
func youngest(namespaces string) (name string, year int) {
	for _, n := range strings.Fields(namespaces) {
		if m := yearOfExtension.FindStringSubmatch(n); m != nil {
			if y, err := strconv.Atoi(m[1]); err == nil && y > year {
				name, year = n, y
			}
		}
	}
	return name, year
}

// formatVersion is the version of the format that is stated, where it is known
// since when that is written.
func formatVersion(d *document.Document) (version string, since time.Time, known bool) {
	format := strings.TrimPrefix(d.Format, "f")
	for _, r := range formatVersions() {
		if strings.HasPrefix(format, r.cells[0]) && d.Version == r.cells[1] {
			return d.Version, r.first, true
		}
	}
	return "", since, false
}
