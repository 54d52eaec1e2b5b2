package judge

import (
	"slices"

	"assay/document"
	"assay/finding"
)

// Document is what is told of a document: what was read off it, and its
// signatures as they were judged.
type Document struct {
	*document.Document
	Signatures []DocumentSignature `json:"signatures,omitempty"`
}

// document judges the signatures of a document, and gives what it claims.
func (j *Judge) document(d *document.Document, r *Record) (claim string) {
	if d == nil {
		return "a loose document: nothing says who sent it or when"
	}
	r.Document = &Document{Document: d}
	disputed := slices.ContainsFunc(d.Findings, func(f finding.Finding) bool { return f.Says == finding.Contradicts })
	for _, s := range d.Signed {
		judged := j.documentSignature(s)
		judged.disputed = disputed
		r.Document.Signatures = append(r.Document.Signatures, judged)
		if f := judged.finding(); s.Type != document.SignedC2PA || f.Says == finding.Supports {
			r.Findings = append(r.Findings, f) // what a manifest is worth is told where it was read
		}
		if slices.ContainsFunc(s.Reads, func(r document.Reading) bool { return r.Lost }) && !signedAgain(&s, d.Signed) {
			r.Findings = append(r.Findings, judged.otherWords())
		}
	}
	return documentClaim(d)
}

// documentClaim is what the metadata of a document say of it.
func documentClaim(d *document.Document) string {
	claim, made := "", d.Made()
	switch {
	case d.Author() != "":
		claim = "made by " + d.Author()
	case len(d.Software) > 0 && d.Software[0].Role == "device":
		claim = "taken with " + d.Software[0].Name
	case made != "":
		claim = "made"
	default:
		return "a document of the form " + d.Format + ", which says nothing of who made it or when"
	}
	if made != "" {
		claim += " at " + made
	}
	return claim + ", as its own metadata say"
}
