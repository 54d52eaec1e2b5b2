package tell

import (
	"fmt"
	"slices"
	"strings"

	"assay/document"
)

// What Word and PowerPoint of all versions write, as measured: the writer of
// every member, the first member, and how the main part begins. Of 114 real
// packages of the two 102 have all three; the others were packed again.
const (
	officeZip         = "version 4.5 on MS-DOS"
	officeFirst       = "[Content_Types].xml"
	officeDeclaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n`
)

// notAsSaved: whoever changes the parts and packs them again makes a package that
// Office would not have made.
var notAsSaved = Tell{
	ID:    "office/not-as-saved",
	Asks:  "Is a package that names Word or PowerPoint as its maker built as these build it?",
	Rests: "observation of packages of Word and PowerPoint 2007 to 2021 on Windows and macOS: version made by 4.5 on MS-DOS, [Content_Types].xml first, an XML declaration with standalone and a line end",
	Innocent: []string{"a library or service that fills in a template and leaves its properties", "a converter that names the programme of its source",
		"a gateway or document management that packs documents again", "a person who packed it again to make it smaller"},
	Cause: Rewritten,
	Document: func(d *document.Document) Result {
		s, ok := writtenBy(d)
		writers := zipWriters(d)
		if !ok || !inPackage(d) || len(writers) == 0 || !wordOrPowerPoint(s.Name) {
			return NotApplicable()
		}
		var odd []string
		if writers[officeZip] == 0 {
			odd = append(odd, fmt.Sprintf("its members were packed by a writer of %s, where that programme writes %s", strings.Join(sortedKeys(writers), " and "), officeZip))
		}
		if first, _, ok := firstField(d, "first member"); ok && first != officeFirst {
			odd = append(odd, fmt.Sprintf("it begins with %s and not with %s", first, officeFirst))
		}
		if begins, _, _ := firstField(d, "XML declaration"); begins != officeDeclaration {
			odd = append(odd, fmt.Sprintf("its main part begins with %q and not with %q", begins, officeDeclaration))
		}
		if odd == nil {
			return Absent()
		}
		return Found(Mark{
			Where:   s.Where,
			Why:     fmt.Sprintf("It says that %s wrote it, and the package is built otherwise: %s.", s.Name, strings.Join(odd, "; ")),
			Recheck: "zipinfo FILE, and unzip -p FILE word/document.xml | head -c 80 (ppt/presentation.xml)",
		})
	},
}

// wordOrPowerPoint says whether software names one of the two. Excel is left out:
// many libraries that write tables name it, and wrote the table themselves.
func wordOrPowerPoint(name string) bool {
	name = plainMaker(name)
	return strings.HasPrefix(name, "microsoft word") || strings.HasPrefix(name, "microsoft powerpoint")
}

func sortedKeys(counts map[string]int) (keys []string) {
	for k := range counts {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
