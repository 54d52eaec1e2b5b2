package judge

import (
	"fmt"
	"strings"

	"assay/examine"
	"assay/finding"
	"assay/sign"
)

// mailJudge judges the signatures of one mail.
type mailJudge struct {
	*Judge
	item       string // the short form of its digest
	facts      *examine.Facts
	signatures []sign.Signature
}

// findings says what the signatures mean, one finding each, and what their
// absence means.
func (m *mailJudge) findings() (list []finding.Finding) {
	dkim := 0
	for i := range m.signatures {
		s := &m.signatures[i]
		s.Aligned = m.aligned(s.Domain)
		if s.Kind == sign.ARC {
			list = append(list, m.sealed(s)...)
			continue
		}
		dkim++
		f := m.signature(s)
		if f.Recheck == "" && s.Key != nil {
			f.Recheck = "assay show --proof DIR " + m.item + " writes the signed bytes, the signature and the key"
		}
		list = append(list, f)
	}
	list = append(list, m.chain()...)
	if dkim == 0 {
		list = append(list, neutral("dkim/none", finding.Absent, "the header",
			"The mail carries no DKIM signature. Most mail of before 2012, and much since, has none: that says nothing for or against it."))
	}
	if n := m.facts.Sign.Beyond; n > 0 {
		f := neutral("dkim/beyond", finding.CouldNotRun, "the header", fmt.Sprintf("The mail has %d more signatures than are read.", n))
		f.Says, f.Limits = finding.Limits, []string{"signatures-cut"}
		list = append(list, f)
	}
	return list
}

// signature says what one DKIM signature means.
func (m *mailJudge) signature(s *sign.Signature) finding.Finding {
	where := signaturePlace(s)
	switch s.Result {
	case sign.Pass, sign.Policy:
		return m.valid(s, where)
	case sign.Fail:
		return failed(s, where)
	case sign.TempError:
		if o := s.Unanchored(); o != nil {
			return unanchored(s, o, where)
		}
		f := neutral("dkim/no-key", finding.CouldNotRun, where, noKey(s))
		f.Recheck = "find the key in an archive or with the domain's owner, then: assay keys import FILE"
		return f
	}
	return neutral("dkim/permerror", finding.CouldNotRun, where, "The signature cannot be used: "+s.Reason+".")
}

// signaturePlace says where a signature stands.
func signaturePlace(s *sign.Signature) string {
	return fmt.Sprintf("DKIM-Signature of %s, selector %s, at byte %d", s.Domain, s.Selector, s.Offset)
}

// noKey says what is known of a signature whose key is not at hand.
func noKey(s *sign.Signature) string {
	why := fmt.Sprintf("It carries a signature of %s, and its key is not at hand: %s. With the key this could be decided. ", s.Domain, s.Reason)
	if s.BodyHash == sign.Mismatches {
		return why + "The body is not the one that the signature announces."
	}
	return why + "The body fits the hash that the signature announces, which proves nothing by itself."
}

// failed says what a failed signature means: mostly, that something innocent
// happened on the way.
func failed(s *sign.Signature, where string) finding.Finding {
	const innocent = " Mailing lists, scanners, gateways and exports do that to honest mail: a failed signature alone is no sign of forgery."
	if s.Header == sign.Matches {
		return neutral("dkim/body-changed", finding.Found, where,
			"The signed header fields are as they were signed; the body is not."+innocent)
	}
	if s.BodyHash == sign.Matches {
		return neutral("dkim/header-changed", finding.Found, where,
			"The body fits the signature; the signed header fields, or the signature, are not as they were."+innocent)
	}
	return neutral("dkim/failed", finding.Found, where, "Neither the body nor the signed header fields are as they were signed."+innocent)
}

// valid says what a signature is worth whose mathematics hold.
func (m *mailJudge) valid(s *sign.Signature, where string) finding.Finding {
	bars, limits := m.bars(s), m.limits(s)
	all := append(bars, limits...)
	weak := s.KeyUsed() != nil && s.KeyUsed().Algorithm == "rsa" && s.KeyUsed().Bits < 1024
	switch {
	case m.open(s.Key):
		f := neutral("dkim/exposed-key", finding.Found, where, m.exposedWhy(s))
		f.Says, f.Limits = finding.Limits, all
		return f
	case weak:
		f := neutral("dkim/weak-key", finding.Found, where, fmt.Sprintf(
			"The signature is valid, but its key has %d bits: anyone with some hours of computing could have made it.", s.KeyUsed().Bits))
		f.Says, f.Limits = finding.Limits, all
		return f
	case s.Aligned && len(bars) == 0:
		return vouching("dkim/author-signed", finding.AuthorSigned, where, fmt.Sprintf(
			"The mail server of %s signed this message: author, date, subject and the whole body are as they were then. It does not prove which person wrote it, nor that it is true.", s.Domain), limits)
	case s.Aligned || m.facts.FromFields > 1:
		f := neutral("dkim/signed-in-part", finding.Found, where, fmt.Sprintf(
			"The signature of %s is valid, but does not vouch for all that a reader sees: %s.", s.Domain, m.explain(bars)))
		f.Says, f.Limits = finding.Limits, all
		return f
	case m.trusted(s.Domain) && len(bars) == 0:
		f := vouching("dkim/relayed", finding.Relayed, where, fmt.Sprintf(
			"%s, which you trust, signed the message on its way: it was relayed in these words. Who wrote it is not proved.", s.Domain), append(limits, "relayed-not-authored"))
		f.Claim = fmt.Sprintf("relayed by %s%s, in these words", s.Domain, relayedOn(s, m.facts))
		return f
	}
	f := neutral("dkim/stranger-signed", finding.Found, where, fmt.Sprintf(
		"%s signed this message, and its author writes from elsewhere: anyone can sign any name with a domain of his own. For lists and mail services that is usual.", s.Domain))
	return f
}

func relayedOn(s *sign.Signature, f *examine.Facts) string {
	if s.SignedAt != nil {
		return " on " + *s.SignedAt
	}
	return " under " + dateText(f)
}

// reasons explains bars in words.
var reasons = map[string]string{
	"from-unsigned":    "a From line is not signed",
	"from-doubled":     "there are several From lines",
	"from-misleads":    "From shows another address beside the author's, or signs that hide how it reads",
	"date-unsigned":    "the date is not signed, or one may have been taken away",
	"subject-unsigned": "the subject is not signed, or one may have been taken away",
	"body-beyond-l":    "text stands behind the signed part of the body",
	"header-junk":      "text stands among the header fields that is none, or that programmes read in two ways",
}

func (m *mailJudge) explain(bars []string) string {
	var words []string
	for _, b := range bars {
		if b == "structure-misfit" {
			words = append(words, "the unsigned Content-Type does not fit the body ("+strings.Join(m.facts.Misfits, "; ")+")")
			continue
		}
		words = append(words, reasons[b])
	}
	return strings.Join(words, "; ")
}
