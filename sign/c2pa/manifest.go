package c2pa

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"assay/sign/c2pa/jumbf"
)

// The types of superboxes. C2PA 2.1 §11.1.4
var (
	typeManifest   = kind("c2ma")
	typeUpdate     = kind("c2um")
	typeCompressed = kind("c2cm")
	typeAssertions = kind("c2as")
	typeClaim      = kind("c2cl")
	typeSignature  = kind("c2cs")
)

func kind(name string) (u jumbf.UUID) {
	copy(u[:], name+"\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71")
	return u
}

// manifest is one manifest of a store.
type manifest struct {
	label      string
	update     bool // it adds to its parent, whose binding holds
	box        *jumbf.Box
	claim      tree
	claimBytes []byte
	version    int // of the claim: 1 or 2
	signature  *jumbf.Box
	assertions *jumbf.Box
	alg        string // the claim's own hash algorithm
	declared   []reference
	redacts    map[string]bool // paths of assertions it says it took out of its ingredients
	trouble    error           // why it cannot be judged
}

// reference is a hashed URI. C2PA 2.1 §8.3
type reference struct {
	url, alg string
	hash     []byte
}

// library is a store with everything in it by path, and the hashes made so far.
type library struct {
	manifests []*manifest
	byLabel   map[string]*manifest
	boxes     map[string]*jumbf.Box
	twice     map[string]bool // paths that name two boxes
	sums      map[sumKey][]byte
	rest      int // bytes after the store, but zeros around them
}

// maxManifests of one store: each costs a signature to verify.
const maxManifests = 1000

// open reads a store; the error is of the whole.
func open(data []byte) (*library, error) {
	root, rest, err := jumbf.Parse(data)
	if err != nil {
		return nil, err
	}
	l := &library{byLabel: map[string]*manifest{}, boxes: map[string]*jumbf.Box{}, twice: map[string]bool{}, sums: map[sumKey][]byte{}, rest: len(bytes.Trim(rest, "\x00"))}
	root.Label = "c2pa" // whatever it says: URIs call it so
	l.index("", root)
	for _, child := range root.Children {
		switch child.UUID {
		case typeManifest, typeUpdate, typeCompressed:
			m := readManifest(child)
			l.manifests = append(l.manifests, m)
			l.byLabel[m.label] = m
		}
	}
	switch n := len(l.manifests); {
	case n == 0:
		return nil, errors.New("the manifest store holds no manifest")
	case n > maxManifests:
		return nil, fmt.Errorf("the manifest store holds %d manifests, over the %d that are read", n, maxManifests)
	}
	return l, nil
}

// index enters a superbox and those in it by their paths.
func (l *library) index(above string, b *jumbf.Box) {
	if b.Type != "jumb" {
		return
	}
	path := above + "/" + b.Label
	if l.boxes[path] != nil {
		l.twice[path] = true
	}
	l.boxes[path] = b
	for _, child := range b.Children {
		l.index(path, child)
	}
}

func readManifest(b *jumbf.Box) *manifest {
	m := &manifest{label: b.Label, box: b, update: b.UUID == typeUpdate, redacts: map[string]bool{}}
	if b.UUID == typeCompressed {
		m.trouble = errors.New("it is compressed, a form that is not read")
		return m
	}
	parts := map[jumbf.UUID]*jumbf.Box{}
	for _, child := range b.Children {
		switch u := child.UUID; u {
		case typeAssertions, typeClaim, typeSignature:
			if parts[u] != nil {
				m.trouble = fmt.Errorf("it holds %q and %q, where one is allowed", parts[u].Label, child.Label)
				return m
			}
			parts[u] = child
		}
	}
	claim := parts[typeClaim]
	m.assertions, m.signature = parts[typeAssertions], parts[typeSignature]
	if claim == nil || m.assertions == nil || m.signature == nil {
		m.trouble = errors.New("it lacks its claim, its assertions or its signature")
		return m
	}
	m.claimBytes = claim.Content("cbor")
	m.claim, m.trouble = decode(claim)
	if m.trouble != nil {
		m.trouble = fmt.Errorf("its claim: %w", m.trouble)
		return m
	}
	m.readClaim(claim.Label)
	return m
}

// readClaim takes the references out of a claim. C2PA 2.1 §10.2
func (m *manifest) readClaim(label string) {
	m.version, m.alg = 1, m.claim.text("alg")
	if strings.HasPrefix(label, "c2pa.claim.v2") {
		m.version = 2
	}
	for _, key := range []string{"assertions", "created_assertions", "gathered_assertions"} {
		for _, t := range m.claim.trees(key) {
			m.declared = append(m.declared, t.reference())
		}
	}
	for _, r := range m.claim.list("redacted_assertions") {
		if url, ok := r.(string); ok {
			m.redacts[m.path(url)] = true
		}
	}
	switch signature := m.own() + "/" + m.signature.Label; {
	case len(m.declared) == 0:
		m.trouble = errors.New("its claim names no assertion")
	case m.path(m.claim.text("signature")) != signature:
		m.trouble = errors.New("its claim names another signature than its own")
	}
}

// reference reads t as a hashed URI.
func (t tree) reference() reference {
	return reference{url: t.text("url"), alg: t.text("alg"), hash: t.bytes("hash")}
}

// path is the place in the store that a URI of this manifest means: absolute
// from the store's label c2pa, or relative to the manifest. C2PA 2.1 §8.3
func (m *manifest) path(url string) string {
	p, ok := strings.CutPrefix(url, "self#jumbf=")
	switch {
	case !ok:
		return ""
	case strings.HasPrefix(p, "/"):
		return p
	case strings.HasPrefix(p, "c2pa/"):
		return "/" + p
	}
	return m.own() + "/" + p
}

// own is the path of the manifest itself.
func (m *manifest) own() string { return "/c2pa/" + m.label }

// named is the last part of a URI, which is the label of what it names.
func named(url string) string { return url[strings.LastIndexAny(url, "/=")+1:] }

// sort is an assertion's label without its number and version:
// c2pa.ingredient.v3__2 is of the sort c2pa.ingredient.
func sortOf(label string) string {
	label, _, _ = strings.Cut(label, "__")
	if i := strings.LastIndex(label, ".v"); i > 0 && i+2 < len(label) && strings.Trim(label[i+2:], "0123456789") == "" {
		label = label[:i]
	}
	return label
}
