package tell

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"assay/document"
)

// pdfVersions says since when a PDF can have what it uses.
//
//go:embed pdfversions.tsv
var pdfVersions string

// part is something of the format that was not always there.
type part struct {
	since time.Time
	came  string // with what
}

var partsOfPDF = readParts(pdfVersions)

func readParts(table string) map[string]part {
	list := map[string]part{}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(cells) != 3 {
			continue
		}
		if day, err := time.Parse(time.DateOnly, cells[1]); err == nil {
			list[cells[0]] = part{day, cells[2]}
		}
	}
	return list
}

// pdfYoungVersion: a file that is made today is made in today's format, whatever
// date is written into it.
var pdfYoungVersion = Tell{
	ID:       "pdf/young-version",
	Asks:     "Is the version of the format younger than every date that the document states?",
	Rests:    "the years in which PDF Reference editions, ISO 32000 and the programmes came out that first wrote them",
	Innocent: []string{"a converter that keeps the dates of the source document", "a computer whose clock was never set", "an archive that brought old files to a newer format"},
	Cause:    Anachronism,
	Document: func(d *document.Document) Result {
		last, ok := latest(d)
		if d.Format != "pdf" || !ok {
			return NotApplicable()
		}
		var marks []Mark
		for _, used := range partsUsed(d) {
			p, known := partsOfPDF[used.name]
			if known && last.at.Add(allZones).Before(p.since) {
				marks = append(marks, Mark{
					Where:   used.where,
					Why:     fmt.Sprintf("The file uses %s, which came with %s, and the last date that it states is %s (%s).", used.name, p.came, last, last.Where),
					Recheck: "head -c 8 FILE; pdfinfo FILE; exiftool -a -G1 -time:all FILE",
				})
			}
		}
		return Of(marks)
	},
}

type usedPart struct{ name, where string }

// partsUsed are the parts of the format that a file uses.
func partsUsed(d *document.Document) []usedPart {
	list := []usedPart{{"PDF " + d.Version, "version"}}
	for _, f := range d.Fields {
		if f.Name == "cross-reference" && f.Value == "in streams" {
			list = append(list, usedPart{"cross-reference streams", f.Where})
		}
	}
	if slices.ContainsFunc(d.Times, func(t document.Time) bool { return strings.HasPrefix(t.Where, "XMP xmp:") }) {
		list = append(list, usedPart{"XMP", "catalogue /Metadata"})
	}
	return list
}
