package officesig

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"assay/sign/xmlsig"
)

const (
	relationshipSpace     = "http://schemas.openxmlformats.org/package/2006/relationships"
	relationshipTransform = "http://schemas.openxmlformats.org/package/2006/RelationshipTransform"
)

// relationship is one relationship of a part to another, or to what is outside.
type relationship struct {
	id, kind, target string
	mode             string // as it stands there; Internal where none does
	external         bool
}

// parseRelationships reads a relationships part. ECMA-376 part 2 §6.5.3
func parseRelationships(data []byte) (list []relationship, err error) {
	tree, err := xmlsig.Parse(data)
	if err != nil {
		return nil, err
	}
	if tree.Root.Space != relationshipSpace || tree.Root.Local != "Relationships" {
		return nil, errors.New("it holds no relationships")
	}
	for e := range tree.Root.Children() {
		if e.Space == relationshipSpace && e.Local == "Relationship" {
			mode := cmp.Or(e.Attribute("TargetMode"), "Internal")
			list = append(list, relationship{e.Attribute("Id"), e.Attribute("Type"), e.Attribute("Target"), mode, strings.EqualFold(mode, "External")})
		}
	}
	return list, nil
}

// selection is which relationships a transform leaves in.
type selection struct {
	all        bool
	ids, kinds map[string]bool
}

// selected reads the parameters of a relationships transform. ECMA-376 part 2
// §13.2.4.17, §13.2.4.18
func selected(parameters *xmlsig.Element) selection {
	s := selection{ids: map[string]bool{}, kinds: map[string]bool{}}
	for e := range parameters.Children() {
		switch {
		case e.Space != mdssi:
		case e.Local == "RelationshipReference":
			s.ids[e.Attribute("SourceId")] = true
		case e.Local == "RelationshipsGroupReference":
			s.kinds[e.Attribute("SourceType")] = true
		}
	}
	return s
}

// and is what either of two selections has.
func (s selection) and(other selection) selection {
	both := selection{all: s.all || other.all, ids: map[string]bool{}, kinds: map[string]bool{}}
	for _, one := range []selection{s, other} {
		maps.Copy(both.ids, one.ids)
		maps.Copy(both.kinds, one.kinds)
	}
	return both
}

func (s selection) has(r relationship) bool { return s.all || s.ids[r.id] || s.kinds[r.kind] }

// transformRelationships leaves the chosen relationships, sorted, with nothing
// around them, in canonical form. ECMA-376 part 2 §13.2.4.24
func transformRelationships(data []byte, parameters *xmlsig.Element) ([]byte, error) {
	list, err := parseRelationships(data)
	if err != nil {
		return nil, err
	}
	chosen := selected(parameters)
	list = slices.DeleteFunc(list, func(r relationship) bool { return !chosen.has(r) })
	slices.SortStableFunc(list, func(a, b relationship) int { return strings.Compare(a.id, b.id) })
	var b bytes.Buffer
	fmt.Fprintf(&b, `<Relationships xmlns="%s">`, relationshipSpace)
	for _, r := range list {
		fmt.Fprintf(&b, `<Relationship Id="%s" Target="%s" TargetMode="%s" Type="%s"></Relationship>`, escape.Replace(r.id), escape.Replace(r.target), escape.Replace(r.mode), escape.Replace(r.kind))
	}
	b.WriteString(`</Relationships>`)
	return b.Bytes(), nil
}

// escape writes the value of an attribute as Canonical XML §2.3 does.
var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\t", "&#x9;", "\n", "&#xA;", "\r", "&#xD;")

// sourceOf is the part that a relationships part speaks of: "" for the package.
// ok is false for what is no relationships part. ECMA-376 part 2 §6.5.2.3
func sourceOf(name string) (source string, ok bool) {
	folder, file := path.Split(name)
	base, isRels := strings.CutSuffix(file, ".rels")
	if !isRels || folder != "_rels/" && !strings.HasSuffix(folder, "/_rels/") {
		return "", false
	}
	return strings.TrimSuffix(folder, "_rels/") + base, true
}

// relationshipsOf is the name of the relationships part of a part.
func relationshipsOf(source string) string {
	folder, file := path.Split(source)
	return folder + "_rels/" + file + ".rels"
}

// resolve is the part that a relationship of source leads to.
func (r relationship) resolve(source string) string {
	target, err := partName(r.target)
	if err != nil {
		return r.target
	}
	if strings.HasPrefix(r.target, "/") {
		return path.Clean(target)
	}
	return strings.TrimPrefix(path.Join("/", path.Dir(source), target), "/")
}
