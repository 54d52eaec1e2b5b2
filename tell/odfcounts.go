package tell

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"assay/document"
)

// odfCounts: LibreOffice and OpenOffice count the characters of a text when they
// save it; whoever changes content.xml by hand leaves the counts.
var odfCounts = Tell{
	ID:    "office/odf-counts",
	Asks:  "Does a plain text in ODF have the characters that its programme counted when it saved it?",
	Rests: "ODF 1.3 part 3 §4.3.18: document-statistic. In 25 real texts that nobody changed the counts are exact; in the 8 that differ content.xml was put in by another programme",
	Innocent: []string{"a field, such as a date, that is shown otherwise than it is counted", "a library or service that fills in a text and leaves its properties",
		"a programme that counts otherwise"},
	Cause: Rewritten,
	Document: func(d *document.Document) Result {
		s, ok := writtenBy(d)
		stated, where, counted := firstField(d, "character-count")
		if !ok || !counted || d.Format != "odt" || !strings.Contains(s.Name, "Office") || !plainText(d) {
			return NotApplicable()
		}
		n, err := strconv.Atoi(stated)
		if err != nil || n <= 0 {
			return NotApplicable()
		}
		characters, paragraphs := 0, 0
		for line := range strings.Lines(d.Text) {
			line = strings.TrimSuffix(line, "\n")
			characters += utf8.RuneCountInString(line)
			if line != "" {
				paragraphs++
			}
		}
		if value, _, _ := firstField(d, "paragraph-count"); value != strconv.Itoa(paragraphs) {
			return NotApplicable() // headers, notes or fields: the two count other things
		}
		if characters == n {
			return Absent()
		}
		return Found(Mark{
			Where:   where,
			Why:     fmt.Sprintf("%s counted %d characters when it saved the text, and there are %d in as many paragraphs.", s.Name, n, characters),
			Recheck: "unzip -p FILE meta.xml, and the length of the text that a converter takes out of content.xml",
		})
	},
}

// plainText says whether a text in ODF holds nothing that is counted otherwise, or
// that is counted by some versions alone.
func plainText(d *document.Document) bool {
	for _, what := range []string{"table-count", "image-count", "object-count"} {
		if n, _, ok := firstField(d, what); !ok || n != "0" {
			return false
		}
	}
	for _, what := range []string{"comment", "deleted text", "hidden text"} {
		if _, _, ok := firstField(d, what); ok {
			return false
		}
	}
	return len(d.Text) < document.MaxText
}
