package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"assay/finding"
)

// Bounds on what is kept of one document; the document itself keeps the rest.
const (
	MaxBytes    = 64 << 20 // of a document that is read
	MaxValue    = 2000     // bytes of one value, name or place
	MaxFields   = 2000     // entries of each list
	MaxText     = 16 << 20 // bytes of text
	MaxEmbedded = 64 << 20 // bytes of all embedded files of one document together
	MaxFiles    = 10_000   // embedded files of one document
)

// Clip is text that can be kept: at most MaxValue bytes, valid UTF-8, no
// control characters, no blanks around it; an ellipsis stands for what is cut.
func Clip(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text))
	if len(text) <= MaxValue {
		return text
	}
	cut := MaxValue
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}

// Bound cuts d to the bounds, and says so in a finding where it did.
func (d *Document) Bound() {
	cut := 0
	clip := func(texts ...*string) {
		for _, t := range texts {
			*t = Clip(*t)
		}
	}
	for _, list := range []*[]Said{&d.Titles, &d.Authors, &d.Editors, &d.Organisations, &d.Languages} {
		*list = bounded(*list, &cut)
		for i := range *list {
			clip(&(*list)[i].Value, &(*list)[i].Where)
		}
	}
	d.Software, d.Times, d.Fields = bounded(d.Software, &cut), bounded(d.Times, &cut), bounded(d.Fields, &cut)
	for i := range d.Software {
		s := &d.Software[i]
		clip(&s.Name, &s.Version, &s.Where)
	}
	for i := range d.Times {
		clip(&d.Times[i].At, &d.Times[i].Text, &d.Times[i].Where)
	}
	for i := range d.Fields {
		clip(&d.Fields[i].Name, &d.Fields[i].Value, &d.Fields[i].Where)
	}
	d.Revisions, d.Signed = bounded(d.Revisions, &cut), bounded(d.Signed, &cut)
	for i := range d.Revisions {
		d.Revisions[i].Changes = heaviest(d.Revisions[i].Changes, &cut)
	}
	for i := range d.Signed {
		d.Signed[i].Changes = heaviest(d.Signed[i].Changes, &cut)
	}
	d.boundFiles(&cut)
	if len(d.Text) > MaxText {
		d.Text = strings.ToValidUTF8(d.Text[:MaxText], "")
		d.Note("document/text-cut", "the text", fmt.Sprintf("Its text has more than %d bytes; the rest cannot be searched.", MaxText))
	}
	if cut > 0 {
		d.Note("document/cut", "the metadata", fmt.Sprintf("%d entries of its metadata are over the %d that are kept of each sort.", cut, MaxFields))
	}
}

// boundFiles drops embedded files beyond the bounds.
func (d *Document) boundFiles(cut *int) {
	size := 0
	for i := range d.Embedded {
		e := &d.Embedded[i]
		e.Where, e.MIME = Clip(e.Where), Clip(e.MIME)
		if len(e.Name) > MaxValue { // many files may share one long name
			e.Name = Clip(e.Name)
		}
		if size += len(e.Data); size > MaxEmbedded || i >= MaxFiles {
			d.Note("document/files-cut", "its embedded files", fmt.Sprintf("It embeds %d files; those from number %d on are beyond %d bytes or %d files and were not taken out.", len(d.Embedded), i+1, MaxEmbedded, MaxFiles))
			d.Embedded = d.Embedded[:i]
			return
		}
	}
}

// Note adds a finding that informs and decides nothing.
func (d *Document) Note(id, where, why string) {
	d.Findings = append(d.Findings, finding.Finding{ID: id, Outcome: finding.Found, Says: finding.Neutral, Where: where, Why: why})
}

// Unread adds a finding that something could not be read.
func (d *Document) Unread(id, where, why string) {
	d.Findings = append(d.Findings, finding.Finding{ID: id, Outcome: finding.CouldNotRun, Says: finding.Neutral, Where: where, Why: why})
}

// heaviest is a list within the bound: where changes are dropped, they are the
// lightest, so that nobody can hide one behind thousands.
func heaviest(list []Change, cut *int) []Change {
	if len(list) > MaxFields {
		list = slices.Clone(list)
		slices.SortStableFunc(list, func(a, b Change) int {
			return cmp.Compare(slices.Index(weights, b.Weight), slices.Index(weights, a.Weight))
		})
	}
	return bounded(list, cut)
}

func bounded[T any](list []T, cut *int) []T {
	if len(list) <= MaxFields {
		return list
	}
	*cut += len(list) - MaxFields
	return list[:MaxFields:MaxFields]
}
