package tell

import (
	"fmt"

	"assay/document"
)

// foreign: a captured page or an article into which somebody, or something on
// its way, put a passage of another matter.
var foreign = Tell{
	ID:    "text/foreign",
	Asks:  "Does a passage belong to another matter than the text around it, and break it?",
	Rests: "a text keeps to its language and matter, and its sentences go on from line to line; words of spam and of languages are in foreign.tsv",
	Innocent: []string{"an advertisement or a caption that a page carried among its text", "a quotation of what it writes about",
		"lines that a programme took over in the wrong order", "spam that was put into a page on its own server"},
	Cause: Foreign,
	Mail: func(m *Mail) Result {
		return foreignIn(readOwnProse(m.Text), "the text")
	},
	Document: func(d *document.Document) Result {
		if d.Kind != document.Text && d.Kind != document.Page && d.Kind != document.PDF {
			return NotApplicable()
		}
		return foreignIn(readProse(d.Text), "the text")
	},
}

func foreignIn(p *prose, where string) Result {
	if !p.enough() {
		return NotApplicable()
	}
	var marks []Mark
	for _, f := range p.passages() {
		at := fmt.Sprintf("%s, line %d", where, f.from)
		if f.to > f.from {
			at = fmt.Sprintf("%s, lines %d to %d", where, f.from, f.to)
		}
		marks = append(marks, Mark{Where: at, Why: f.why(), Recheck: "read the lines before and behind as if these were not there"})
	}
	return Of(marks)
}
