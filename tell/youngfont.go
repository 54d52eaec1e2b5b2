package tell

import (
	"fmt"
	"strings"

	"assay/document"
)

// youngFont: a document that is dated back is written in the fonts of the day on
// which it was really made.
var youngFont = Tell{
	ID:    "office/young-font",
	Asks:  "Does the document name a font that did not exist when it says that it was last saved?",
	Rests: "the days on which fonts were first public (fonts.tsv), betas and leaks included; the font tables of the formats: ECMA-376-1 §17.8.3, §18.8.22, ODF 1.3 part 3 §16.23, RTF 1.9.1",
	Innocent: []string{"a computer whose clock was set wrongly", "a library that writes its own fonts into a document and leaves its times",
		"a converter that writes an old document anew and keeps its times", "a font of the same name that was there before"},
	Cause: Anachronism,
	Document: func(d *document.Document) Result {
		saved, ok := ownTime(d, document.Modified)
		if _, _, named := firstField(d, "font"); !isOffice(d) || !ok || !named {
			return NotApplicable()
		}
		var marks []Mark
		for _, f := range d.Fields {
			if f.Name != "font" {
				continue
			}
			for _, family := range strings.Split(f.Value, ";") {
				first, from, known := fontReleased(family)
				if known && saved.at.Add(releaseMargin).Before(first) {
					marks = append(marks, youngerThan(f.Where, fmt.Sprintf("It names the font %s (%s), which the public did not have before %s", strings.TrimSpace(family), from, first.Format(dayOnly)), saved))
				}
			}
		}
		return Of(marks)
	},
}
