// Package pdfsig examines the signatures of PDF files: whether each holds, what
// of the file it covers, what its signer allowed to be done later, and what was
// done. It follows ISO 32000-2 §12.8 and knows the published attacks: universal
// signature forgery, signature wrapping, incremental saving, shadow documents,
// and the two on certified documents.
//
// It compares structure, not pictures: a change that it calls visible may leave
// every word as it was, so nothing here contradicts a document. It cannot show
// who changed a file, nor whether the signer saw what it holds unseen.
package pdfsig

import (
	"fmt"

	"assay/document"
	"assay/finding"
	"assay/pdf"
	"assay/sign/cms"
)

// Bounds on one file: each signature costs a hash over all that it covers.
const (
	maxSignatures = 200
	maxHashed     = 4 << 30 // bytes
)

// Signatures examines every signature of f, in the order of its form, and tells
// what is odd about them in findings that are all neutral.
func Signatures(f *pdf.File) ([]document.Signature, []finding.Finding) {
	e := &examiner{f: f, now: f.Now(), last: len(f.Revisions()), changes: map[int]*comparison{}, fields: map[int][]pdf.SignatureField{}}
	fields := e.fieldsOf(e.last)
	seen := map[string]bool{}
	for i := range fields {
		s := &fields[i]
		if s.Dict == nil || s.Loose && seen[string(s.Contents)] {
			continue // not signed yet, or an older writing of one that is told
		}
		seen[string(s.Contents)] = true
		if s.Field == 0 && s.Loose && len(s.Permission) > 0 && s.Permission[0] == "UR3" {
			e.note("pdf/usage-rights", s, "It carries usage rights, which unlock functions of a viewer for this file. They are signed by the viewer's maker and say nothing of the author.")
			continue
		}
		if len(e.signed) == maxSignatures || e.hashed > maxHashed {
			e.findings = append(e.findings, finding.Finding{ID: "pdf/signatures-cut", Outcome: finding.CouldNotRun, Says: finding.Neutral, Where: where(s),
				Why: fmt.Sprintf("It has more than %d signatures, or they cover more than %d bytes; from this one on they were not verified.", maxSignatures, maxHashed)})
			break
		}
		e.signed = append(e.signed, e.examine(s))
	}
	e.noteDrawings()
	return e.signed, e.findings
}

// examiner is the state of one examination.
type examiner struct {
	f        *pdf.File
	now      *pdf.View
	last     int                 // number of the newest revision
	changes  map[int]*comparison // by the revision that is compared with the newest
	fields   map[int][]pdf.SignatureField
	hashed   int // bytes that signatures covered so far
	signed   []document.Signature
	findings []finding.Finding
}

// fieldsOf gives the signature fields of a state.
func (e *examiner) fieldsOf(revision int) []pdf.SignatureField {
	list, known := e.fields[revision]
	if !known {
		list = e.f.At(revision).Signatures()
		e.fields[revision] = list
	}
	return list
}

// examine tells all of one signature.
func (e *examiner) examine(s *pdf.SignatureField) document.Signature {
	c := e.cover(s)
	e.hashed += c.size()
	v := cms.Form(string(s.SubFilter), s.Contents, s.Cert, c.parts...)
	if c.refused != "" {
		v.Result, v.Reason = finding.PermError, c.refused
	}
	sig := v.Signature
	sig.Type, sig.Where, sig.Form = document.SignedPDF, where(s), string(s.SubFilter)
	if s.SubFilter == cms.FormStamp {
		sig.Type = document.StampedPDF
	}
	if sig.Claimed == nil && s.Claimed != "" && sig.Type == document.SignedPDF {
		sig.Claimed = &document.Time{What: document.Stamped, At: pdf.ParseDate(s.Claimed), Text: s.Claimed, Where: sig.Where + " /M"}
	}
	sig.Covers, sig.Whole, sig.Revision = c.words, c.whole, c.revision
	l := e.leave(s, c.revision)
	sig.Permits = permits(ownLevel(s))
	sig.Changes = c.doubts
	if !c.whole && c.revision > 0 {
		sig.Changes = append(sig.Changes, e.after(c, l)...)
	}
	for _, odd := range v.Odd {
		e.note("pdf/signature-odd", s, finding.Sentence("Of the signature: "+odd)+" Signing programmes differ; the mathematics is told apart.")
	}
	e.noteForm(s)
	return sig
}

// where names a signature by its field.
func where(s *pdf.SignatureField) string {
	switch {
	case s.Name != "":
		return fmt.Sprintf("field %q", document.Clip(s.Name))
	case s.Field != 0:
		return fmt.Sprintf("field of object %d", s.Field)
	}
	return fmt.Sprintf("signature of object %d, in no field", s.Value)
}

// noteForm tells what is odd about a signature dictionary itself.
func (e *examiner) noteForm(s *pdf.SignatureField) {
	if s.Loose {
		e.note("pdf/signature-loose", s, "A signature stands in the file that no form field leads to: viewers do not show it. Programmes that flatten a form or take a field away leave it so.")
	}
}

func (e *examiner) note(id string, s *pdf.SignatureField, why string) {
	e.findings = append(e.findings, finding.Finding{ID: id, Outcome: finding.Found, Says: finding.Neutral, Where: where(s), Why: why,
		Recheck: "qpdf --qdf --object-streams=disable FILE - | less"})
}
