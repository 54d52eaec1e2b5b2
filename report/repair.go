package report

import (
	"strings"

	"assay/judge"
	"assay/repair"
)

// repair prints what a reader sees otherwise in the item than was signed.
func (p *printer) repair(r *judge.Record) {
	if r.Repair == nil {
		return
	}
	d := &r.Repair.Difference
	for _, a := range d.Added {
		p.line("    %-9s not signed, put in:", addedWhat(a))
		for line := range strings.SplitSeq(a.Text, "\n") {
			p.line("              + %s", Safe(line))
		}
	}
	for _, f := range d.Fields {
		p.line("    %-9s signed:  %s", f.Name, Safe(f.Signed))
		p.line("    %-9s stored:  %s", "", Safe(f.Stored))
	}
	for _, line := range d.Removed {
		p.line("    %-9s signed, and missing here:  - %s", "text", Safe(line))
	}
	if d.LostParts > 0 {
		p.line("    %-9s signed, and missing here: %d", "files", d.LostParts)
	}
	if d.Reordered {
		p.line("    %-9s people are named in another order than was signed", "order")
	}
	if !d.Visible() {
		p.line("    %-9s a reader sees the same in the signed message as in the stored one", "repair")
	}
}

func addedWhat(a repair.Addition) string {
	if a.Kind == repair.AddedFile {
		return "file"
	}
	return a.Kind
}
