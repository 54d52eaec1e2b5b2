package c2pa

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"assay/document"
)

// binding is how far a hard binding holds, and over what.
type binding struct {
	covers  string
	whole   bool // everything but the store is hashed
	outside []stretch
	changes []document.Change
}

// bindingSorts are the labels of assertions that tie a manifest to bytes.
// C2PA 2.2 §9.2
var bindingSorts = []string{"c2pa.hash.data", "c2pa.hash.boxes", "c2pa.hash.bmff", "c2pa.hash.collection.data"}

// partsSort is the label of the assertion that holds where the whole file is
// not what was signed and some of its parts may be. C2PA 2.2 §15.12.4
const partsSort = "c2pa.hash.multi-asset"

// bind checks the hard binding of m against the asset. An update manifest has
// none: its parent's holds, whose store was shorter. C2PA 2.1 §11.2.3
func (l *library) bind(m *manifest, a *asset, s manifestStore) (b binding, ps problems) {
	owner, err := l.bound(m)
	if err != nil {
		ps.add(&problem{malformed, err.Error()})
		return b, ps
	}
	var found []reference
	parts := false
	for _, r := range owner.declared {
		parts = parts || sortOf(named(r.url)) == partsSort
		if slices.Contains(bindingSorts, sortOf(named(r.url))) {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		ps.add(&problem{malformed, fmt.Sprintf("its claim names %d assertions that tie it to this file", len(found))})
		return b, ps
	}
	box, label := l.boxes[owner.path(found[0].url)], named(found[0].url)
	if box == nil {
		return b, ps // said already: the assertion is missing
	}
	t, err := decode(box)
	if err != nil {
		ps.add(&problem{malformed, fmt.Sprintf("%q: %v", label, err)})
		return b, ps
	}
	c := check{asset: a, store: s, alg: owner.alg, grown: owner != m}
	switch sortOf(label) {
	case "c2pa.hash.data":
		b, ps = c.data(t)
	case "c2pa.hash.boxes":
		b, ps = c.boxes(t)
	case "c2pa.hash.bmff":
		if label == "c2pa.hash.bmff" || strings.HasPrefix(label, "c2pa.hash.bmff__") {
			ps.add(&problem{unread, "it is tied to the file by the first form of c2pa.hash.bmff, which was withdrawn"})
			break
		}
		b, ps = c.bmff(t)
	default:
		ps.add(&problem{unread, fmt.Sprintf("it is tied to the file by %q, a form that is not read", label)})
	}
	for i := range ps {
		if parts && ps[i].severity == altered {
			ps[i] = problem{unread, ps[i].what + ", and whether its parts are stands in a form that is not read"}
		}
	}
	return b, ps
}

// bound is the manifest whose binding holds for m.
func (l *library) bound(m *manifest) (*manifest, error) {
	seen := map[*manifest]bool{}
	for m.update {
		if seen[m] {
			return nil, errors.New("it is an update of itself")
		}
		seen[m] = true
		parent := l.parent(m)
		if parent == nil {
			return nil, errors.New("it is an update whose parent manifest is missing")
		}
		if parent.trouble != nil {
			return nil, fmt.Errorf("it is an update of a manifest that cannot be judged: %w", parent.trouble)
		}
		m = parent
	}
	return m, nil
}

// parent is the manifest of m's ingredient that is its parent.
func (l *library) parent(m *manifest) *manifest {
	for _, t := range l.ingredients(m) {
		if t.text("relationship") == "parentOf" {
			return l.byLabel[named(t.manifest().url)]
		}
	}
	return nil
}

// check compares one asset with one binding.
type check struct {
	asset *asset
	store manifestStore
	alg   string // of the claim, where the assertion names none
	grown bool   // the store has grown since by updates
}

// data checks c2pa.hash.data: the whole file without some ranges. C2PA 2.1 §18.5
func (c check) data(t tree) (b binding, ps problems) {
	alg := c.hashName(t)
	h := newHash(alg)
	left, err := c.exclusions(t)
	switch {
	case h == nil:
		ps.add(&problem{malformed, fmt.Sprintf("the file is hashed with %q, which is not read", alg)})
		return b, ps
	case err != nil:
		ps.add(&problem{malformed, err.Error()})
		return b, ps
	}
	at, content := 0, c.asset.content
	for _, x := range left {
		if x.End > len(content) {
			ps.add(&problem{altered, fmt.Sprintf("the file has %d bytes and had at least %d when it was signed", len(content), x.End)})
			b.change("the file was cut", "the end of the file")
			return b, ps
		}
		h.Write(content[at:x.Start])
		at = x.End
	}
	want, grown := t.bytes("hash"), -1
	for _, end := range c.asset.ends(at) {
		h.Write(content[at:end])
		if at = end; bytes.Equal(h.Sum(nil), want) {
			grown = end
		}
	}
	h.Write(content[at:])
	b.outside = beyond(left, c.store.Spans)
	b.whole, b.covers = len(b.outside) == 0, "every byte of the file but the manifest store"
	if !b.whole {
		b.covers += " and " + told(b.outside)
	}
	switch {
	case bytes.Equal(h.Sum(nil), want):
	case grown >= 0:
		ps.add(&problem{altered, fmt.Sprintf("%s added at the end after it was signed, and all before is as signed", counted(len(content)-grown))})
		b.change("bytes were added at the end", fmt.Sprintf("from byte %d on", grown))
	default:
		ps.add(&problem{altered, "the bytes of the file are not those that were signed"})
		b.change("some byte outside of the manifest store is not what it was", "the file")
	}
	return b, ps
}

func (c check) hashName(t tree) string {
	if alg := t.text("alg"); alg != "" {
		return alg
	}
	return c.alg
}

// exclusions reads the ranges that are left out: in order, none over another.
func (c check) exclusions(t tree) (out []stretch, err error) {
	last := 0
	for _, x := range t.trees("exclusions") {
		start, ok := x.number("start")
		length, ok2 := x.number("length")
		if !ok || !ok2 || start < int64(last) || length < 0 || start > 1<<40 || length > 1<<40 {
			return nil, errors.New("the ranges that its binding leaves out are malformed")
		}
		span := stretch{int(start), int(start + length)}
		if c.grown && len(c.store.Spans) > 0 && span.Start == c.store.Spans[0].Start {
			span.End = c.store.Spans[len(c.store.Spans)-1].End
		}
		out, last = append(out, span), span.End
	}
	return out, nil
}

func (b *binding) change(what, where string) {
	b.changes = append(b.changes, document.Change{Weight: document.Unknown, What: what, Where: where})
}
