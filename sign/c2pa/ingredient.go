package c2pa

import (
	"fmt"
	"strings"

	"assay/document"
	"assay/finding"
	"assay/sign/c2pa/jumbf"
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
	case !r.l.matches(m, other, t):
		r.add("c2pa/ingredient-differs", finding.Found, finding.Neutral, where, sentence(fmt.Sprintf("the manifest of the ingredient %q is not byte for byte the one that the signer saw", title))+" Redaction does this, and tools that make the hash in another way do.")
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

// ingredient judges a manifest that speaks of another file: its signature and
// statements, not what binds it to that file, which is not here. Anyone can add
// a manifest to a store: what the signer of this file did not see is not told as
// the history of it.
func (r *report) ingredient(m *manifest) {
	where := r.where(m)
	seen, referred := r.lineage[m]
	if !referred {
		r.add("c2pa/unreferenced", finding.Found, finding.Neutral, where, "The store holds a manifest that this file's manifest and those of its ingredients do not refer to. Tools leave old ones behind; anyone can add one without the signature noticing.")
	}
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
	name := "manifest of an ingredient"
	if !seen {
		name = "manifest that the signer did not see so"
	}
	r.field(name, value, where)
	if seen {
		r.history(m)
	}
	if result == finding.Fail {
		r.add("c2pa/ingredient-altered", finding.Found, finding.Neutral, where, sentence("the manifest of an ingredient does not hold: "+reason)+" It speaks of another file, and may not have held when it was taken in.")
	}
}

// history adds what an ingredient's manifest states of how the ingredient came
// about. Its software and times are another file's: they stay fields.
func (r *report) history(m *manifest) {
	for _, g := range m.generators() {
		r.field("ingredient's manifest written with", strings.TrimSpace(g.name+" "+g.version), r.where(m))
	}
	seen := map[*jumbf.Box]bool{}
	for _, ref := range m.declared {
		box := r.l.boxes[m.path(ref.url)]
		if sortOf(named(ref.url)) != "c2pa.actions" || box == nil || seen[box] {
			continue
		}
		seen[box] = true
		t, err := decode(box)
		if err != nil {
			r.add("c2pa/assertion-unread", finding.CouldNotRun, finding.Neutral, r.where(m, box.Label), sentence(fmt.Sprintf("the assertion %q cannot be read: %v", box.Label, err)))
			continue
		}
		for i, a := range t.trees("actions") {
			at := r.where(m, box.Label, fmt.Sprintf("action %d", i+1))
			r.field("ingredient's action", strings.Join(strings.Fields(actionWords(a.text("action"))+" "+a.text("when")), " "), at)
			r.source(a, "ingredient's source", at)
			r.field("ingredient's software", first(a.text("softwareAgent"), a.sub("softwareAgent").text("name")), at)
		}
		r.noteModel(t, r.where(m, box.Label), "an ingredient of this file")
	}
}
