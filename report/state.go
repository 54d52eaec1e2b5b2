package report

import (
	"fmt"
	"io"

	"assay/document"
	"assay/reading"
)

// State prints one revision of a PDF, of so many, and what it did to the one
// before.
func State(w io.Writer, s *reading.State, of int, style Style) error {
	p := &printer{w: w, style: style}
	p.line("%s   the first %s bytes, pages: %d", style.dress(fmt.Sprintf("revision %d of %d", s.Number, of), bold), number(s.Length), s.Pages)
	for _, t := range s.Times {
		p.said(t.What, timeText(t), t.Where, Whole)
	}
	if s.Problem != "" {
		p.hang("    text      ", "              ", Safe("could not be read: "+s.Problem))
	}
	p.changes(s.Changes, Whole)
	p.reads(s.Reads, "before", "now")
	return p.err
}

// reads prints the words that differ on a page.
func (p *printer) reads(list []document.Reading, before, after string) {
	for _, r := range list {
		p.wrap("              ", Safe(fmt.Sprintf("page %d, %s: %q", r.Page, before, r.Signed)))
		p.wrap("              ", Safe(fmt.Sprintf("page %d, %s: %q", r.Page, after, r.Now)))
	}
}
