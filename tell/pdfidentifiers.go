package tell

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"assay/document"
)

// oneIdentifier lists programmes that write the same identifier twice into a new
// file.
//
//go:embed oneidentifier.tsv
var oneIdentifier string

var oneIdentifierNames = readNames(oneIdentifier)

// pdfIdentifiers: a programme that writes a file anew leaves the first identifier
// and makes the second new.
var pdfIdentifiers = Tell{
	ID:       "pdf/identifiers",
	Asks:     "Was the file written again, though its dates say that it stayed as it was made?",
	Rests:    "ISO 32000-2 §14.4: both identifiers are the same when a file is first written, and the second changes when it is written again",
	Innocent: []string{"a programme that makes files smaller, repairs, encrypts or sorts them for the web", "a gateway or archive that does so by itself"},
	Cause:    Rewritten,
	Document: func(d *document.Document) Result {
		made, ok := momentAt(d, infoCreated)
		by := producer(d)
		known := slices.ContainsFunc(oneIdentifierNames, func(name string) bool { return strings.HasPrefix(by, name) })
		first, second := fieldNamed(d, "permanent identifier"), fieldNamed(d, "changing identifier")
		if d.Format != "pdf" || !ok || !known || first == "" || second == "" {
			return NotApplicable()
		}
		if changed, ok := momentAt(d, infoModified, xmpModified); len(d.Revisions) > 0 || ok && changed.apart(made) > 0 {
			return NotApplicable() // it says itself that it was changed
		}
		if first == second {
			return Absent()
		}
		return Found(Mark{
			Where:   "trailer /ID",
			Why:     fmt.Sprintf("Its first identifier is %s and its second %s. %s, which it names as its producer, writes one twice: another programme wrote the file again, and no date says so.", first, second, by),
			Recheck: "qpdf --show-object=trailer FILE",
		})
	},
}

// producer is the programme that the file says wrote it.
func producer(d *document.Document) string {
	if by := softwareAt(d, "Info /Producer"); by != "" {
		return by
	}
	return softwareAt(d, "XMP pdf:Producer")
}

// fieldNamed is the value of the first field of a name.
func fieldNamed(d *document.Document, name string) string {
	i := slices.IndexFunc(d.Fields, func(f document.Field) bool { return f.Name == name })
	if i < 0 {
		return ""
	}
	return d.Fields[i].Value
}
