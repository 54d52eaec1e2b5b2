package judge

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"assay/document"
	"assay/finding"
	"assay/sign/cert"
)

// Document is what is told of a document: what was read off it, and its
// signatures as they were judged.
type Document struct {
	*document.Document
	Signatures []DocumentSignature `json:"signatures,omitempty"`
}

// DocumentSignature is one signature of a document. The mathematics, whose
// certificate it is, and when it was made are three answers.
type DocumentSignature struct {
	document.Signature
	Trust      *cert.Answer `json:"trust"`                 // nil where the mathematics already fails
	StampTrust *cert.Answer `json:"stamp_trust,omitempty"` // of the time stamp's authority
	disputed   bool         // something read off the document contradicts what its signatures seem to say
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

// signedAgain reports whether the holder of the certificate of s also signed what
// stands there now: then he corrected the document himself.
func signedAgain(s *document.Signature, all []document.Signature) bool {
	return len(s.Certificates) > 0 && slices.ContainsFunc(all, func(o document.Signature) bool {
		worst := document.Worst(o.Changes)
		now := o.Whole || worst == document.Harmless || worst == document.Allowed
		holds := o.Result == finding.Pass || o.Result == finding.Policy
		return now && holds && o.Type == document.SignedPDF && len(o.Certificates) > 0 && bytes.Equal(o.Certificates[0], s.Certificates[0])
	})
}

func (j *Judge) documentSignature(s document.Signature) DocumentSignature {
	judged := DocumentSignature{Signature: s}
	if !judged.holds() {
		return judged
	}
	at := j.Now
	if s.Claimed != nil {
		if t, ok := moment(s.Claimed.At); ok {
			at = t
		}
	}
	if s.Stamp != nil && (s.Stamp.Result == finding.Pass || s.Stamp.Result == finding.Policy) {
		if t, ok := moment(s.Stamp.At); ok {
			answer := cert.Chain(s.Stamp.Certificates, j.Roots, t)
			judged.StampTrust = &answer
			if judged.stamped() {
				at = t
			}
		}
	}
	answer := cert.Chain(s.Certificates, j.Roots, at)
	judged.Trust = &answer
	return judged
}

// holds reports whether the signed bytes verify.
func (s *DocumentSignature) holds() bool {
	return s.Result == finding.Pass || s.Result == finding.Policy
}

// stamped reports whether an authority that the examiner trusts vouches for the
// time: by a certificate that its issuer made for that.
func (s *DocumentSignature) stamped() bool {
	if s.StampTrust == nil || s.StampTrust.Trust != cert.Trusted {
		return false
	}
	authority, err := cert.Parse(s.Stamp.Certificates[0])
	return err == nil && authority.ForStamping()
}

// name is the signature in a sentence.
func (s *DocumentSignature) name() string {
	kind, known := signatureNames[s.Type]
	if !known {
		kind = s.Type + " signature"
	}
	return kind
}

var signatureNames = map[string]string{
	document.SignedPDF: "signature", document.StampedPDF: "time stamp", document.SignedOOXML: "signature",
	document.SignedODF: "signature", document.SignedODFMacro: "signature of the macros", document.SignedC2PA: "C2PA manifest",
}

// finding says what one signature is worth.
func (s *DocumentSignature) finding() finding.Finding {
	f := finding.Finding{Outcome: finding.Found, Says: finding.Neutral, Where: s.Where, Recheck: recheckDocument[s.Type]}
	changed := document.Worst(s.Changes)
	altered := changed == document.Visible || changed == document.Hidden || changed == document.Unknown
	switch {
	case s.Result == finding.Fail:
		f.ID = "document/signature-fails"
		f.Why = "Its " + s.name() + " does not hold: " + s.Reason + ". That is no sign of forgery by itself: programmes that save a signed file again, and transfers that damage it, break signatures too."
	case !s.holds():
		f.ID, f.Outcome = "document/signature-unread", finding.CouldNotRun
		f.Why = "Its " + s.name() + " cannot be checked: " + s.Reason + "."
	case changed == document.Hidden:
		f.ID, f.Says = "document/changed-as-in-attacks", finding.Contradicts
		f.Why = fmt.Sprintf("Its %s by %s holds for what was signed, and the document was changed after that in a way that is known from attacks, which validators do not show: %s. A programme that writes parts of a file anew can come to the same in good faith. The signer did not sign what a reader sees now.", s.name(), s.who(), worstChange(s.Changes))
	case altered:
		f.ID = "document/changed-after-signing"
		f.Why = fmt.Sprintf("Its %s by %s holds for what was signed, and the document was changed after that: %s. Programmes that save a signed file again do this in good faith; the signer did not sign what a reader sees now.", s.name(), s.who(), worstChange(s.Changes))
	case s.disputed:
		f.ID = "document/signature-disputed"
		f.Why = fmt.Sprintf("A %s holds, and another finding says that it does not say what it seems to: it vouches for nothing here.", s.name())
	case s.Trust.Trust == cert.Trusted && s.shows():
		f.ID, f.Says, f.Basis = "document/signature-trusted", finding.Supports, finding.DocumentSigned
		f.Claim = fmt.Sprintf("signed in these bytes by %s, as a certificate of %s says", s.who(), s.Issuer)
		but := ""
		if changed == document.Allowed {
			f.Claim = fmt.Sprintf("signed by %s, as a certificate of %s says, but for what others filled in, noted or signed later", s.who(), s.Issuer)
			but = " but what others were allowed to fill in, note or sign later"
		}
		f.Why = fmt.Sprintf("A %s of %s covers all that a reader sees%s, and its certificate leads to a root that you trust: %s. It proves whose certificate was used, not who used it, nor that the content is true.", s.name(), s.who(), but, strings.Join(s.Trust.Path, ", under "))
		f.Limits = s.limits(changed)
	case s.Trust.Trust == cert.Trusted:
		f.ID = "document/signature-in-part"
		f.Why = fmt.Sprintf("A %s of %s holds, and its certificate leads to a root that you trust, but it does not cover all of the document: %s.", s.name(), s.who(), s.Covers)
	default:
		f.ID = "document/signature-holds"
		f.Why = fmt.Sprintf("A %s holds: the signed bytes are unchanged since the key was used that a certificate gives to %s. %s Anyone can make a certificate in any name.", s.name(), s.who(), finding.Sentence("of that certificate: "+s.Trust.Reason))
		if !s.shows() {
			f.Why += " It does not cover all of the document: " + s.Covers + "."
		}
	}
	return f
}

// shows reports whether what is signed is the document that a reader sees:
// macros and time stamps are signed by others, for other reasons.
func (s *DocumentSignature) shows() bool {
	vouches := s.Type == document.SignedPDF || s.Type == document.SignedOOXML || s.Type == document.SignedODF
	return vouches && (s.Whole || len(s.Changes) > 0)
}

// limits say how far a trusted signature reaches.
func (s *DocumentSignature) limits(changed document.Weight) []string {
	limits := []string{"signer-not-author"}
	if len(s.Trust.Limits) > 0 {
		limits = append(limits, "certificate-limited")
	}
	if s.Result == finding.Policy {
		limits = append(limits, "weak-algorithm")
	}
	if changed == document.Allowed {
		limits = append(limits, "changed-as-allowed")
	}
	if !s.stamped() {
		limits = append(limits, "signing-time-claimed")
	}
	return limits
}

// otherWords is the finding that a reader of the signed state saw other words.
func (s *DocumentSignature) otherWords() finding.Finding {
	r := s.Reads[slices.IndexFunc(s.Reads, func(r document.Reading) bool { return r.Lost })]
	return finding.Finding{
		ID: "document/signed-otherwise", Outcome: finding.Found, Says: finding.Contradicts, Basis: finding.SignedOtherwise,
		Where: fmt.Sprintf("page %d", r.Page),
		Claim: fmt.Sprintf("that %s signed these words", s.who()),
		Why: fmt.Sprintf("The file still holds the state that was signed, and its signature verifies that state. There page %d reads %q, and here it reads %q. No change that the signer allowed explains that. Who changed it is not known, nor why: somebody may have corrected or completed a signed file openly.",
			r.Page, r.Signed, r.Now),
		Recheck: "assay revisions --out DIR ITEM, and compare the files of DIR with any viewer",
		Limits:  []string{"signer-not-author"},
	}
}

// who is the holder of the signer's certificate.
func (s *DocumentSignature) who() string {
	if s.Signer == "" {
		return "a holder without a name"
	}
	return s.Signer
}

// recheckDocument tells how to check without assay.
var recheckDocument = map[string]string{
	document.SignedPDF:   "pdfsig FILE   (package poppler-utils)",
	document.StampedPDF:  "pdfsig FILE   (package poppler-utils)",
	document.SignedOOXML: "open it with an office programme, and look at its signatures",
	document.SignedODF:   "open it with an office programme, and look at its signatures",
	document.SignedC2PA:  "c2patool FILE",
}

// worstChange is the first of the heaviest changes.
func worstChange(list []document.Change) string {
	worst := document.Worst(list)
	i := slices.IndexFunc(list, func(c document.Change) bool { return c.Weight == worst })
	return fmt.Sprintf("%s (%s)", list[i].What, list[i].Where)
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

// moment reads a time of a document; without a zone it is taken for UTC.
func moment(at string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, at); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
