package tell

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"assay/document"
)

//go:embed officeversions.tsv
var officeVersionTable string

// writes is what a version of Office writes beside its number.
type writes struct {
	oldest, newest int      // years of the youngest extension of a text
	lastEdited     []string // of a workbook
}

var officeVersions = sync.OnceValue(func() map[string]writes {
	table := map[string]writes{}
	for line := range strings.Lines(officeVersionTable) {
		col := strings.Split(strings.TrimSpace(line), "\t")
		if line[0] == '#' || len(col) != 5 {
			continue
		}
		var w writes
		w.oldest, _ = strconv.Atoi(col[2]) // a dash is for the other product
		w.newest, _ = strconv.Atoi(col[3])
		w.lastEdited = strings.Fields(col[4])
		table[col[0]+" "+col[1]] = w
	}
	return table
})

// versionDiffers: the number of the version stands in a part that is easily
// written anew, and the version shows in the text itself.
var versionDiffers = Tell{
	ID:    "office/version-differs",
	Asks:  "Is the text or workbook written as the version of Word or Excel that is named writes it?",
	Rests: "ECMA-376-1 §22.2.2.3 AppVersion, §18.2.13 fileVersion; [MS-DOCX] §2.2: extensions that each version declares. In 213 real texts of Word and workbooks of Excel none differs",
	Innocent: []string{"a library that names Word or Excel and writes less, or fills in a template of another version", "a document management that writes the properties anew",
		"a version of Office that was tested before it came out"},
	Cause: Rewritten,
	Document: func(d *document.Document) Result {
		s, ok := writtenBy(d)
		major, _, _ := strings.Cut(s.Version, ".")
		w, known := officeVersions()[plainMaker(s.Name)+" "+major]
		if !ok || !known || strings.Contains(s.Name, "Macintosh") { // whose versions have numbers of their own
			return NotApplicable()
		}
		switch d.Format {
		case "docx", "docm":
			return w.text(d, s)
		case "xlsx", "xlsm":
			return w.workbook(d, s)
		}
		return NotApplicable()
	},
}

// text holds the extensions of a text against the version.
func (w writes) text(d *document.Document, s document.Software) Result {
	namespaces, where, _ := firstField(d, "later namespaces")
	name, year := youngest(namespaces)
	switch {
	case year > w.newest:
		return Found(w.mark(d, s, where, fmt.Sprintf("its text declares %s, of %d, which that version does not know", name, year)))
	case year < w.oldest:
		return Found(w.mark(d, s, where, fmt.Sprintf("its text declares no extension of %d or later, as that version does in every text", w.oldest)))
	}
	return Absent()
}

// workbook holds the number of the version that stands in a workbook against the
// other.
func (w writes) workbook(d *document.Document, s document.Software) Result {
	last, where, ok := firstField(d, "fileVersion lastEdited")
	if name, _, _ := firstField(d, "fileVersion appName"); !ok || name != "xl" {
		return NotApplicable()
	}
	if slices.Contains(w.lastEdited, last) {
		return Absent()
	}
	return Found(w.mark(d, s, where, fmt.Sprintf("the workbook says that it was last edited by number %s, and that version writes %s", last, strings.Join(w.lastEdited, " or "))))
}

func (w writes) mark(d *document.Document, s document.Software, where, what string) Mark {
	return Mark{
		Where:   where,
		Why:     fmt.Sprintf("The properties say that %s %s wrote it, and %s.", s.Name, s.Version, what),
		Recheck: recheckOffice(d, "docProps/app.xml") + ", and the first element of " + where,
	}
}
