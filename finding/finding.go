// Package finding is the common shape of what a signature, a tell, a
// comparison or a reader says of an item.
package finding

import "strings"

// Outcome says how a check ended.
type Outcome string

// The outcomes of a check.
const (
	Found         Outcome = "found"
	Absent        Outcome = "absent"
	NotApplicable Outcome = "not-applicable"
	CouldNotRun   Outcome = "could-not-run"
)

// Says is the direction in which a finding points.
type Says string

// The directions. A finding that limits says how far others can be believed.
const (
	Supports    Says = "supports"
	Contradicts Says = "contradicts"
	Limits      Says = "limits"
	Neutral     Says = "neutral"
)

// Basis is what a finding proves. Most
// findings have none: they inform, and decide nothing alone.
type Basis string

// The bases that a conclusion can rest on.
const (
	NoBasis Basis = ""
	// AuthorSigned: a valid signature of the author's own domain covers what a
	// reader takes the message to say.
	AuthorSigned Basis = "author-signed"
	// Sealed: a sealer that the examiner trusts recorded that the author's
	// domain had signed or sent it, and nothing changed since.
	Sealed Basis = "sealed"
	// DocumentSigned: a valid signature under a certificate of a root that the
	// examiner trusts covers the document as a reader sees it.
	DocumentSigned Basis = "document-signed"
	// SignedOtherwise, of a finding that contradicts: the document's own
	// signature verifies an earlier state of it, in which other words stand.
	SignedOtherwise Basis = "signed-otherwise"
	// Carried: the bytes stand inside an item that is vouched for, whose
	// sender had them first-hand.
	Carried Basis = "carried"
	// Repaired: a valid signature of the author's own domain covers the message
	// without what was added to it or rewritten in it, which a reader sees.
	Repaired Basis = "repaired"
	// Relayed: a relay that the examiner trusts signed it on its way.
	Relayed Basis = "relayed"
)

// Finding is one statement about one item.
type Finding struct {
	ID      string  `json:"id"`      // area and name, such as mail/line-ends
	Outcome Outcome `json:"outcome"` // how the check ended
	Says    Says    `json:"says"`    // direction
	// LR is the likelihood ratio, "as it was sent" against "altered or made
	// up"; nil until it is measured.
	LR      *float64 `json:"lr"`
	Where   string   `json:"where"`   // what it points at, in the item's own terms
	Why     string   `json:"why"`     // one or two sentences for a person
	Recheck string   `json:"recheck"` // how to check it without believing assay

	// Patch is a unified diff from the stored bytes to those that were signed.
	Patch string `json:"patch,omitempty"`

	// Cause names what would explain the finding, innocent or not: findings of
	// one cause depend on each other, and are weighed once. Innocent are the
	// innocent explanations. Both are of tells.
	Cause    string   `json:"cause,omitempty"`
	Innocent []string `json:"innocent,omitempty"`

	// Basis, Claim and Limits are what a conclusion is drawn from.
	Basis  Basis    `json:"basis,omitempty"`
	Claim  string   `json:"claim,omitempty"`  // what the basis proves, where that is less than the item claims
	Limits []string `json:"limits,omitempty"` // closed tokens, listed in docs/json.md
}

// Sentence gives text a capital and a full stop, as Why has them.
func Sentence(text string) string {
	if text == "" {
		return text
	}
	if first := text[0]; 'a' <= first && first <= 'z' {
		text = string(first-'a'+'A') + text[1:]
	}
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}
