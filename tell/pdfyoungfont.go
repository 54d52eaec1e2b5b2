package tell

import (
	"fmt"
	"strings"

	"assay/document"
)

var pdfYoungFont = Tell{
	ID:       "pdf/young-font",
	Asks:     "Is a font of the document younger than every date that it states?",
	Rests:    "the days on which fonts first went round, betas included: the trust deed of 2017 fell to Calibri",
	Innocent: []string{"a converter that keeps the dates of the source document and puts a font in the place of another", "a computer whose clock was never set", "a tester who had the font before the public"},
	Cause:    Anachronism,
	Document: func(d *document.Document) Result {
		last, ok := latest(d)
		if d.Format != "pdf" || !ok || last.at.Year() < firstYear {
			return NotApplicable()
		}
		var marks []Mark
		named := false
		for _, f := range d.Fields {
			if f.Name != "font" {
				continue
			}
			named = true
			r, known := fontOf(f.Value)
			if known && last.at.Add(releaseMargin).Before(r.first) {
				marks = append(marks, Mark{
					Where:   f.Where,
					Why:     fmt.Sprintf("It uses %s, which came with %s, not before %s; the last date that it states is %s (%s).", f.Value, r.cells[1], r.first.Format("2 January 2006"), last, last.Where),
					Recheck: "pdffonts FILE; exiftool -a -G1 -time:all FILE",
				})
			}
		}
		if !named {
			return NotApplicable()
		}
		return Of(marks)
	},
}

// fontOf looks up "ABCDEF+Calibri,Bold, TrueType, embedded in part": names of fonts
// have no blanks in PDF, and their style behind a comma or hyphen.
func fontOf(value string) (row, bool) {
	name, _, _ := strings.Cut(value, ", ")
	if tag, rest, ok := strings.Cut(name, "+"); ok && len(tag) == 6 {
		name = rest
	}
	if i := strings.IndexAny(name, ",-"); i >= 0 {
		name = name[:i]
	}
	name = strings.ToLower(strings.ReplaceAll(name, " ", ""))
	for _, r := range knownFonts() {
		if strings.ReplaceAll(r.cells[0], " ", "") == name {
			return r, true
		}
	}
	return row{}, false
}
