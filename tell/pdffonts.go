package tell

import (
	"fmt"
	"strings"

	"assay/document"
)

// twinFontShare is the greatest share of the pages that a font may stand on in two
// subsets and still be of a part that came from elsewhere: 1 in twinFontShare.
// TeX splits its large fonts, and does so throughout a document.
const twinFontShare = 3

// pdfTwoOrigins: who puts words into a finished page brings his own subset of the
// font, and a page that is put together of two has both.
var pdfTwoOrigins = Tell{
	ID:       "pdf/two-origins",
	Asks:     "Does one page name two subsets of one font, where most of the document does with one?",
	Rests:    "ISO 32000-2 §9.9.2: the tag of a subset; a programme that writes a page in one go embeds one",
	Innocent: []string{"a programme that splits fonts of many letters, as those of the TeX family do", "an honest merger, stamp or filled form", "a word processor's field that was drawn by another programme"},
	Cause:    Rewritten,
	Document: func(d *document.Document) Result {
		if d.Format != "pdf" || !strings.Contains(fonts(d), "embedded in part") {
			return NotApplicable()
		}
		var marks []Mark
		pages := map[string]int{}
		for _, f := range d.Fields {
			if f.Name == "font in two subsets" {
				pages[f.Value]++
			}
		}
		for _, f := range d.Fields {
			if f.Name != "font in two subsets" || strings.Contains(f.Value, ", Type1: ") || d.Pages > 1 && pages[f.Value]*twinFontShare > d.Pages || counted(f.Value) {
				continue // fonts of type 1 hold 256 letters at most, and are split for that
			}
			marks = append(marks, Mark{
				Where:   f.Where,
				Why:     fmt.Sprintf("The page has one font in two subsets (%s). A programme that writes a page in one go has one; what was put in later, or taken from another document, brings its own.", f.Value),
				Recheck: "pdffonts FILE, and mutool info -F FILE for the pages",
			})
		}
		return Of(marks)
	},
}

// fonts are the document's fonts, one a line.
func fonts(d *document.Document) string {
	var list []string
	for _, f := range d.Fields {
		if f.Name == "font" {
			list = append(list, f.Value)
		}
	}
	return strings.Join(list, "\n")
}

// counted says whether the first two tags of "Name, Type: AAAAAA, BAAAAA" are of one
// writer, which counts: three letters or more are the same. By chance they are in one
// of a thousand pairs.
func counted(subsets string) bool {
	_, list, _ := strings.Cut(subsets, ": ")
	first, rest, _ := strings.Cut(list, ", ")
	second, _, _ := strings.Cut(rest, ", ")
	same := 0
	for i := range min(len(first), len(second)) {
		if first[i] == second[i] {
			same++
		}
	}
	return same >= 3
}
