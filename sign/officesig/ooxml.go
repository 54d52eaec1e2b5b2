package officesig

import (
	"fmt"
	"slices"
	"strings"

	"assay/document"
	"assay/finding"
	"assay/sign/xmlsig"
)

// Types of parts and relationships. ECMA-376 part 2 annex E
const (
	signatureTypes    = "application/vnd.openxmlformats-package.digital-signature-"
	signatureType     = signatureTypes + "xmlsignature+xml"
	relationshipsType = "application/vnd.openxmlformats-package.relationships+xml"
)

// customary are ends of the types of relationships of the package itself whose
// targets no programme signs and no reader sees in the document.
var customary = []string{
	"/metadata/core-properties", "/extended-properties", "/custom-properties", "/extendedProperties", "/customProperties",
	"/classificationlabels", "/metadata/thumbnail", "/digital-signature/origin",
}

// ooxml is what has to be known of an OOXML package to say what is signed.
type ooxml struct {
	types contentTypes
	// relationships by the part they are of, as the package spells it; "" is the
	// package itself.
	relationships map[string][]relationship
	sources       []string        // keys of relationships, sorted
	properties    map[string]bool // targets of customary relationships alone
	main          string          // the part that the document starts at
	signatures    []string        // by their type, or by relationships
}

// readOOXML reads all signatures of an OOXML package.
func (r *reading) readOOXML() {
	types, err := readContentTypes(r.pack)
	if err != nil {
		if slices.ContainsFunc(r.pack.names, func(name string) bool { return strings.HasPrefix(name, "_xmlsignatures/") }) {
			r.unread("[Content_Types].xml", err)
		}
		return
	}
	r.macros()
	o, problems := r.survey(types)
	if len(o.signatures) == 0 {
		return
	}
	for _, name := range o.sources {
		if err := problems[name]; err != nil {
			r.unread(relationshipsOf(name), err)
		}
	}
	r.source.Transforms = map[string]func([]byte, *xmlsig.Element) ([]byte, error){relationshipTransform: transformRelationships}
	for _, name := range o.signatures {
		r.file(name, document.SignedOOXML, func(s *xmlsig.Signature, where string) { r.ooxml(o, s, where) })
	}
}

// macros tells of signatures that are not of XML. [MS-OVBA] §2.4.2
func (r *reading) macros() {
	for _, name := range r.pack.names {
		if strings.Contains(strings.ToLower(name), "vbaprojectsignature") {
			r.find(finding.Finding{ID: "office/signature-vba-unread", Outcome: finding.CouldNotRun, Says: finding.Neutral, Where: name,
				Why: "The macros bear a signature of their own, of a form that is not read."})
		}
	}
}

// holds says whether a part holds signatures.
func (o *ooxml) holds(name string) bool {
	_, found := slices.BinarySearch(o.signatures, name)
	return found
}

func isCustomary(rel relationship) bool {
	return !rel.external && slices.ContainsFunc(customary, func(end string) bool { return strings.HasSuffix(rel.kind, end) })
}

// ooxml takes in one signature of an OOXML package.
func (r *reading) ooxml(o *ooxml, s *xmlsig.Signature, where string) {
	d, _ := r.evidence(s, document.SignedOOXML, where)
	c := r.cover(s, &d)
	if d.Result == finding.Pass || d.Result == finding.Policy {
		r.retyped(o, s, &d)
	}
	r.outside(o, s, &c, &d)
	d.Covers = c.in("all that a reader sees", "part")
	d.Whole = len(c.visible) == 0 && c.signed[o.main]
	if o.main != "" && !c.signed[o.main] && s.Problem == "" {
		r.add(finding.Limits, "office/signature-text-not-covered", where,
			fmt.Sprintf("This signature does not sign the part that the document starts at (%s): what a reader sees is not signed. The format allows signatures of single parts; office programmes do not write them.", o.main),
			"list the Reference elements of the signature's Manifest")
	}
	r.keep(d, s.By)
}

// retyped fails a signature over parts whose type is no longer the signed one:
// programmes read a part as its type says. ECMA-376 part 2 §13.2.4.3
func (r *reading) retyped(o *ooxml, s *xmlsig.Signature, d *document.Signature) {
	for _, ref := range s.References {
		_, want, found := strings.Cut(ref.URI, "?ContentType=")
		name, err := r.pack.named(ref.URI)
		if !found || err != nil || strings.EqualFold(o.types.of(name), want) {
			continue
		}
		d.Changes = append(d.Changes, document.Change{Weight: document.Unknown, What: document.Clip(fmt.Sprintf("was signed as %s and is now %q", want, o.types.of(name))), Where: document.Clip(name)})
		d.Result, d.Reason = finding.Fail, document.Clip(fmt.Sprintf("not as it was signed: %s has another type", name))
	}
}

// outside collects parts and relationships that are not signed.
func (r *reading) outside(o *ooxml, s *xmlsig.Signature, c *coverage, d *document.Signature) {
	loose := func(what string) {
		c.visible = append(c.visible, what)
		if len(c.signed) > 0 {
			d.Changes = append(d.Changes, document.Change{Weight: document.Unknown, What: "is not signed: it was added after signing, or the signer left it out", Where: document.Clip(what)})
		}
	}
	shown := len(o.properties) > 0 && r.showsProperties(c.signed)
	for _, name := range r.pack.names {
		_, isRels := sourceOf(name)
		switch {
		case isRels || c.signed[name] || o.holds(name) || name == "[Content_Types].xml" || strings.HasPrefix(o.types.of(name), signatureTypes):
		case o.properties[name] && shown:
			c.visible = append(c.visible, name)
		case o.properties[name]:
			c.aside = append(c.aside, name)
		default:
			loose(name)
		}
	}
	chosen := r.chosen(s)
	for _, source := range o.sources {
		if strings.HasPrefix(o.types.of(source), signatureTypes) {
			continue
		}
		for _, rel := range o.relationships[source] {
			if !chosen[source].has(rel) && !(source == "" && isCustomary(rel)) {
				loose(fmt.Sprintf("%s %s to %s", relationshipsOf(source), rel.id, rel.target))
			}
		}
	}
	c.visible, c.aside = sorted(c.visible), sorted(c.aside)
}

// chosen is which relationships of which part are signed.
func (r *reading) chosen(s *xmlsig.Signature) map[string]selection {
	list := map[string]selection{}
	for _, ref := range s.References {
		name, err := r.pack.named(ref.URI)
		source, isRels := sourceOf(name)
		if err != nil || !isRels {
			continue
		}
		chosen := selection{all: true}
		for t := range ref.Element.Child(xmlsig.Space, "Transforms").Children() {
			if t.Attribute("Algorithm") == relationshipTransform {
				chosen = selected(t)
			}
		}
		list[source] = list[source].and(chosen)
	}
	return list
}
