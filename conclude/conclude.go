// Package conclude draws one conclusion from all findings on an item. It is
// pure: the same findings give the same conclusion, and it knows nothing but
// findings.
//
// Signatures and carriers are proof and come first; the measured findings of
// tells are added up and can make an item suspect. Nothing is ever called
// suspect or refuted on the strength of a failed signature: lists, gateways and
// exports break more of them than forgers do.
package conclude

import (
	"slices"

	"assay/finding"
)

// Word is a conclusion.
type Word string

// The conclusions.
const (
	Verified     Word = "verified"
	Corroborated Word = "corroborated"
	Undetermined Word = "undetermined"
	Suspect      Word = "suspect"
	Refuted      Word = "refuted"
)

// Words are all conclusions, in the order in which they are listed.
var Words = []Word{Verified, Corroborated, Undetermined, Suspect, Refuted}

// Conclusion is what the findings on one item amount to.
type Conclusion struct {
	Word   Word
	Claim  string        // what the word is about
	Basis  finding.Basis // what it rests on; none where undetermined
	Limits []string      // closed tokens, sorted: how far it reaches, or why it reaches nothing
	Weight *Weight       // what measured findings come to; nil where there are none
}

// order ranks what a conclusion can rest on, what goes before all else first.
var order = []finding.Basis{finding.AuthorSigned, finding.SignedOtherwise, finding.DocumentSigned,
	finding.Sealed, finding.Carried, finding.Repaired, finding.Relayed}

// inPart is the limit of a conclusion that speaks of a part of the item.
const inPart = "repaired-in-part"

// Of concludes on an item that claims claim.
func Of(claim string, findings []finding.Finding) Conclusion {
	c := proved(claim, findings)
	weight, weighed := Weigh(findings)
	if !weighed {
		return c
	}
	c.Weight = &weight
	open := c.Word == Undetermined || c.Word == Corroborated && slices.Contains(c.Limits, inPart)
	if weight.suspect() && open {
		c.Word, c.Basis, c.Claim = Suspect, finding.NoBasis, claim
	}
	return c
}

// proved concludes from what is proof: signatures, and carriers.
func proved(claim string, findings []finding.Finding) Conclusion {
	for _, basis := range order {
		best, ok := strongest(basis, findings)
		if !ok {
			continue
		}
		c := Conclusion{Word: Corroborated, Claim: claim, Basis: basis, Limits: sorted(best.Limits)}
		switch basis {
		case finding.AuthorSigned:
			c.Word = Verified
		case finding.SignedOtherwise:
			c.Word = Refuted
		}
		if best.Claim != "" {
			c.Claim = best.Claim
		}
		return c
	}
	var limits []string
	for _, f := range findings {
		limits = append(limits, f.Limits...)
	}
	return Conclusion{Word: Undetermined, Claim: claim, Limits: sorted(limits)}
}

// strongest is the finding of a basis that has the fewest limits, the first of
// several.
func strongest(basis finding.Basis, findings []finding.Finding) (best finding.Finding, ok bool) {
	for _, f := range findings {
		if f.Basis == basis && f.Says == says(basis) && (!ok || len(f.Limits) < len(best.Limits)) {
			best, ok = f, true
		}
	}
	return best, ok
}

// says is the direction that a finding of a basis has to have.
func says(b finding.Basis) finding.Says {
	if b == finding.SignedOtherwise {
		return finding.Contradicts
	}
	return finding.Supports
}

// sorted returns each token once, in order; never nil.
func sorted(tokens []string) []string {
	list := append([]string{}, tokens...)
	slices.Sort(list)
	return slices.Compact(list)
}
