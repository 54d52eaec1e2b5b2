package report

import (
	"strings"

	"assay/finding"
	"assay/item"
	"assay/judge"
)

// findings prints what was found; brief leaves out what only describes.
func (p *printer) findings(r *judge.Record, full Full) {
	for _, f := range r.Findings {
		if full == Brief && f.Basis == r.Basis && f.Basis != finding.NoBasis {
			continue // its words stand at the top
		}
		if full == Brief && f.Says == finding.Neutral && strings.HasPrefix(f.ID, "mail/") {
			continue
		}
		p.line("    %-9s %s (%s)", "finding", Safe(f.ID), f.Says)
		p.wrap("              ", Safe(f.Why))
		if full == Whole {
			if f.Where != "" {
				p.line("              at: %s", Safe(f.Where))
			}
			if f.Recheck != "" {
				p.line("              recheck: %s", Safe(f.Recheck))
			}
		}
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

// CheckProof is the command by which check writes a proof.
const CheckProof = "assay check --proof DIR PATH"

// again prints how to check without believing assay.
func (p *printer) again(r *judge.Record, proof string) {
	holds := false
	for i := range r.Signatures {
		holds = holds || r.Signatures[i].Key != nil
	}
	if r.Kind == item.Unreadable || !holds && r.CarriedBy == nil {
		return
	}
	p.line("")
	p.line("  check again:  %s, then sh DIR/verify.sh", Safe(proof))
	if holds {
		p.line("                (openssl over the signed bytes, the signature and the key; no part of assay)")
	}
}

// wrap prints text in lines of at most 78 columns behind an indent.
func (p *printer) wrap(indent, text string) {
	line := indent
	for _, word := range strings.Fields(text) {
		if len(line)+len(word) > 78 && line != indent {
			p.line("%s", strings.TrimRight(line, " "))
			line = indent
		}
		line += word + " "
	}
	if line != indent {
		p.line("%s", strings.TrimRight(line, " "))
	}
}
