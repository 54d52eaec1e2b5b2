package document

import "assay/finding"

// The types of signatures that documents carry.
const (
	SignedPDF      = "pdf"           // a signature field of a PDF
	StampedPDF     = "pdf-timestamp" // a document timestamp of a PDF
	SignedOOXML    = "ooxml"
	SignedODF      = "odf"
	SignedODFMacro = "odf-macros" // the macros of an ODF package, not its text
	SignedC2PA     = "c2pa"
)

// Signature is the evidence of one signature. Like all facts it depends on the
// document's bytes alone; whose certificate is to be believed is asked later,
// of the roots that the examiner gives.
type Signature struct {
	Type  string `json:"type"`
	Where string `json:"where"`          // field, part or manifest that holds it
	Form  string `json:"form,omitempty"` // SubFilter, profile, claim version

	// Result is the mathematics alone, in the words of RFC 8601: pass (the
	// signed bytes are those that stand here, and the value verifies under the
	// signer's certificate), fail, policy (it holds, with an algorithm that
	// today's rules refuse), permerror (malformed, or of a form that is not read).
	Result finding.Result `json:"result"`
	Reason string         `json:"reason,omitempty"` // of every result but pass

	Algorithm string `json:"algorithm,omitempty"` // rsa-sha256, ecdsa-sha384, ed25519, …

	// Signer is what the certificate says of its holder; the rest of the chain
	// follows in Certificates.
	Signer string `json:"signer,omitempty"`
	Issuer string `json:"issuer,omitempty"`
	// Certificates are DER, the signer's first, then those that came with it, in
	// base64 by encoding/json.
	Certificates [][]byte `json:"certificates,omitempty"`

	Claimed *Time  `json:"claimed,omitempty"` // the signer's own clock
	Stamp   *Stamp `json:"stamp,omitempty"`   // a time that another vouches for

	// Covers says in plain words what is signed; Whole is true where nothing of
	// the document, as it is now, stands outside.
	Covers string `json:"covers"`
	Whole  bool   `json:"whole"`
	// Revision is the state that was signed, of files that keep several.
	Revision int `json:"revision,omitempty"`
	// Permits is what the signer allows to be done later: of PDF "nothing",
	// "forms", "forms and notes"; empty where he says nothing.
	Permits string `json:"permits,omitempty"`
	// Changes are what was done after signing; Worst ranks them.
	Changes []Change `json:"changes,omitempty"`
	// Reads are the places where a reader of the signed state saw other words
	// than a reader does now; compared only where Changes ask for it.
	Reads []Reading `json:"reads,omitempty"`
}

// Reading is the words that changed on one page.
type Reading struct {
	Page   int    `json:"page"`
	Signed string `json:"signed"` // with some words around it
	Now    string `json:"now"`
	// Lost is true where words that were signed are gone from the document and others
	// came; not where words only came, went or moved.
	Lost bool `json:"lost,omitempty"`
}

// Stamp is a time stamp token (RFC 3161) over the signature or the document.
type Stamp struct {
	At           string         `json:"at"` // RFC 3339
	Result       finding.Result `json:"result"`
	Reason       string         `json:"reason,omitempty"`
	Authority    string         `json:"authority"`
	Certificates [][]byte       `json:"certificates,omitempty"`
}

// weights from the least to the worst.
var weights = []Weight{Harmless, Allowed, Unknown, Visible, Hidden}

// Worst is the heaviest weight among changes; empty where there are none.
func Worst(changes []Change) Weight {
	worst := -1
	for _, c := range changes {
		for rank, w := range weights {
			if w == c.Weight {
				worst = max(worst, rank)
			}
		}
	}
	if worst < 0 {
		return ""
	}
	return weights[worst]
}
