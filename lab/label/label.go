// Package label is the truth about a leak that the lab made: one line of JSON
// an item, in a file beside the leak that only scoring reads.
package label

// File is the name of the file of labels, beside the folder of the leak.
const File = "labels.jsonl"

// Skill is how carefully a forger works.
type Skill string

// The levels of skill.
const (
	Clumsy Skill = "clumsy" // changes what is seen and nothing else
	Fair   Skill = "fair"   // knows some of what goes with it, and forgets the rest
	Able   Skill = "able"   // knows the formats, and leaves little
	Expert Skill = "expert" // leaves what cannot be helped, or nothing
)

// Truth is what an item is.
type Truth string

// The truths.
const (
	Authentic Truth = "authentic" // as it was sent, innocent damage included
	Forged    Truth = "forged"    // altered or made up
	Intruder  Truth = "intruder"  // really sent, by the intruder: its signatures are valid by nature
)

// Trace is one thing that a forging left in the item itself, named by what the
// forger did, never by the tell that might find it.
type Trace string

// Signature is the trace of a signature that no longer fits. It accuses nobody
// alone: lists and gateways break more of them than forgers do.
const Signature Trace = "signature"

// Label is the truth about one item.
type Label struct {
	Item  string `json:"item"` // sha256: and hex digits of its bytes, as assay names it
	Path  string `json:"path"` // in the leak, relative to its folder; empty of an item inside another
	Made  bool   `json:"made"` // the item is made up; false of real mail that stays as it was
	Truth Truth  `json:"truth"`
	// Mailbox is the address of the box that it stands in.
	Mailbox string `json:"mailbox,omitempty"`
	Kind    string `json:"kind"` // mail, pdf, docx, xlsx, odt, jpeg, text, html …

	// Of what is not authentic. Act counts forgeries: a mail and the document
	// swapped in it are one act.
	Act       string  `json:"act,omitempty"`
	Technique string  `json:"technique,omitempty"`
	Skill     Skill   `json:"skill,omitempty"`
	Traces    []Trace `json:"traces,omitempty"`
	Original  string  `json:"original,omitempty"` // digest of the item that was altered
	Lines     []int   `json:"lines,omitempty"`    // of a text: lines (from 1) that were put in or changed

	// Damage names the innocent damage that an authentic item took.
	Damage []string `json:"damage,omitempty"`
}
