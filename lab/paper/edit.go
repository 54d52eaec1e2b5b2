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
	Replace, With string    // the words, and what stands in their place
	Kind          Kind      // where Replace is empty: what is looked for
	Insert        []string  // passages put in, beside or in place of a replacement
	At            time.Time // when he worked
	Hand          string    // his name, as his software knows it
	Tool          *Software // what he worked with; nil: one that was current
	Care          Care
	// Claim is the date that a document made anew purports; zero: the date that
	// the original claims.
	Claim time.Time
}

// Edited is what came out.
type Edited struct {
	Content []byte
	// Traces are what the forger left in the file, by what he did; none where
	// nothing is left. docs: traces.tsv lists them.
	Traces   []string
	Lines    []int  // of Text: the lines, from 1, that were put in or changed
	Was, Now string // the words that were replaced; empty where none were
}

// Change alters the words of a finished file (of a picture: what is seen), of
// any of the formats, which it finds by its bytes; false where it cannot be done.
func Change(r *rand.Rand, content []byte, e Edit) (Edited, bool) { return Edited{}, false }

// Resave is the file saved again by e.Tool at e.At, no word changed.
func Resave(r *rand.Rand, content []byte, e Edit) (Edited, bool) { return Edited{}, false }

// Increment alters the words of a PDF by an update appended to it that draws a
// page anew; the former state stands in the file.
func Increment(r *rand.Rand, content []byte, e Edit) (Edited, bool) { return Edited{}, false }

// Retype is the document made anew by the forger at e.At, with the words of the
// original but for the change, and dated e.Claim.
func Retype(r *rand.Rand, content []byte, e Edit) (Edited, bool) { return Edited{}, false }
