// Package forge alters and makes up mail and documents as forgers do, and says
// what each forging left in the item itself.
//
// Techniques work on the bytes of a finished item, so that they work on made
// mail and on real mail alike. A technique stands in techniques.tsv with the
// levels of skill that it is done with, and has one function.
//
// The clumsy change what is seen and nothing else: one rendering of two, in the
// encoded source, under the former lengths. The fair mend the obvious: both
// renderings, the day of the week. The able encode and wrap as the mailer did.
// Experts mend all that can be mended, lengths and times included, so that at
// most a signature is left that no longer fits.
//
// What a forging leaves is named by what the forger did or forgot, in the closed
// vocabulary of traces.tsv, and it depends on the facts of the case: a Date that
// is changed contradicts servers only where servers noted a time. Nothing here
// knows what assay looks for.
//
// What it cannot show: how often forgers work in which way. Nobody has counted.
package forge

import (
	"math/rand/v2"
	"time"

	"assay/lab/label"
)

// Mail is the kind of items that are mail; documents are of the formats that
// package paper names.
const Mail = "mail"

// Technique is one way of forging, done with one level of skill.
type Technique struct {
	ID    string
	Skill label.Skill
	On    []string // the kinds of items that it works on
	What  string   // what the forger does: a clause without its subject
}

// Job is an item to be forged, and what the forger has at hand.
type Job struct {
	R        *rand.Rand
	Original []byte // authentic; of a technique that makes mail up, one of the box
	Kind     string // Mail, or a format of package paper
	Lang     string // of the text: en, fr; empty: seen from the text
	Now      time.Time
	Hand     string   // the forger's name as his software knows it
	Thread   [][]byte // other authentic mail of the thread, oldest first

	// Each of these may be nil, and may give nothing: techniques that need it
	// do not fit then.
	Other func() []byte            // another authentic mail of the box
	Paper func(kind string) []byte // another document of the kind
	Words Words
	// Send sends a mail really, from the account that was taken, through its
	// provider, which signs it.
	Send func(Letter) []byte
	// Sign signs a mail with a key that the forger made, as if it were one of
	// the domain under that selector; whole is false where l= is to be written.
	Sign func(mail []byte, domain, selector string, whole bool) []byte
	// Holds tells whether a signature of a mail holds; where nil, all that an
	// original bears are taken to hold.
	Holds func(mail []byte) bool
}

// Words are what a forger writes. Those of lang are in that language.
type Words struct {
	Name     func() string            // a person's, of nobody in the talk
	Address  func() string            // of nobody in the talk
	Sentence func(lang string) string // that could stand in such a mail
	Foreign  func(lang string) string // a passage of another matter: one or more sentences
	Spam     func() string            // a passage of spam
}

// Letter is what the intruder sends.
type Letter struct {
	To, Subject, Text string
	Date              time.Time // that it claims; zero: when it is sent
	Sent              time.Time
	Answers           []byte // the mail that it answers, nil where none
}

// Forged is what came out.
type Forged struct {
	Items []Item // one; two of two fakes; a mail and the document swapped in it
}

// Item is one item that was forged.
type Item struct {
	Kind    string
	Content []byte
	Inside  bool // it stands in the item before it
	Truth   label.Truth
	Traces  []label.Trace // in the order of traces.tsv
	Lines   []int         // of a text: lines, from 1, that were put in or changed
	// Damage names what an item took whose words are as they were: Truth is
	// Authentic then.
	Damage []string
}
