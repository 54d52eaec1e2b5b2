package judge

import (
	"fmt"
	"slices"

	"assay/domain"
	"assay/examine"
	"assay/finding"
	"assay/repair"
	"assay/sign"
)

// Mended is what a search for the message that was signed came to.
type Mended struct {
	// Facts are those of the message that was signed; nil where it was not
	// found.
	Facts      *examine.Facts     `json:"facts,omitempty"`
	Rewrites   []string           `json:"rewrites,omitempty"`
	Difference *repair.Difference `json:"difference,omitempty"`
	Patch      string             `json:"patch,omitempty"`
	// Body tells that a body was found that fits the signature, once
	// BodyRewrites are undone.
	Body         bool     `json:"body,omitempty"`
	BodyRewrites []string `json:"body_rewrites,omitempty"`
	Tries        int      `json:"tries"` // hashes that were computed
}

// AddedElsewhere counts the mail on which an addition stands.
type AddedElsewhere struct {
	Mails   int      // different signed messages
	Authors []string // different addresses of From, some of them
}

// How much mail has to carry an addition before it counts as what a list or a
// gateway adds to all. Whoever alters one mail can alter others in the same
// way, so an addition is named in the claim all the same.
const (
	leastMails   = 4 // this one included
	leastAuthors = 2 // beside this one's, of two organisations or of his own, providers aside
)

// mend says what the signatures are worth over the message that was signed,
// where that is another than the stored one.
func (m *mailJudge) mend(d *Mended, r *Record) {
	if d.Facts == nil {
		r.Findings = append(r.Findings, notRepaired(d))
		return
	}
	signed := mailJudge{Judge: m.attesting(d.Facts), item: m.item, facts: d.Facts}
	signed.signatures = signed.Judge.signatures(&d.Facts.Sign)
	found := false
	for i := range signed.signatures {
		s := &signed.signatures[i]
		at := m.same(&d.Facts.Sign.Signatures[i])
		if at < 0 || s.Kind != sign.DKIM || !s.Holds() || m.signatures[at].Holds() {
			continue
		}
		found = true
		s.Aligned = signed.aligned(s.Domain)
		f := signed.repaired(s, d, m.oddities(&signed))
		stored := &m.signatures[at]
		place := signaturePlace(stored)
		r.Findings = slices.DeleteFunc(r.Findings, func(old finding.Finding) bool { return old.Where == place })
		f.Where = place
		s.Repaired, s.Stored = d.Rewrites, &sign.Stored{Result: stored.Result, BodyHash: stored.BodyHash, Header: stored.Header}
		s.Offset = stored.Offset
		*stored = *s
		r.Findings = append(r.Findings, f)
	}
	if found {
		r.Repair = &Repair{Rewrites: d.Rewrites, Difference: *d.Difference, From: d.Facts.From, Date: d.Facts.Date}
		if d.Facts.AuthorsSure {
			r.Repair.Authors = d.Facts.Authors
		}
		return
	}
	r.Findings = append(r.Findings, notRepaired(&Mended{Tries: d.Tries}))
}

// oddities are what makes programmes read the stored message in different ways,
// where the signed one gives them no room for it: nobody can tell then what a
// reader of the stored one sees.
func (m *mailJudge) oddities(signed *mailJudge) (tokens []string) {
	add := func(odd bool, token string) {
		if odd {
			tokens = append(tokens, token)
		}
	}
	add(m.facts.Junk && !signed.facts.Junk, "header-junk")
	add(slices.ContainsFunc(m.facts.Misfits, func(why string) bool { return !slices.Contains(signed.facts.Misfits, why) }), "structure-misfit")
	add(m.facts.FromFields > 1 && signed.facts.FromFields <= 1, "from-doubled")
	add(m.misleads() && !signed.misleads(), "from-misleads")
	return tokens
}

// same finds the signature of the stored message that is the one of ev.
func (m *mailJudge) same(ev *sign.Evidence) int {
	return slices.IndexFunc(m.facts.Sign.Signatures, func(have sign.Evidence) bool {
		return have.Kind == ev.Kind && have.Domain == ev.Domain && have.Selector == ev.Selector &&
			have.Algorithm == ev.Algorithm && string(have.Value) == string(ev.Value)
	})
}

// repaired says what a signature means that holds over the message without
// what happened to it. m judges that message; odd are limits of the stored one
// that it does not have.
func (m *mailJudge) repaired(s *sign.Signature, d *Mended, odd []string) finding.Finding {
	f := m.valid(s, "")
	undone := "The stored bytes are not those that were signed; they are once this is undone: " + undoes(d.Rewrites) + ". "
	f.Patch, f.Recheck = d.Patch, "assay show --proof DIR "+m.item+" writes the signed message, and the diff from the stored one"
	if f.Basis != finding.AuthorSigned {
		if d.Difference.Visible() || len(odd) > 0 {
			f.Basis, f.Claim, f.Says = finding.NoBasis, "", finding.Limits
		}
		f.Why = undone + "What the signature is worth then: " + f.Why
		f.Limits = append(f.Limits, "repaired")
		return f
	}
	f.ID = "dkim/repaired"
	f.Limits = append(f.Limits, "repaired")
	f.Why = undone + f.Why
	if !d.Difference.Visible() && len(odd) == 0 {
		f.Why += " What was undone is nothing that a reader sees."
		return f
	}
	f.Claim = fmt.Sprintf("%s, but for %s", mailClaim(m.facts), besides(d.Difference))
	if len(odd) == 0 && m.usual(d.Difference) {
		f.Limits = append(f.Limits, "addition-unsigned")
		f.Why += fmt.Sprintf(" What was added stands in the same words on other mail of %s, of several authors; no signature covers it.", by(d.Difference))
		return f
	}
	f.Basis = finding.Repaired
	f.Limits = append(append(f.Limits, odd...), "repaired-in-part")
	f.Why += " But a reader sees more, or other things, than was signed: lists and scanners do that, and so can anyone else."
	return f
}

// usual reports whether a reader sees all that was signed, and around it only
// what stands on other mail that came by the same list or gateway.
func (m *mailJudge) usual(d *repair.Difference) bool {
	if !d.OnlyAdded() || d.List == "" || m.Additions == nil {
		return false
	}
	for _, a := range d.Added {
		n := m.Additions(d.List, a.Key)
		others := slices.DeleteFunc(slices.Clone(n.Authors), func(a string) bool { return slices.Contains(m.facts.Authors, a) })
		if a.Inside || n.Mails < leastMails || len(others) < leastAuthors || !m.mixed(others) {
			return false
		}
	}
	return true
}

// mixed reports whether authors are of two organisations, or two of the one of
// this mail's author: a stranger with one domain can make up any number of
// authors, and accounts at providers that are open to all cost nothing.
func (m *mailJudge) mixed(authors []string) bool {
	var organisations []string
	own := 0
	for _, a := range authors {
		name := domain.OfAddress(a)
		if domain.Public(name) {
			continue
		}
		if m.aligned(name) {
			own++
		}
		if org := domain.Organisational(name); !slices.Contains(organisations, org) {
			organisations = append(organisations, org)
		}
	}
	return own >= leastAuthors || len(organisations) >= 2
}
