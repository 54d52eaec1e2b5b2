// Package sign holds what is common to all signatures: the evidence that a
// signature and the bytes of its item give, and the judgement of that evidence
// once a key is at hand. Results are in the words of RFC 8601 §2.7.
//
// Reading and judging are apart so that the mathematics is always done and
// policy comes after it, and so that a case can be judged again under new keys
// without its leak being read again: Evidence holds all that a key is needed
// for, and no more.
//
// A signature shows that a holder of the domain's private key signed these
// bytes. It shows no person, and nothing about the truth of the words.
package sign

import "assay/item"

// Kind says which family a signature is of.
type Kind string

// The kinds of signatures.
const (
	DKIM Kind = "dkim" // RFC 6376
	ARC  Kind = "arc"  // RFC 8617: one set, a message signature and its seal
)

// Match is the answer to one question of mathematics.
type Match string

// The answers. NoKey is one of header signatures alone.
const (
	Matches    Match = "match"
	Mismatches Match = "mismatch"
	NoKey      Match = "no-key"
)

// Evidence is what one signature says, and what the bytes of its item say to
// it. It depends on no key.
type Evidence struct {
	Kind     Kind   `json:"kind"`
	Offset   int    `json:"offset"`             // of the signature's field in the item
	Domain   string `json:"domain"`             // d=, lower case
	Selector string `json:"selector"`           // s=, as written
	Identity string `json:"identity,omitempty"` // i= of DKIM, where given
	Canon    string `json:"canon,omitempty"`    // c=, header/body
	Signed
	// Problem says why the signature is malformed (permerror); the rest is
	// filled as far as it can be.
	Problem  string   `json:"problem,omitempty"`
	BodyHash Match    `json:"body_hash,omitempty"`
	SignedAt int64    `json:"t,omitempty"` // t=, seconds since 1970; 0 where not given
	Expires  int64    `json:"x,omitempty"` // x=, likewise
	Covers   Coverage `json:"covers"`
	// StrictEnds tells that only reading bare LF as data, as SMTP does, made
	// the body hash match.
	StrictEnds bool `json:"strict_ends,omitempty"`

	ARCSet *ARCSet `json:"arc,omitempty"` // kind arc alone
}

// Signed is a value, the hash it was made of, and how.
type Signed struct {
	Algorithm string `json:"algorithm"`        // a=, as RFC 6376 §3.3 and RFC 8463 name it
	Digest    []byte `json:"digest,omitempty"` // of the canonical bytes
	Value     []byte `json:"value,omitempty"`  // b=, decoded
}

// ARCSet is what a set of ARC fields holds beside its message signature.
// RFC 8617 §4
type ARCSet struct {
	Instance int    `json:"instance"`
	CV       string `json:"cv"`     // cv= of the seal
	Sealer   string `json:"sealer"` // d= of the seal
	Selector string `json:"selector"`
	Seal     Signed `json:"seal"`
	SealAt   int64  `json:"seal_t,omitempty"`
	Problem  string `json:"problem,omitempty"` // of the seal
	// Results is the value of ARC-Authentication-Results, unfolded, which the
	// seal covers.
	Results string `json:"results,omitempty"`
	// ChainProblem says what breaks the chain's structure, the same in every
	// set of a message. RFC 8617 §5.2
	ChainProblem string `json:"chain_problem,omitempty"`
}

// Coverage says which bytes a signature vouches for. Names of fields are in
// lower case.
type Coverage struct {
	Fields    []string `json:"fields"`     // present and signed, each instance of them
	BodyBytes int64    `json:"body_bytes"` // bytes of the canonical body that are hashed
	Body      string   `json:"body"`       // BodyAll or BodyPart
	Not       []string `json:"not"`        // fields that a reader sees and an instance of which is not signed
	// Absent are fields that a reader would see, that are missing, and that
	// nothing says were missing when it was signed.
	Absent []string `json:"absent"`
	// Beyond tells that what follows the hashed bytes of the body is more than
	// white space.
	Beyond bool `json:"beyond,omitempty"`
}

// The values of Coverage.Body.
const (
	BodyAll  = "all"
	BodyPart = "part"
)

// Expired reports whether the signature's x= lies before now, in seconds since
// 1970.
func (e *Evidence) Expired(now int64) bool { return e.Expires != 0 && e.Expires < now }

// Facts is all the evidence of one item.
type Facts struct {
	Signatures []Evidence `json:"signatures,omitempty"`
	// Beyond counts signatures that were not read because the item has more
	// than a bound allows.
	Beyond int `json:"beyond,omitempty"`
	// Item is what the signatures stand in.
	Item item.Digest `json:"-"`
}
