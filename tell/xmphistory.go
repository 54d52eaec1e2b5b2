package tell

import (
	"fmt"
	"strings"
	"time"

	"assay/document"
)

// lateStep is how much a step of the history may be later than the last change, and
// earlier than the step before it: Adobe's programmes note a step up to some minutes
// before they write the file, and in the zone of whoever sits there.
const lateStep = 24 * time.Hour

// xmpHistory: Adobe's programmes keep a list of what they did, apart from the
// dates that people look at.
var xmpHistory = Tell{
	ID:       "xmp/history",
	Asks:     "Does the history name a change of the content that is later than the last change by the dates, or steps in the wrong order?",
	Rests:    "Adobe XMP Specification Part 2 §3.2 xmpMM:History; stEvt:when, stEvt:changed",
	Innocent: []string{"a computer whose clock was set back", "a programme that takes the history over from a source document", "a converter that takes the date of its source"},
	Cause:    Rewritten,
	Document: func(d *document.Document) Result {
		steps := history(d)
		changed, ok := momentAt(d, xmpModified, infoModified, exifModified)
		if len(steps) == 0 || !ok && len(steps) < 2 {
			return NotApplicable()
		}
		var marks []Mark
		for i, s := range steps {
			why := ""
			if ok && s.content && s.apart(changed) > lateStep {
				why = fmt.Sprintf("A step of its history changed the content on %s, and by its own date (%s) it was last changed on %s.", s, changed.Where, changed)
			} else if i > 0 && s.apart(steps[i-1].moment) < -lateStep {
				why = fmt.Sprintf("A step of its history is of %s, and the one before it of %s, %s later.", s, steps[i-1], apart(s.apart(steps[i-1].moment)))
			}
			if why != "" {
				marks = append(marks, Mark{s.Where, why, "exiftool -xmp -b FILE, and read xmpMM:History"})
			}
		}
		return Of(marks)
	},
}

// step is one step of the history that states a time.
type step struct {
	moment
	content bool // it says that it changed the content
}

// history are the steps in the order of the file.
func history(d *document.Document) (list []step) {
	parts := map[string]string{} // by the step's place
	for _, f := range d.Fields {
		if name, ok := strings.CutSuffix(f.Name, "/stEvt:changed"); ok && f.Where == "XMP "+f.Name {
			parts["XMP "+name] = f.Value
		}
	}
	for _, t := range d.Times {
		place, ok := strings.CutSuffix(t.Where, "/stEvt:when")
		if m, read := momentOf(t); ok && read && strings.HasPrefix(place, "XMP xmpMM:History[") {
			list = append(list, step{m, parts[place] == "/" || strings.HasPrefix(parts[place], "/content")})
		}
	}
	return list
}
