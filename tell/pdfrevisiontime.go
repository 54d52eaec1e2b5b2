package tell

import (
	"fmt"
	"time"

	"assay/document"
)

// clockSetBack is how much older a later state may be by its date: of the real files
// at hand, one was saved on a computer whose clock was 54 minutes behind another's.
const clockSetBack = 24 * time.Hour

// pdfRevisionTime: what was added later was not saved earlier.
var pdfRevisionTime = Tell{
	ID:       "pdf/revision-time",
	Asks:     "Does a later state of the file deny the dates of the one before it, or change the content under the same date?",
	Rests:    "ISO 32000-2 §7.5.6, §14.3.3: a saving that changes the content sets ModDate and leaves CreationDate",
	Innocent: []string{"a library that adds pages, stamps or fields and leaves the dates alone", "a computer whose clock was set back", "an archivist who corrects the dates of a scanned paper"},
	Cause:    Rewritten,
	Document: func(d *document.Document) Result {
		var marks []Mark
		applies := false
		for i := 1; i < len(d.Revisions); i++ {
			before, now := d.Revisions[i-1], d.Revisions[i]
			why, read := denies(before, now, len(d.Signed) > 0)
			applies = applies || read
			if why != "" {
				marks = append(marks, Mark{
					Where:   fmt.Sprintf("revision %d, byte %d", now.Number, before.Length),
					Why:     why,
					Recheck: fmt.Sprintf("head -c %d FILE > former.pdf; exiftool -a -G1 -time:all former.pdf FILE", before.Length),
				})
			}
		}
		if !applies {
			return NotApplicable()
		}
		return Of(marks)
	},
}

// denies says how a state's dates deny those of the one before; read is false where
// they do not both have the dates. Who signs a document adds a state without a date.
func denies(before, now document.Revision, signed bool) (why string, read bool) {
	made, ok1 := stateTime(before, infoCreated)
	said, ok2 := stateTime(now, infoCreated)
	if ok1 && ok2 && said.apart(made) != 0 {
		return fmt.Sprintf("State %d of the file says that it was made %s; state %d, which it was added to, says %s. What was made once is not made again.", now.Number, said, before.Number, made), true
	}
	old, ok3 := stateTime(before, infoModified)
	young, ok4 := stateTime(now, infoModified)
	worst := document.Worst(now.Changes)
	switch {
	case !ok3 || !ok4:
	case young.apart(old) < -clockSetBack:
		why = fmt.Sprintf("State %d of the file is dated %s, and state %d, which it was added to, %s: %s later.", now.Number, young, before.Number, old, apart(young.apart(old)))
	case !signed && young.At == old.At && (worst == document.Visible || worst == document.Hidden):
		why = fmt.Sprintf("State %d of the file shows a reader something else than state %d, and both are dated %s.", now.Number, before.Number, young)
	}
	return why, ok1 && ok2 || ok3 && ok4
}

// stateTime is a time that a state of the file states of itself.
func stateTime(r document.Revision, place string) (moment, bool) {
	return momentAt(&document.Document{Times: r.Times}, place)
}
