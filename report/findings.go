package report

import (
	"slices"
	"strings"

	"assay/finding"
	"assay/item"
	"assay/judge"
	"assay/sign"
	"assay/weigh"
)

// findings prints what was found, those that only describe the mail last. The
// words of the lead stand at the top already; brief leaves it out, and what
// only describes.
func (p *printer) findings(r *judge.Record, full Full, lead int) {
	for _, describing := range []bool{false, true} {
		for i, f := range r.Findings {
			if describes(f) != describing {
				continue
			}
			if full == Whole || i != lead && !describing {
				p.finding(f, full, i == lead)
			}
		}
	}
}

// describes reports whether a finding describes an item and decides nothing; that
// no trace was found does not, as it is beside what does.
func describes(f finding.Finding) bool {
	return f.Says == finding.Neutral && strings.HasPrefix(f.ID, "mail/") || f.ID == weigh.Nothing
}

func (p *printer) finding(f finding.Finding, full Full, lead bool) {
	p.line("    %-9s %s (%s)", "finding", Safe(f.ID), f.Says)
	if !lead {
		p.wrap("              ", Safe(f.Why))
	}
	if full == Brief {
		return
	}
	if f.Where != "" {
		p.line("              at: %s", Safe(f.Where))
	}
	p.innocent(f)
	if f.Recheck != "" {
		p.line("              recheck: %s", Safe(f.Recheck))
	}
}

// places prints where the item stands and what stands in it.
func (p *printer) places(r *judge.Record) {
	p.line("    %-9s %s, %s bytes, %s", "item", r.Kind, number(r.Size), r.Item)
	for _, path := range r.Paths {
		p.line("    %-9s %s", "path", Safe(path))
	}
	if r.MessageID != "" {
		p.line("    %-9s %s", "message", Safe(r.MessageID))
	}
	for _, part := range r.Parts {
		p.line("    %-9s #%s %s %q %s", "holds", part.Number, Safe(part.Type), Safe(part.Name), ShortDigest(part.Item))
	}
	for _, parent := range r.Parents {
		p.line("    %-9s %s", "in", parent)
	}
}

// ShortDigest is as much of a digest as a person has to type, and some more.
func ShortDigest(d string) string {
	return strings.TrimPrefix(d, "sha256:")[:2*item.MinDigits]
}

// again prints how to check without believing assay.
func (p *printer) again(r *judge.Record, proof string) {
	if proof == "" || !Provable(r) {
		return
	}
	p.line("")
	p.line("  check again:  %s", Safe(proof))
	p.line("                sh DIR/verify.sh")
	p.line("                (openssl over the signed bytes, the signature and the key; no part of assay)")
}

// Provable reports whether a proof can be written: a signature with a key at
// hand, of the item or of the mail that vouches for it.
func Provable(r *judge.Record) bool {
	return r.Basis == finding.Carried ||
		slices.ContainsFunc(r.Signatures, func(s sign.Signature) bool { return s.Key != nil })
}

// wrap prints text in lines of at most 78 columns behind an indent.
func (p *printer) wrap(indent, text string) { p.hang(indent, indent, text) }

// hang prints text likewise, the first line behind a label as long as the
// indent of the others.
func (p *printer) hang(label, indent, text string) {
	line := label
	for _, word := range strings.Fields(text) {
		if len(line)+len(word) > 78 && line != label {
			p.line("%s", strings.TrimRight(line, " "))
			line, label = indent, indent
		}
		line += word + " "
	}
	if line != label {
		p.line("%s", strings.TrimRight(line, " "))
	}
}
