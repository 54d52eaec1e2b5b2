package paper

import (
	"math/rand/v2"
	"time"
)

// Care is how much a forger mends of what he does not mean to change.
type Care int

// The levels of care.
const (
	NoCare   Care = iota // only what is seen is changed; his software notes his name and the time
	SomeCare             // names and dates that a reader is shown are mended
	FullCare             // all metadata is mended that can be
)

// Kind is what is to be changed where the forger does not name it.
type Kind string

// The kinds of changes.
const (
	Word   Kind = "word"   // one word for another
	Figure Kind = "figure" // a number
	Date   Kind = "date"   // a date in the text
)

// Edit is what a forger does to a finished file.
type Edit struct {
	Replace, With string // the words, and what stands in their place
	Kind          Kind   // where Replace is empty: what is looked for; empty: any
	// Insert are passages put in. Where neither Replace nor Kind is set, nothing
	// is replaced beside them. Whether they read as if they belonged there only
	// the caller knows: no trace is named for them.
	Insert []string
	At     time.Time // when he worked
	Hand   string    // his name, as his software knows it
	Tool   *Software // what he worked with; nil: one that was current
	Care   Care
	// Claim is the date that a document made anew purports; zero: the date that
	// the original claims.
	Claim time.Time
}

// Edited is what came out.
type Edited struct {
	Content []byte
	// Traces are what the forger left in the file, of those in traces.go; none
	// where nothing is left.
	Traces   []string
	Lines    []int  // of Text: the lines, from 1, that were put in or changed
	Was, Now string // the words that were replaced; empty where none were
}

// replaces says that words are to be replaced.
func (e *Edit) replaces() bool { return e.Replace != "" || e.Kind != "" || len(e.Insert) == 0 }

// Change alters the words of a finished file (of a picture: what is seen), of
// any of the formats, which it finds by its bytes; false where it cannot be done.
func Change(r *rand.Rand, content []byte, e Edit) (Edited, bool) {
	switch f := formatOf(content); f {
	case DOCX, XLSX, ODT:
		return changeOffice(r, content, f, e)
	case PDF:
		return changePDF(r, content, e)
	case JPEG:
		return changePicture(r, content, e)
	case HTML:
		return changePage(r, content, e)
	case Text:
		return changeText(r, content, e)
	}
	return Edited{}, false
}

// Resave is the file saved again by e.Tool at e.At, no word changed: who
// handles a file does that, in bad faith or good.
func Resave(r *rand.Rand, content []byte, e Edit) (Edited, bool) {
	switch f := formatOf(content); f {
	case DOCX, XLSX, ODT:
		c, ok := openParcel(content)
		if !ok {
			return Edited{}, false
		}
		return c.finish(r, f, e, Edited{}, growth{})
	case PDF:
		f, ok := parsePDF(content)
		if !ok {
			return Edited{}, false
		}
		return f.finish(r, e, Edited{}), true
	case JPEG:
		return resavePicture(content, e)
	}
	return Edited{}, false
}
