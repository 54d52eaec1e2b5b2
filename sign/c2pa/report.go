package c2pa

import (
	"encoding/asn1"
	"fmt"
	"slices"
	"strings"

	"assay/document"
	"assay/finding"
	"assay/sign/cert"
)

// report writes what a store holds into a document.
type report struct {
	d       *document.Document
	l       *library
	number  map[*manifest]int // from 1, in the order of the store
	lineage map[*manifest]bool
	taken   map[string]bool // names of embedded files
	deep    int             // values that lie too deep to be laid out
	// dropped are the entries for which their list has no room.
	dropped int
}

func sentence(text string) string { return finding.Sentence(text) }

// where names a manifest, or something in it, for a person.
func (r *report) where(m *manifest, parts ...string) string {
	return strings.Join(append([]string{fmt.Sprintf("C2PA manifest %d", r.number[m])}, parts...), " ")
}

func permError(where, why string) document.Signature {
	return document.Signature{Type: document.SignedC2PA, Where: where, Result: finding.PermError, Reason: why, Covers: "nothing that can be told"}
}

// recheck is how to verify a manifest without believing assay.
const recheck = "c2patool --detailed FILE"

func (r *report) add(id string, outcome finding.Outcome, says finding.Says, where, why string) {
	r.d.Findings = append(r.d.Findings, finding.Finding{ID: id, Outcome: outcome, Says: says, Where: where, Why: why, Recheck: recheck})
}

// active judges the manifest that speaks for this file.
func (r *report) active(m *manifest, a *asset, s manifestStore) {
	if m.trouble != nil {
		r.d.Signed = append(r.d.Signed, permError(s.Where, m.trouble.Error()))
		r.add("c2pa/malformed", finding.CouldNotRun, finding.Neutral, r.where(m), sentence(fmt.Sprintf("the manifest of this file cannot be judged: %v", m.trouble)))
		return
	}
	sig := document.Signature{Type: document.SignedC2PA, Where: s.Where, Form: fmt.Sprintf("C2PA claim version %d", m.version)}
	ps := r.statements(m)
	ps = append(ps, r.signature(m, &sig)...)
	if n := len(a.stores); n > 1 && a.single {
		ps.add(&problem{malformed, fmt.Sprintf("the file carries %d manifest stores, where one is allowed", n)})
	}
	b, more := r.l.bind(m, a, s)
	ps = append(ps, more...)
	if part := a.exposes(b.outside); part != "" {
		ps.add(&problem{unread, fmt.Sprintf("the signature leaves out %s, where the picture or text itself may stand", part)})
	}
	sig.Covers, sig.Whole, sig.Changes = "the manifest; "+b.covers, b.whole, b.changes
	if b.covers == "" {
		sig.Covers = "the manifest; what of the file is not known"
	}
	sig.Result, sig.Reason = ps.result()
	r.d.Signed = append(r.d.Signed, sig)
	r.verdict(m, sig, b)
}

// verdict puts the result of the active manifest into findings.
func (r *report) verdict(m *manifest, sig document.Signature, b binding) {
	where := r.where(m)
	switch sig.Result {
	case finding.Pass, finding.Policy:
		r.add("c2pa/valid", finding.Found, finding.Neutral, where, strings.TrimSuffix("The C2PA manifest holds: its claim is signed, its statements are those that were signed, and the file is the one that they were made about. That the statements are true is not shown. "+sentence(sig.Reason), " "))
	case finding.Fail:
		r.add("c2pa/altered", finding.Found, finding.Neutral, where, sentence("the C2PA manifest does not hold: "+sig.Reason)+" A tool that does not know C2PA and left the manifest in place when it rewrote the file does this too; so does damage in transport.")
	default:
		r.add("c2pa/unjudged", finding.CouldNotRun, finding.Neutral, where, sentence("the C2PA manifest cannot be judged: "+sig.Reason))
	}
	if len(b.outside) > 0 {
		r.add("c2pa/not-covered", finding.Found, finding.Limits, where, fmt.Sprintf("Beside the manifest store, the signature leaves out %s: what stands there can be changed without it noticing. Writers leave out metadata that are filled in later.", told(b.outside)))
	}
}

// statements checks every assertion that the claim names, and that no other
// stands in the manifest. C2PA 2.1 §15.8
func (r *report) statements(m *manifest) (ps problems) {
	declared := map[string]bool{}
	for _, ref := range m.declared {
		path := m.path(ref.url)
		if declared[path] && path != "" {
			ps.add(&problem{malformed, fmt.Sprintf("its claim names %q twice", named(ref.url))})
			continue
		}
		declared[path] = true
		if !strings.HasPrefix(path, m.own()+"/") && r.l.boxes[path] != nil {
			ps.add(&problem{malformed, fmt.Sprintf("its claim names %q, which is not its own", named(ref.url))})
			continue
		}
		if p := r.l.check(path, ref, m.alg); p != nil && !r.redacted(m, path, *p) {
			ps.add(p)
		}
	}
	for _, box := range m.assertions.Children {
		path := m.own() + "/" + m.assertions.Label + "/" + box.Label
		if box.Type == "jumb" && !declared[path] {
			ps.add(&problem{altered, fmt.Sprintf("%q stands in the manifest and its claim does not name it", box.Label)})
		}
	}
	return ps
}

// redacted reports whether a later manifest says that it took the assertion at
// path out of this one. Its own actions and binding nobody may take out.
// C2PA 2.1 §6.8
func (r *report) redacted(m *manifest, path string, p problem) bool {
	if p.severity != missing && p.severity != altered {
		return false
	}
	sort := sortOf(named(path))
	if sort == "c2pa.actions" || slices.Contains(bindingSorts, sort) {
		return false
	}
	for _, later := range r.l.manifests[r.number[m]:] {
		if later.redacts[path] {
			return true
		}
	}
	return false
}

// signature checks the signature over the claim and fills sig.
func (r *report) signature(m *manifest, sig *document.Signature) (ps problems) {
	s, err := readSignature(m.signature.Content("cbor"))
	if err != nil {
		ps.add(&problem{malformed, err.Error()})
		return ps
	}
	if a, known := algorithms[s.algorithm]; known {
		sig.Algorithm = a.String()
	}
	sig.Certificates = s.chain
	c, err := cert.Parse(s.chain[0])
	if err != nil {
		ps.add(&problem{malformed, "the signer's certificate cannot be read: " + err.Error()})
		return ps
	}
	sig.Signer, sig.Issuer = c.Holder, c.Issuer
	if m == r.l.manifests[len(r.l.manifests)-1] {
		r.profile(m, c, s.loose)
	}
	ps.add(s.verify(c, m.claimBytes))
	sig.Stamp = s.stamp(m.claimBytes)
	r.noteStamp(m, s, sig.Stamp)
	return ps
}

// purposes are those that a C2PA signer's certificate may be for. C2PA 2.1 §14.6
var purposes = []string{
	"1.3.6.1.5.5.7.3.4",         // e-mail protection
	"1.3.6.1.5.5.7.3.36",        // document signing, RFC 9336
	"1.3.6.1.4.1.62558.2.1",     // C2PA claim signing
	"1.3.6.1.4.1.311.76.59.1.9", // document signing before RFC 9336
}

// profile says where a certificate is not for what C2PA asks for, or does not
// stand where it asks for it.
func (r *report) profile(m *manifest, c *cert.Certificate, loose bool) {
	if loose {
		r.add("c2pa/certificate-unsigned", finding.Found, finding.Limits, r.where(m, "certificate"), "The signer's certificate stands outside of what is signed: another one for the same key could have been put in its place. Tools of before C2PA 1.3 write it so.")
	}
	if !slices.ContainsFunc(c.Usages, func(oid asn1.ObjectIdentifier) bool { return slices.Contains(purposes, oid.String()) }) {
		r.add("c2pa/certificate-purpose", finding.Found, finding.Limits, r.where(m, "certificate"), "The signer's certificate does not say that it is for signing claims, documents or e-mail, as C2PA asks. Certificates of tests and of in-house authorities often do not.")
	}
}
