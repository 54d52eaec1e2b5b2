package report

import (
	"fmt"
	"strings"

	"assay/document"
	"assay/judge"
)

// document prints what was read off a document: of brief views what it is, who
// and when it names, and its signatures.
func (p *printer) document(d *judge.Document, full Full) {
	if d == nil {
		return
	}
	p.line("    %-9s %s", "document", Safe(whatItIs(d.Document)))
	for _, list := range []struct {
		name string
		said []document.Said
	}{
		{"title", d.Titles}, {"author", d.Authors}, {"editor", d.Editors},
		{"firm", d.Organisations}, {"language", d.Languages},
	} {
		for _, s := range list.said {
			p.said(list.name, s.Value, s.Where, full)
		}
	}
	for _, s := range d.Software {
		p.said(s.Role, strings.TrimSpace(s.Name+" "+s.Version), s.Where, full)
	}
	for _, t := range d.Times {
		p.said(t.What, timeText(t), t.Where, full)
	}
	for _, r := range d.Revisions {
		p.revision(r, len(d.Revisions), full)
	}
	for i := range d.Signatures {
		p.documentSignature(&d.Signatures[i], full)
	}
	if full == Brief {
		return
	}
	for _, f := range d.Fields {
		p.said("field", f.Name+": "+f.Value, f.Where, full)
	}
	for _, e := range d.Embedded {
		p.line("    %-9s !%s %s %s", "holds", Safe(e.Name), Safe(e.MIME), ShortDigest(e.Item))
	}
}

// said prints one claim, and where it stands where all is told.
func (p *printer) said(name, value, where string, full Full) {
	if full == Whole && where != "" {
		value += "   (" + where + ")"
	}
	p.line("    %-9s %s", name, Safe(value))
}

func whatItIs(d *document.Document) string {
	text := d.Format
	if d.Version != "" {
		text += " " + d.Version
	}
	text += ", " + d.MIME
	if d.Pages > 0 {
		text += fmt.Sprintf(", %d %s", d.Pages, leaves(d))
	}
	return text
}

// leaves is what a document of this kind has pages of.
func leaves(d *document.Document) string {
	name := "page"
	switch d.Kind {
	case document.Spreadsheet:
		name = "sheet"
	case document.Presentation:
		name = "slide"
	case document.Image:
		name = "frame"
	}
	if d.Pages > 1 {
		name += "s"
	}
	return name
}

func timeText(t document.Time) string {
	if t.At == "" {
		return fmt.Sprintf("%q, which is no date", t.Text)
	}
	return t.At
}

// revision prints one state of a file, where it has several.
func (p *printer) revision(r document.Revision, of int, full Full) {
	if of < 2 {
		return
	}
	p.line("    %-9s %d of %d: the first %s bytes", "revision", r.Number, of, number(r.Length))
	p.changes(r.Changes, full)
}

// changes prints what was changed, the heaviest alone in a brief view.
func (p *printer) changes(list []document.Change, full Full) {
	worst := document.Worst(list)
	for _, c := range list {
		if full == Whole || c.Weight == worst && c.Weight != document.Harmless {
			p.wrap("              ", Safe(fmt.Sprintf("%s: %s (%s)", c.Weight, c.What, c.Where)))
		}
	}
}

// documentSignature prints one signature of a document.
func (p *printer) documentSignature(s *judge.DocumentSignature, full Full) {
	result := string(s.Result)
	if s.Reason != "" {
		result += ", " + s.Reason
	}
	p.line("    %-9s %s %s: %s", "signature", s.Type, Safe(s.Where), Safe(result))
	if s.Signature.Signer != "" {
		p.line("    %-9s %s, says a certificate of %s", "signer", Safe(s.Signature.Signer), Safe(s.Issuer))
	}
	if s.Trust != nil {
		p.hang("    trust     ", "              ", Safe(string(s.Trust.Trust)+": "+s.Trust.Reason))
		for _, limit := range s.Trust.Limits {
			p.wrap("              ", Safe("limit: "+limit))
		}
	}
	if s.Claimed != nil && s.Claimed.At != "" {
		p.line("    %-9s %s, as the signer's clock had it", "signed", s.Claimed.At)
	}
	if s.Stamp != nil {
		p.line("    %-9s %s, says %s: %s", "stamped", s.Stamp.At, Safe(s.Stamp.Authority), s.Stamp.Result)
	}
	if s.Covers != "" {
		p.line("    %-9s %s", "covers", Safe(s.Covers))
	}
	if s.Permits != "" {
		p.line("    %-9s later changes to %s", "permits", Safe(s.Permits))
	}
	p.changes(s.Changes, full)
	p.reads(s.Reads, "when it was signed", "now")
}
