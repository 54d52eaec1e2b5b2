package tell

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"assay/document"
)

// producerTable is software.tsv for what writes PDFs and pictures.
//
//go:embed producers.tsv
var producerTable string

var pdfYoungSoftware = Tell{
	ID:       "pdf/young-software",
	Asks:     "Is the programme that wrote the document younger than every date that the document states?",
	Rests:    "the days on which the makers first showed or gave out the versions, with what is known of betas",
	Innocent: []string{"a converter that keeps the dates of the source document", "a computer whose clock was never set", "a paper that was dated back when it was scanned"},
	Cause:    Anachronism,
	Document: func(d *document.Document) Result {
		if d.Format != "pdf" {
			return NotApplicable()
		}
		return youngMaker(d, "Info /Producer", "Info /Creator", "XMP pdf:Producer", "XMP xmp:CreatorTool")
	},
}

var imageYoungSoftware = Tell{
	ID:       "image/young-software",
	Asks:     "Is the camera or the programme that a picture names younger than every date that it states?",
	Rests:    "the days on which the makers first showed or gave them out, with what is known of betas",
	Innocent: []string{"a camera or computer whose clock was never set", "a scanned picture that was given the date of its scene"},
	Cause:    Anachronism,
	Document: func(d *document.Document) Result {
		if d.Kind != document.Image {
			return NotApplicable()
		}
		return youngMaker(d, "EXIF IFD0 Make, Model", "EXIF IFD0 Software", "XMP xmp:CreatorTool", "XMP tiff:Make, tiff:Model")
	},
}

// youngMaker looks at the programmes that are named at some places.
func youngMaker(d *document.Document, places ...string) Result {
	last, ok := latest(d)
	if !ok {
		return NotApplicable()
	}
	var marks []Mark
	known := false
	for _, s := range d.Software {
		if !slices.Contains(places, s.Where) {
			continue
		}
		text := strings.TrimSpace(s.Name + " " + s.Version)
		first, product, ok := released(nameAndVersion(text))
		if !ok {
			continue
		}
		known = true
		if last.at.Year() >= firstYear && last.at.Add(releaseMargin).Before(first) {
			marks = append(marks, Mark{
				Where:   s.Where,
				Why:     fmt.Sprintf("It names %q, and nobody can have had %s before %s; the last date that it states is %s (%s).", text, product, first.Format("2 January 2006"), last, last.Where),
				Recheck: "exiftool -a -G1 -time:all -Producer -Creator -CreatorTool -Software -Model FILE",
			})
		}
	}
	if !known {
		return NotApplicable()
	}
	return Of(marks)
}

// versioned is a name, and a version behind a blank or hyphen: "pdfTeX-1.40.24",
// "Skia/PDF m120", "macOS Version 13.2.1 (Build 22D68) Quartz PDFContext", "Adobe
// Photoshop CS5 Windows".
var versioned = regexp.MustCompile(`(?i)^(.*?)(?:,? version)?[ -]*(?:\bm|\bv)?(\d+(?:\.\d+)*)`)

// officeYears are the versions of Word and its kin that name themselves by a year.
var officeYears = map[string]string{"2007": "12", "2010": "14", "2013": "15", "2016": "16", "2019": "16", "2021": "16", "2024": "16", "365": "16"}

// nameAndVersion parts what a programme calls itself as the tables have it.
func nameAndVersion(text string) (name, version string) {
	text = strings.NewReplacer("®", "", "™", "", "(R)", "").Replace(text[:min(len(text), maxNameOfSoftware)])
	m := versioned.FindStringSubmatch(text)
	if m == nil {
		return "", ""
	}
	name, version = strings.TrimPrefix(strings.TrimSpace(m[1]), "MiKTeX "), m[2]
	if name == "pdfTeX" && !strings.HasPrefix(version, "1.40.") {
		return "", "" // 3.14… is TeX's own; 1.50 was a branch of 2009, and 110.b is of 2003
	}
	if rest, ok := strings.CutPrefix(name, "Microsoft "); ok {
		rest, _, _ = strings.Cut(strings.TrimPrefix(rest, "Office "), " for ")
		return "microsoft " + rest, officeYears[version]
	}
	return name, version
}
