package claims

import (
	"strings"

	"assay/document"
)

// Format is what a package is, by one line of a table of formats.
type Format struct {
	Name string // short: docx, odt
	Kind document.Kind
	MIME string
}

// FormatIn finds the line of table whose last cell is typ, whatever the case
// of its letters; the cells are name, kind, MIME type and, where it is another,
// the type to go by. Format is zero where there is none.
func FormatIn(table, typ string) Format {
	for line := range strings.Lines(table) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); strings.EqualFold(f[len(f)-1], typ) {
			return Format{f[0], document.Kind(f[1]), f[2]}
		}
	}
	return Format{}
}
