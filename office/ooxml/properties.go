package ooxml

import (
	"strings"

	"assay/document"
	"assay/office/claims"
	"assay/office/parcel"
)

// properties reads the three parts of document properties.
func (r *reader) properties() {
	readers := map[string]func(string){
		"core-properties": r.core, "metadata": r.core, "coreProperties": r.core,
		"extended-properties": r.extended, "extendedProperties": r.extended,
		"custom-properties": r.custom, "customProperties": r.custom,
	}
	relations := append([]relation{}, r.relations("")...)
	for _, lost := range []relation{ // where relationships are lost, by their usual names
		{kind: "core-properties", target: "docProps/core.xml"},
		{kind: "extended-properties", target: "docProps/app.xml"},
		{kind: "custom-properties", target: "docProps/custom.xml"},
	} {
		if r.p.Has(lost.target) {
			relations = append(relations, lost)
		}
	}
	done := map[string]bool{}
	for _, rel := range relations {
		part := r.p.Named(rel.target)
		if read := readers[rel.kind]; read != nil && !rel.external && !done[part] {
			done[part] = true
			read(part)
		}
	}
}

// slots are where core properties go that have a place of their own.
var slots = map[string]string{
	"dc:title": "title", "dc:creator": "author", "cp:lastModifiedBy": "editor", "dc:language": "language",
	"dcterms:created": document.Created, "dcterms:modified": document.Modified, "cp:lastPrinted": document.Printed,
}

// core reads the core properties (ECMA-376-2 §8).
func (r *reader) core(part string) {
	r.leaves(part, func(e *parcel.Event, text string) {
		where := part + " " + e.Name
		if e.Name != "cp:coreProperties" && !r.c.Place(slots[e.Name], text, where) {
			r.c.Field(local(e.Name), text, where)
		}
	})
}

// extended reads what the application adds (ECMA-376-1 §22.2).
func (r *reader) extended(part string) {
	software := document.Software{Role: "producer", Where: part + " ep:Application"}
	var vector []string // of TitlesOfParts and HeadingPairs
	r.leaves(part, func(e *parcel.Event, text string) {
		where := part + " " + e.Name
		switch e.Name {
		case "ep:Properties":
		case "ep:Application":
			software.Name = text
		case "ep:AppVersion":
			software.Version = text
		case "ep:Company":
			r.c.Organisation(text, where)
		case "ep:TitlesOfParts", "ep:HeadingPairs", "ep:HLinks":
			r.c.Values(local(e.Name), vector, "; ", where)
			vector = nil
		case "ep:DigSig":
			r.c.Field("DigSig", "present", where)
		default:
			if strings.HasPrefix(e.Name, "vt:") {
				vector = append(vector, text)
				return
			}
			r.c.Field(local(e.Name), text, where)
		}
		if e.Name == "ep:Pages" || e.Name == "ep:Slides" {
			r.c.D.Pages = number(text)
		}
	})
	if software.Name == "" {
		r.c.Field("AppVersion", software.Version, part+" ep:AppVersion")
	} else if software.Version == "" {
		software.Name, software.Version = claims.Programme(software.Name)
	}
	r.c.Software(software)
}

// custom reads what users and programmes add: name and value.
func (r *reader) custom(part string) {
	var value string
	r.leaves(part, func(e *parcel.Event, text string) {
		switch {
		case e.Name == "op:property":
			r.c.Field(e.Attr("name"), value, part)
			r.c.Field(e.Attr("name")+", linked to", e.Attr("linkTarget"), part)
			value = ""
		case strings.HasPrefix(e.Name, "vt:") && text != "":
			if value != "" {
				value += "; "
			}
			if len(value) < document.MaxValue {
				value += text
			}
		}
	})
}

// labels reads sensitivity labels ([MS-OFFCRYPTO] §2.6) and custom XML, which
// document management and templates leave.
func (r *reader) labels() {
	for _, part := range r.related("", "classificationlabels") {
		r.walk(part, func(e *parcel.Event) {
			if e.Kind == parcel.Start && e.Name == "clbl:label" {
				var values []string
				e.Attrs(func(name, value string) { values = append(values, name+"="+value) })
				r.c.Field("sensitivity label", strings.Join(values, " "), part)
			}
		})
	}
	for i := range r.p.Members {
		if part := r.p.Members[i].Name; isCustomXML(part) {
			r.customXML(part)
		}
	}
}

// isCustomXML knows items of custom XML by their usual name.
func isCustomXML(part string) bool {
	part = strings.ToLower(part)
	return strings.HasPrefix(part, "customxml/item") && strings.HasSuffix(part, ".xml") && !strings.Contains(part, "props")
}

// customXML names what an item of custom XML is, and its values.
func (r *reader) customXML(part string) {
	root, size := "", 0
	var values []string
	r.leaves(part, func(e *parcel.Event, text string) {
		if e.Depth == 1 {
			root = e.Name
		}
		if text != "" && size < document.MaxText {
			size += len(text)
			values = append(values, bare(e.Name)+"="+text)
		}
	})
	r.c.Field("custom XML", root, part)
	r.c.Values("custom XML values", values, "; ", part)
}

// local is a name without its namespace's short name.
func local(name string) string {
	_, after, ok := strings.Cut(name, ":")
	if !ok {
		return name
	}
	return after
}

// bare is a name without any namespace.
func bare(name string) string { return local(name[strings.LastIndex(name, "}")+1:]) }

// number is a count that stands in text; 0 where none does.
func number(text string) int {
	n := 0
	for _, c := range strings.TrimSpace(text) {
		if c < '0' || c > '9' || n > 1e8 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}
