package officesig

import (
	"slices"
	"strings"
)

// survey reads all relationships; problems says which cannot be read.
func (r *reading) survey(types contentTypes) (o *ooxml, problems map[string]error) {
	o = &ooxml{types: types, relationships: map[string][]relationship{}, properties: map[string]bool{}}
	problems = map[string]error{}
	for _, name := range r.pack.names {
		if types.of(name) == signatureType {
			o.signatures = append(o.signatures, name)
		}
		source, isRels := sourceOf(name)
		if !isRels {
			continue
		}
		data, err := r.pack.read(name)
		if err == nil {
			o.relationships[source], err = parseRelationships(data)
		}
		problems[source] = err
		o.sources = append(o.sources, source)
	}
	slices.Sort(o.sources)
	o.follow(r.pack)
	return o, problems
}

// follow finds out where relationships lead.
func (o *ooxml) follow(p *pack) {
	other := map[string]bool{}
	for _, source := range o.sources {
		for _, rel := range o.relationships[source] {
			target := p.actual(rel.resolve(source))
			switch {
			case rel.external || target == "":
				continue
			case source == "" && isCustomary(rel):
				o.properties[target] = true
			default:
				other[target] = true
			}
			if source == "" && strings.HasSuffix(rel.kind, "/officeDocument") && o.main == "" {
				o.main = target
			}
			if strings.HasSuffix(rel.kind, "/digital-signature/signature") {
				o.signatures = append(o.signatures, target)
			}
		}
	}
	for name := range other {
		delete(o.properties, name)
	}
	o.signatures = sorted(o.signatures)
}
