package tell

import (
	"fmt"
	"strings"

	"assay/document"
)

// Bounds on what is a page built otherwise than the others.
const (
	fewestPages = 3 // of a document in which most can be told from one
	oddShare    = 3 // the odd pages are at most one in so many
)

// adobeFirst is how Adobe's Distiller 7 and 8 split the content of the page that is
// shown first: in eight. Of the 291 real documents of three pages or more that were
// measured, eight are so, and in none of the others was a page built otherwise.
const adobeFirst = "8 streams, "

// pdfOddPage: a programme writes all pages of a document in one way, and one that
// adds to a finished page adds a stream to that page.
var pdfOddPage = Tell{
	ID:       "pdf/odd-page",
	Asks:     "Is the content of one page built otherwise than that of the others?",
	Rests:    "ISO 32000-2 §7.7.3.3: Contents is one stream or several; programmes write each page of a document alike",
	Innocent: []string{"a stamp, number or watermark that was put on some pages", "a page that was honestly taken in from another document, as covers and enclosures are", "a scanner that adds recognised text to some pages"},
	Cause:    Rewritten,
	Document: func(d *document.Document) Result {
		total, most := 0, pageShape{}
		var odd []pageShape
		for _, f := range d.Fields {
			s := pageShape{where: f.Where}
			if f.Name != "content of pages" {
				continue
			}
			if n, _ := fmt.Sscanf(f.Value, "%d:", &s.pages); n != 1 {
				continue
			}
			_, s.built, _ = strings.Cut(f.Value, ": ")
			if total += s.pages; most.pages == 0 { // the commonest stands first
				most = s
			} else if !strings.HasPrefix(s.built, adobeFirst) {
				odd = append(odd, s)
			}
		}
		if d.Format != "pdf" || total < fewestPages || (total-most.pages)*oddShare > total {
			return NotApplicable()
		}
		var marks []Mark
		for _, s := range odd {
			marks = append(marks, Mark{
				Where:   s.where,
				Why:     fmt.Sprintf("The content of %d of its %d pages is built of %s, and that of %s of %s. A programme that writes a document in one go builds all pages alike.", most.pages, total, most.built, s.where, s.built),
				Recheck: "qpdf --json --json-key=pages FILE, and compare the contents of the pages",
			})
		}
		return Of(marks)
	},
}

// pageShape is how the content of some pages is built.
type pageShape struct {
	pages        int
	built, where string
}
