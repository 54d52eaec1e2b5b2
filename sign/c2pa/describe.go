package c2pa

import (
	"fmt"
	"strings"

	"assay/document"
	"assay/finding"
	"assay/sign/c2pa/jumbf"
)

// describe adds what the active manifest states. All of it is claims; whether
// they are those that were signed, the signature says.
func (r *report) describe(m *manifest) {
	if m.claim == nil {
		return
	}
	where := r.where(m)
	r.field("manifest", m.label, where)
	if title := m.claim.text("dc:title"); title != "" {
		r.d.Titles = append(r.d.Titles, document.Said{Value: title, Where: where + " dc:title"})
	}
	r.field("format", m.claim.text("dc:format"), where)
	r.field("instance", m.claim.text("instanceID"), where)
	for _, g := range m.generators() {
		r.software(g.name, g.version, "producer", where+" "+g.where)
	}
	for _, url := range m.claim.list("redacted_assertions") {
		if u, ok := url.(string); ok {
			r.field("taken out of an ingredient", named(u), where)
		}
	}
	seen := map[*jumbf.Box]bool{}
	for _, ref := range m.declared {
		if box := r.l.boxes[m.path(ref.url)]; box != nil && !seen[box] {
			seen[box] = true
			r.assertion(m, box, r.l.check(m.path(ref.url), ref, m.alg) == nil)
		}
	}
}

// field adds one statement, if there is any.
func (r *report) field(name, value, where string) {
	if value != "" && r.room(len(r.d.Fields)) {
		r.d.Fields = append(r.d.Fields, document.Field{Name: "C2PA " + name, Value: value, Where: where})
	}
}

// room reports whether a list of n entries takes another; document.Bound cuts
// and says so, this keeps a hostile store from filling the memory before.
func (r *report) room(n int) bool {
	if n > document.MaxFields {
		r.dropped++
		return false
	}
	return true
}

// product is a programme by its name.
type product struct{ name, version, where string }

// generators are the programmes that wrote the claim, by the list that says so
// or else by the older text in the form of a user agent. C2PA 2.1 §10.2
func (m *manifest) generators() (list []product) {
	infos := m.claim.trees("claim_generator_info")
	if one := m.claim.sub("claim_generator_info"); one != nil {
		infos = append(infos, one)
	}
	for _, info := range infos {
		list = append(list, product{info.text("name"), info.text("version"), "claim_generator_info"})
	}
	if len(list) == 0 {
		for _, word := range strings.Fields(m.claim.text("claim_generator")) {
			name, version, _ := strings.Cut(word, "/")
			list = append(list, product{strings.ReplaceAll(name, "_", " "), version, "claim_generator"})
		}
	}
	return list
}

func (r *report) software(name, version, role, where string) {
	if name != "" && r.room(len(r.d.Software)) {
		r.d.Software = append(r.d.Software, document.Software{Name: name, Version: version, Role: role, Where: where})
	}
}

// assertion adds what one assertion states, by its sort. One that is not as the
// claim has its hash is told too, and marked.
func (r *report) assertion(m *manifest, box *jumbf.Box, intact bool) {
	where, sort := r.where(m, box.Label), sortOf(box.Label)
	if !intact {
		where += " (not as signed)"
	}
	switch {
	case strings.HasPrefix(sort, "c2pa.thumbnail"), box.Content("bidb") != nil:
		r.embed(m, box, where)
		return
	case sort == "c2pa.soft-binding":
		r.field("invisible watermark or fingerprint", "stated, not looked for", where)
	case sort == "cawg.identity":
		r.add("c2pa/identity-unread", finding.CouldNotRun, finding.Neutral, where, "The manifest carries an identity assertion of CAWG, which names a person or organisation by a signature of its own; that signature is not read.")
		return
	}
	t, err := decode(box)
	if err != nil {
		r.add("c2pa/assertion-unread", finding.CouldNotRun, finding.Neutral, where, sentence(fmt.Sprintf("the assertion %q cannot be read: %v", box.Label, err)))
		return
	}
	switch sort {
	case "c2pa.actions":
		r.actions(t, where)
	case "c2pa.ingredient":
		r.used(m, t, where)
	case "stds.schema-org.CreativeWork":
		r.creativeWork(t, where)
	case "c2pa.hash.data", "c2pa.hash.boxes", "c2pa.hash.bmff":
		// judged as the binding
	default:
		r.flatten(t, sort, where, 0)
	}
}

// thumbnail takes out the picture that an ingredient refers to, where another
// manifest holds it.
func (r *report) thumbnail(m *manifest, ref reference) {
	path := m.path(ref.url)
	box, parts := r.l.boxes[path], strings.Split(path, "/")
	if box == nil || len(parts) != 5 { // /c2pa/manifest/assertions/assertion
		return
	}
	if other := r.l.byLabel[parts[2]]; other != nil && other != m {
		r.embed(other, box, r.where(other, box.Label))
	}
}

// embed takes out a picture or file that an assertion holds. ISO/IEC 19566-5 §B.5
func (r *report) embed(m *manifest, box *jumbf.Box, where string) {
	data := box.Content("bidb")
	if len(data) == 0 {
		return
	}
	mime := ""
	if head := box.Content("bfdb"); len(head) > 1 {
		mime, _, _ = strings.Cut(string(head[1:]), "\x00")
	}
	name := fmt.Sprintf("c2pa/%d/%s", r.number[m], box.Label)
	if r.taken[name] {
		return // two ingredients refer to it
	}
	r.taken[name] = true
	r.d.Embedded = append(r.d.Embedded, document.Embedded{Name: name, MIME: mime, Where: where, Data: data})
}

// maxFlat is how deep a tree is laid out in fields.
const maxFlat = 8

// flatten adds the leaves of a tree that has no words of its own: EXIF, IPTC,
// training and mining, and what others invent.
func (r *report) flatten(t tree, name, where string, depth int) {
	for _, key := range sorted(t) {
		if key == "@context" || key == "hash" || strings.HasPrefix(key, "pad") {
			continue
		}
		r.leaf(t[key], name+" "+key, where, depth)
	}
}

func (r *report) leaf(v any, name, where string, depth int) {
	if depth >= maxFlat {
		r.deep++
		return
	}
	switch v := v.(type) {
	case string:
		r.field(name, v, where)
	case bool, uint64, int64, float64:
		r.field(name, fmt.Sprint(v), where)
	case []any:
		for _, e := range v {
			r.leaf(e, name, where, depth+1)
		}
	default:
		if sub := asTree(v); sub != nil {
			r.flatten(sub, name, where, depth+1)
		}
	}
}
