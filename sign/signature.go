package sign

import (
	"assay/finding"
	"assay/keys"
)

// Result is a verdict on a signature, see finding.Result.
type Result = finding.Result

// The results a signature can have.
const (
	Pass      = finding.Pass
	Fail      = finding.Fail
	Policy    = finding.Policy
	TempError = finding.TempError
	PermError = finding.PermError
)

// Signature is the judgement of one piece of evidence: what views and JSON
// show.
type Signature struct {
	Kind      Kind      `json:"kind"`
	Domain    string    `json:"domain"`
	Selector  string    `json:"selector"`
	Identity  string    `json:"identity,omitempty"`
	Algorithm string    `json:"algorithm"`
	Canon     string    `json:"canonicalization,omitempty"`
	Result    Result    `json:"result"`
	Reason    string    `json:"reason,omitempty"` // of every result but pass
	BodyHash  Match     `json:"body_hash,omitempty"`
	Header    Match     `json:"header_signature,omitempty"`
	Key       *KeyShown `json:"key"`       // nil where none is at hand
	SignedAt  *string   `json:"signed_at"` // t=, RFC 3339 in UTC; nil where not given
	Expires   *string   `json:"expires,omitempty"`
	Expired   bool      `json:"expired"`
	Aligned   bool      `json:"aligned"` // the domain and From's belong together
	Covers    Coverage  `json:"covers"`

	*ARCShown

	// Repaired are the IDs of the rewrites that had to be undone before the
	// signature held; then all above is said of the message without them, and
	// Stored of the bytes that the item has.
	Repaired []string `json:"repaired,omitempty"`
	Stored   *Stored  `json:"stored,omitempty"`

	Offset int `json:"offset"` // of the signature's field in the item
	// StrictEnds is Evidence.StrictEnds.
	StrictEnds bool `json:"-"`
	used       *keys.Key
	origins    []keys.Origin
	unanchored *keys.Origin
}

// ARCShown is what the JSON of an ARC set has beside.
type ARCShown struct {
	Instance     int    `json:"instance"`
	CV           string `json:"cv"`    // what the sealer says of the chain before it
	Chain        string `json:"chain"` // what assay says of the whole chain: pass, fail, unknown
	Sealer       string `json:"sealer"`
	SealSelector string `json:"seal_selector"`
	Seal         Match  `json:"seal"` // of the seal's own signature
	// SealResult is the result of the seal; a weak key counts as permerror,
	// since RFC 8617 has no policy result.
	SealResult Result    `json:"seal_result"`
	SealKey    *KeyShown `json:"seal_key"`
	SealedAt   *string   `json:"sealed_at"`
	Results    string    `json:"results,omitempty"`
	sealedBy   *keys.Key
}

// SealedBy is the key that the seal's result rests on, nil where none is at
// hand.
func (a *ARCShown) SealedBy() *keys.Key { return a.sealedBy }

// KeyShown is what views tell of a key.
type KeyShown struct {
	Bits        int    `json:"bits"`
	Origin      string `json:"origin"`
	Fingerprint string `json:"fingerprint"` // keys.Key.Fingerprint
	// Exposed says that the private half is not its owner's alone; nil where
	// nothing is known of that.
	Exposed *keys.Exposure `json:"exposed,omitempty"`
}

// Stored is what a signature is over the bytes of the item as they are.
type Stored struct {
	Result   Result `json:"result"`
	BodyHash Match  `json:"body_hash,omitempty"`
	Header   Match  `json:"header_signature,omitempty"`
}

// KeyUsed is the key that the result rests on, nil where none is at hand.
func (s *Signature) KeyUsed() *keys.Key { return s.used }

// Origins is every place that the key of the result is known from.
func (s *Signature) Origins() []keys.Origin { return s.origins }

// Holds reports whether the mathematics holds whole: body and header match
// under a key that its owner had published for this use.
func (s *Signature) Holds() bool { return s.Result == Pass || s.Result == Policy }
