// Package officesig reads the digital signatures of office packages: those of
// OOXML (ECMA-376 part 2 §13, [MS-OFFCRYPTO] §2.5.2) and those of ODF (ODF 1.2
// part 3 §5, ODF 1.3 part 2 §5), with the XAdES properties in both.
//
// It says of each whether its mathematics hold, who the certificate names, which
// parts of the package are signed and which are not, and which were changed
// since. It looks for the ways in which signed packages were shown to deceive
// their readers: a second certificate, a bare key, an altered certificate, an
// unsigned time, a signature of the macros in the place of one of the text.
//
// It cannot say whether a certificate is to be believed, nor what a part said
// before it was changed. Signatures of OpenPGP and of VBA projects are not read,
// and it says so.
package officesig

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"assay/document"
	"assay/finding"
	"assay/sign/xmlsig"
)

// Bounds on one package.
const (
	maxMembers    = 20_000
	maxSignatures = 100
	maxPart       = 128 << 20 // bytes of one part, unpacked
	maxDigested   = 512 << 20 // bytes digested for all signatures together
	maxUnpacked   = 512 << 20 // bytes unpacked for all signatures together
	maxFindings   = 500
	maxLinks      = 2000 // signatures on certificates that are worked out
)

// Read reads the signatures of a package; a package that has none gives none.
// The error says that content is no package at all. What is wrong or odd with
// the signatures stands in findings; a signature that merely fails does not,
// its Result says so.
func Read(content []byte) (signatures []document.Signature, findings []finding.Finding, err error) {
	p, err := open(content)
	if err != nil {
		return nil, nil, err
	}
	r := &reading{pack: p}
	r.source = &xmlsig.Source{Budget: maxDigested, Part: r.part}
	if p.folded != nil {
		r.readOOXML()
	}
	r.readODF()
	r.doubled()
	return r.signatures, r.findings, nil
}

// reading is one package being read.
type reading struct {
	pack       *pack
	source     *xmlsig.Source
	signatures []document.Signature
	findings   []finding.Finding
	told       int  // findings, all told, but for the first that contradicts
	disputed   bool // a finding contradicts
	signers    []signer
	links      int // signatures on certificates worked out so far
}

// signer is who made one signature, for comparisons among them.
type signer struct {
	kind string // type of the signature
	raw  []byte // his certificate
}

// file reads one file of signatures; each hands every signature to read. What
// cannot be read is a signature all the same, of which nothing is known.
func (r *reading) file(name, kind string, read func(s *xmlsig.Signature, where string)) {
	unreadable := func(err error) {
		r.unread(name, err)
		r.signatures = append(r.signatures, document.Signature{Type: kind, Where: document.Clip(name), Result: finding.PermError, Reason: document.Clip(err.Error()), Covers: "not known"})
	}
	data, err := r.pack.read(name)
	if err != nil {
		unreadable(err)
		return
	}
	tree, err := xmlsig.Parse(data)
	if err != nil {
		unreadable(err)
		return
	}
	n := 0
	for e := range tree.Signatures() {
		if n++; len(r.signatures) >= maxSignatures {
			r.unread(name, fmt.Errorf("only the first %d signatures are read", maxSignatures))
			return
		}
		where := name
		if n > 1 {
			where = fmt.Sprintf("%s, signature %d", name, n)
		}
		read(tree.Check(e, r.source), where)
		if nested(e) {
			r.unread(where, errors.New("a signature that stands inside this one, such as a countersignature, is not read"))
		}
	}
	if n == 0 {
		r.note("office/signature-empty", name, "This file is where signatures stand, and it holds none.")
	}
}

// nested says whether another signature stands in e.
func nested(e *xmlsig.Element) bool {
	for d := range e.Descendants() {
		if d != e && d.Space == xmlsig.Space && d.Local == "Signature" {
			return true
		}
	}
	return false
}

// part gives xmlsig the bytes of what a URI names.
func (r *reading) part(uri string) ([]byte, error) {
	name, err := r.pack.named(uri)
	if err != nil {
		return nil, err
	}
	if !r.pack.has(name) {
		return nil, xmlsig.ErrMissing
	}
	return r.pack.read(name)
}

// doubled tells of members that stand in the package twice: programmes do not
// agree which of them they show.
func (r *reading) doubled() {
	if len(r.signatures) == 0 || len(r.pack.twice) == 0 {
		return
	}
	r.add(finding.Limits, "office/signature-member-twice", some(r.pack.twice),
		"The package has two members of one name. Which of them was signed and which a programme shows can differ. A repaired or badly written package can have this too.",
		"unzip -l FILE")
}

func (r *reading) add(says finding.Says, id, where, why, recheck string) {
	r.find(finding.Finding{ID: id, Outcome: finding.Found, Says: says, Where: where, Why: why, Recheck: recheck})
}

func (r *reading) note(id, where, why string) { r.add(finding.Neutral, id, where, why, "") }

func (r *reading) unread(where string, err error) {
	r.find(finding.Finding{ID: "office/signature-unread", Outcome: finding.CouldNotRun, Says: finding.Neutral, Where: where,
		Why: "Signatures in it could not be read: " + err.Error() + "."})
}

// find keeps a finding, of the first maxFindings.
func (r *reading) find(f finding.Finding) {
	f.Where, f.Why = document.Clip(f.Where), document.Clip(f.Why)
	if f.Says == finding.Contradicts && !r.disputed { // the first is never hidden behind others
		r.disputed = true
		r.findings = append(r.findings, f)
		return
	}
	if r.told++; r.told > maxFindings+1 {
		return
	}
	if r.told == maxFindings+1 {
		f = finding.Finding{ID: "office/signature-cut", Outcome: finding.CouldNotRun, Says: finding.Neutral, Where: "the signatures",
			Why: fmt.Sprintf("More is odd with the signatures than the %d things that are told.", maxFindings)}
	}
	r.findings = append(r.findings, f)
}

// keep takes in one signature.
func (r *reading) keep(s document.Signature, by *xmlsig.Certificate) {
	slices.SortStableFunc(s.Changes, func(a, b document.Change) int { return cmp.Compare(a.Where, b.Where) })
	if over := len(s.Changes) - document.MaxFields + 1; over > 1 {
		s.Changes = append(s.Changes[:document.MaxFields-1:document.MaxFields-1], document.Change{Weight: document.Worst(s.Changes), What: fmt.Sprintf("%d more changes", over), Where: "the package"})
	}
	r.signatures = append(r.signatures, s)
	held := s.Result == finding.Pass || s.Result == finding.Policy
	if held && by != nil {
		r.signers = append(r.signers, signer{s.Type, by.Raw})
	}
}
