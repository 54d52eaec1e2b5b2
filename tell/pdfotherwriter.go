package tell

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"assay/document"
)

// binaryMarks says how the files of programmes begin.
//
//go:embed binarymarks.tsv
var binaryMarks string

// knownMarks name other writers, for the person who reads the finding.
var knownMarks = map[string]string{
	"bff7a2fe": "qpdf", "f6e4fcdf": "PDFBox", "c2b5c2b6": "MuPDF", "c2a5c2b1c3ab": "pyHanko",
	"e2e3cfd3": "Adobe's programmes, iText and others",
}

// pdfOtherWriter: whoever writes a file again leaves the producer's name and begins
// the file in his own way.
var pdfOtherWriter = Tell{
	ID:       "pdf/other-writer",
	Asks:     "Does the file begin otherwise than the files of the programme that it names as its producer?",
	Rests:    "ISO 32000-2 §7.5.2: the comment behind the header, whose bytes each writer chooses",
	Innocent: []string{"a programme that makes files smaller, repairs, signs, encrypts or sorts them for the web", "a viewer that saved a form or a note by writing the file again", "a gateway or archive that does so by itself"},
	Cause:    Rewritten,
	Document: func(d *document.Document) Result {
		by, mark := producer(d), fieldNamed(d, "binary mark")
		own := marksOf(by)
		if d.Format != "pdf" || mark == "" || len(own) == 0 {
			return NotApplicable()
		}
		if slices.Contains(own, mark) {
			return Absent()
		}
		writer := ""
		if name := knownMarks[mark]; name != "" {
			writer = ", that of " + name
		}
		return Found(Mark{
			Where:   "behind the header",
			Why:     fmt.Sprintf("The comment behind its header is %s%s. %s, which it names as its producer, writes %s: another programme wrote the file again.", mark, writer, by, strings.Join(own, " or ")),
			Recheck: "head -c 40 FILE | xxd",
		})
	},
}

// marksOf are the marks of a producer's files; none where they are not known.
func marksOf(producer string) []string {
	for line := range strings.Lines(binaryMarks) {
		cells := strings.Split(line, "\t")
		if !strings.HasPrefix(line, "#") && len(cells) == 3 && strings.HasPrefix(producer, cells[0]) {
			return strings.Fields(cells[1])
		}
	}
	return nil
}
