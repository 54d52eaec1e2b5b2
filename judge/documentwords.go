package judge

import (
	"fmt"
	"slices"
	"strings"

	"assay/document"
	"assay/finding"
	"assay/sign/cert"
)

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
		Claim: fmt.Sprintf("that %s signed these words", s.holder()),
		Why: fmt.Sprintf("The file still holds the state that was signed, and its signature verifies that state. There page %d reads %q, and here it reads %q. No change that the signer allowed explains that. Who changed it is not known, nor why: somebody may have corrected or completed a signed file openly.",
			r.Page, r.Signed, r.Now),
		Recheck: "assay revisions --out DIR ITEM, and compare the files of DIR with any viewer",
		Limits:  []string{"signer-not-author"},
	}
}

// holder is the same where nobody whom the examiner trusts gave the certificate:
// anyone can make one in any name.
func (s *DocumentSignature) holder() string {
	if s.Trust != nil && s.Trust.Trust == cert.Trusted {
		return s.who()
	}
	return "the holder of a certificate in the name of " + s.who()
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
