package c2pa

import (
	"bytes"
	"fmt"
	"strings"

	"assay/document"
	"assay/finding"
)

// relationships in plain words. C2PA 2.1 §18.13
var relationships = map[string]string{
	"parentOf":    "this file was made out of it",
	"componentOf": "it was put into this file",
	"inputTo":     "it was given to the process that made this file",
}

// manifest is the reference of an ingredient to its own manifest, whose name
// changed in version 3.
func (t tree) manifest() reference {
	for _, key := range []string{"activeManifest", "c2pa_manifest"} {
		if sub := t.sub(key); sub != nil {
			return sub.reference()
		}
	}
	return reference{}
}

// used adds an ingredient of the file: what it was made out of.
func (r *report) used(m *manifest, t tree, where string) {
	title := first(document.Clip(t.text("dc:title")), "without a title")
	relation := relationships[t.text("relationship")]
	if relation == "" {
		relation = first(t.text("relationship"), "how it was used is not said")
	}
	r.field("ingredient", title+": "+relation, where)
	r.field("ingredient format", t.text("dc:format"), where)
	r.field("ingredient instance", first(t.text("instanceID"), t.text("instance_id")), where)
	r.recorded(t, where)
	if sub := t.sub("thumbnail"); sub != nil {
		r.thumbnail(m, sub.reference())
	}
	ref := t.manifest()
	if ref.url == "" {
		return
	}
	r.field("ingredient manifest", named(ref.url), where)
	other := r.l.byLabel[named(ref.url)]
	switch {
	case other == nil:
		r.add("c2pa/ingredient-missing", finding.Found, finding.Neutral, where, sentence(fmt.Sprintf("the manifest of the ingredient %q is not in the store", title))+" It may have been taken out for privacy or size.")
	case !r.same(other, ref, m.alg) && !r.sameSignature(m, t):
		r.add("c2pa/ingredient-differs", finding.Found, finding.Neutral, where, sentence(fmt.Sprintf("the manifest of the ingredient %q is not byte for byte the one that the signer saw", title))+" Redaction, and tools of before 2023, which hash it otherwise, do this too.")
	}
}

// recorded adds what the signer's tool found when it took the ingredient in.
func (r *report) recorded(t tree, where string) {
	codes := t.trees("validationStatus")
	if active := t.sub("validationResults").sub("activeManifest"); active != nil {
		codes = append(codes, active.trees("failure")...)
	}
	for _, c := range codes {
		if ok, _ := c["success"].(bool); ok {
			continue
		}
		r.field("ingredient's state when it was taken in", strings.TrimSpace(c.text("code")+" "+c.text("explanation")), where)
	}
}

// same compares an ingredient's manifest with the hash that was made of it: of
// the box, as C2PA 2.1 §18.13 has it, or of the claim alone, as tools of 2022 did.
func (r *report) same(other *manifest, ref reference, fallback string) bool {
	alg := first(ref.alg, fallback)
	if newHash(alg) == nil {
		return false
	}
	return bytes.Equal(r.l.sum(other.box.Payload, alg), ref.hash) || bytes.Equal(r.l.sum(other.claimBytes, alg), ref.hash)
}

// sameSignature reports whether the ingredient's signature is the one that the
// signer saw: of a manifest that was redacted since, the claim then still is.
func (r *report) sameSignature(m *manifest, t tree) bool {
	sub := t.sub("claimSignature")
	if sub == nil {
		return false
	}
	ref := sub.reference()
	return r.l.check(m.path(ref.url), ref, m.alg) == nil
}

// ingredient judges a manifest that speaks of another file: its signature and
// statements, not what binds it to that file, which is not here.
func (r *report) ingredient(m *manifest) {
	where := r.where(m)
	if m.trouble != nil {
		r.field("manifest of an ingredient", "cannot be judged: "+m.trouble.Error(), where)
		r.add("c2pa/ingredient-unread", finding.CouldNotRun, finding.Neutral, where, sentence(fmt.Sprintf("the manifest of an ingredient cannot be judged: %v", m.trouble)))
		return
	}
	var sig document.Signature
	ps := r.statements(m)
	ps = append(ps, r.signature(m, &sig)...)
	result, reason := ps.result()
	value := fmt.Sprintf("%s, signed by %s: %s", m.label, first(sig.Signer, "nobody that can be told"), result)
	if sig.Stamp != nil && sig.Stamp.Result == finding.Pass {
		value += ", stamped " + sig.Stamp.At
	}
	if reason != "" {
		value += " (" + reason + ")"
	}
	r.field("manifest of an ingredient", value, where)
	r.generator(m, where)
	if result == finding.Fail {
		r.add("c2pa/ingredient-altered", finding.Found, finding.Neutral, where, sentence("the manifest of an ingredient does not hold: "+reason)+" It speaks of another file, and may not have held when it was taken in.")
	}
}
