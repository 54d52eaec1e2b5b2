package tell

import (
	"fmt"

	"assay/document"
)

// paragraphNumbers: whoever copies a paragraph in the XML, or writes one, copies
// its number or leaves it out.
var paragraphNumbers = Tell{
	ID:    "office/paragraph-numbers",
	Asks:  "Has every paragraph of a text of Word a number of its own, where the others have?",
	Rests: "[MS-DOCX] §2.6.2.2: w14:paraId is unique in its part; Word gives one to every paragraph when it saves. In 9 real texts with 61 paragraphs none is without, and none stands twice",
	Innocent: []string{"a library or service that fills in a text that Word wrote, and leaves its properties", "an add-in that puts in paragraphs as XML after the saving",
		"a conversion of comments or notes by a newer version"},
	Cause: Rewritten,
	Document: func(d *document.Document) Result {
		with, where, numbered := firstField(d, "paragraphs with a number")
		without, _, _ := firstField(d, "paragraphs without a number")
		twins, _, doubled := firstField(d, "paragraph numbers that stand twice")
		if !numbered || !byWord(d) {
			return NotApplicable()
		}
		recheck := "unzip -p FILE word/document.xml | grep -o 'w14:paraId=\"[^\"]*\"' | sort | uniq -d, and paragraphs (w:p) without that"
		var marks []Mark
		if doubled {
			marks = append(marks, Mark{
				Where: where, Recheck: recheck,
				Why: fmt.Sprintf("The number of a paragraph stands twice in one part: %s. Word gives each its own; a paragraph that was copied in the XML keeps that of its model.", twins),
			})
		}
		if without != "0" {
			marks = append(marks, Mark{
				Where: where, Recheck: recheck,
				Why: fmt.Sprintf("%s paragraphs have a number, and %s have none: Word gives one to each when it saves.", with, without),
			})
		}
		return Of(marks)
	},
}
