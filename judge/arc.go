package judge

import (
	"fmt"

	"assay/domain"
	"assay/finding"
	"assay/sign"
	"assay/sign/arc"
)

// chain says what the ARC sets of a mail amount to as a whole.
func (m *mailJudge) chain() []finding.Finding {
	for _, s := range m.signatures {
		if s.ARCShown == nil {
			continue
		}
		id, outcome, why := "arc/chain-fail", finding.Found, "The chain of ARC seals is broken: changes on the way do that, and it is no sign of forgery."
		switch s.Chain {
		case sign.ChainPass:
			id, why = "arc/chain-pass", "The chain of ARC seals is intact. It says what its sealers saw, and is worth what they are: name those that you believe with --trust."
		case sign.ChainFail:
			if m.chainOpen(m.signatures) {
				why = "The chain of ARC seals proves nothing: it rests on a key whose private half others had too."
			}
		case sign.ChainUnknown:
			id, outcome, why = "arc/chain-unknown", finding.CouldNotRun, "The chain of ARC seals cannot be checked: a key is not at hand."
		}
		f := neutral(id, outcome, "the ARC fields", why)
		f.Recheck = "assay show --json " + m.item + " lists every set with its results"
		return []finding.Finding{f}
	}
	return nil
}

// sealed says what the set of a trusted sealer proves. A sealer seals spoofed
// mail as well: what it recorded of the author's domain decides.
func (m *mailJudge) sealed(s *sign.Signature) []finding.Finding {
	a := s.ARCShown
	if a == nil || !m.trusted(a.Sealer) {
		return nil
	}
	where := fmt.Sprintf("ARC set %d, sealed by %s", a.Instance, a.Sealer)
	doubt := m.sealDoubt(s)
	if doubt == "" {
		bars := m.bars(s)
		if len(bars) == 0 {
			f := vouching("arc/sealed", finding.Sealed, where, fmt.Sprintf(
				"%s, which you trust, sealed this message as it is here, and recorded that the domain of its author had passed authentication.", a.Sealer),
				append(m.sealLimits(s), "sealed-not-signed"))
			f.Claim = fmt.Sprintf("%s, as %s received it", mailClaim(m.facts), a.Sealer)
			f.Recheck = "assay show --proof DIR " + m.item + " writes the sealed bytes, the seals and the keys"
			return []finding.Finding{f}
		}
		doubt = m.explain(bars)
	}
	f := neutral("arc/seal-insufficient", finding.Found, where, fmt.Sprintf(
		"%s, which you trust, sealed this message, and that does not vouch for its author: %s.", a.Sealer, doubt))
	if m.open(a.SealKey) || m.open(s.Key) || m.passedOpen(a) {
		f.Says, f.Limits = finding.Limits, []string{"key-exposed"}
	}
	f.Recheck = "assay show --json " + m.item + " lists the set with its recorded results"
	return []finding.Finding{f}
}

// sealDoubt says why a set does not vouch for From, or "".
func (m *mailJudge) sealDoubt(s *sign.Signature) string {
	a := s.ARCShown
	set := m.facts.Sign.Signatures
	for i := range set {
		if set[i].ARCSet != nil && set[i].ARCSet.ChainProblem != "" {
			return "the chain is broken (" + set[i].ARCSet.ChainProblem + ")"
		}
	}
	switch {
	case m.open(a.SealKey):
		return "the key of its seal is exposed: " + exposedText(a.SealKey)
	case m.open(s.Key):
		return "the key of its message signature is exposed: " + exposedText(s.Key)
	case a.SealResult != sign.Pass:
		return "its seal does not hold"
	case s.Result != sign.Pass:
		return "its message signature does not hold over what is here"
	case !domain.Aligned(s.Domain, a.Sealer):
		return "its message signature is of another domain"
	case !m.facts.AuthorsSure || len(m.facts.Authors) == 0:
		return "the author can be read in more than one way"
	}
	recorded := arc.ReadResults(a.Results)
	for _, author := range m.facts.Authors {
		if !recorded.Vouch(domain.OfAddress(author), domain.Aligned) {
			return "it recorded neither dmarc=pass nor a passing signature of the author's domain"
		}
	}
	if m.passedOpen(a) {
		return "what passed may be a signature of the author's domain under a key that others had by then"
	}
	return ""
}

// sealLimits are the limits of a set: those of its message signature, and that
// the key of the seal became public.
func (m *mailJudge) sealLimits(s *sign.Signature) []string {
	limits := m.limits(s)
	if exposed(s.SealKey) {
		limits = append(limits, "key-exposed-later") // conclude drops doubles
	}
	return limits
}
