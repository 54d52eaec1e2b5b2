package ooxml

import (
	_ "embed"
	"path"
	"strings"

	"assay/office/claims"
	"assay/office/parcel"
)

//go:embed formats.tsv
var formatTable string

// formatOf finds the format by the content type of the main part.
func formatOf(contentType string) claims.Format { return claims.FormatIn(formatTable, contentType) }

// usual are main parts by their usual names, for packages whose content types
// or relationships are lost.
var usual = []struct{ part, contentType string }{
	{"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"},
	{"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"},
	{"xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main"},
	{"ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"},
	{"visio/document.xml", "application/vnd.ms-visio.drawing.main+xml"},
}

// recognise finds the main part and by it the format.
func (r *reader) recognise() (f claims.Format, main string) {
	for _, rel := range r.relations("") {
		if rel.kind == "officeDocument" || rel.kind == "document" { // Visio has the latter
			if f = formatOf(r.types.of(rel.target)); f.Name != "" && r.p.Has(rel.target) {
				return f, rel.target
			}
		}
	}
	for _, u := range usual {
		if r.p.Has(u.part) {
			if f = formatOf(r.types.of(u.part)); f.Name == "" {
				f = formatOf(u.contentType)
			}
			return f, r.p.Named(u.part)
		}
	}
	return claims.Format{}, ""
}

// contentTypes is [Content_Types].xml (ECMA-376-2 §7.2.3).
type contentTypes struct{ byExtension, byPart map[string]string }

func (r *reader) readTypes() contentTypes {
	t := contentTypes{map[string]string{}, map[string]string{}}
	const part = "[Content_Types].xml"
	if !r.p.Has(part) {
		return t
	}
	r.walk(part, func(e *parcel.Event) {
		switch {
		case e.Kind != parcel.Start:
		case e.Name == "ct:Default":
			t.byExtension[strings.ToLower(e.Attr("Extension"))] = e.Attr("ContentType")
		case e.Name == "ct:Override":
			t.byPart[strings.ToLower(strings.TrimPrefix(e.Attr("PartName"), "/"))] = e.Attr("ContentType")
		}
	})
	return t
}

// of is the content type of a part, without parameters.
func (t contentTypes) of(part string) string {
	part = strings.ToLower(part)
	typ, ok := t.byPart[part]
	if !ok {
		typ = t.byExtension[strings.TrimPrefix(path.Ext(part), ".")]
	}
	typ, _, _ = strings.Cut(typ, ";")
	return strings.TrimSpace(typ)
}

// relation is one relationship (ECMA-376-2 §6.5).
type relation struct {
	id       string
	kind     string // last step of its type: "comments"
	strict   bool   // its type is that of the strict form
	target   string // a part's name; of an external one as it stands
	external bool
}

// relationsOf names the part that holds the relationships of another.
func relationsOf(part string) string {
	dir, base := path.Split(part)
	return dir + "_rels/" + base + ".rels"
}

// relations are those of a part; of the package for "".
func (r *reader) relations(part string) []relation {
	if list, ok := r.rels[part]; ok {
		return list
	}
	var list []relation
	if name := relationsOf(part); r.p.Has(name) {
		r.walk(name, func(e *parcel.Event) {
			if e.Kind != parcel.Start || e.Name != "rel:Relationship" {
				return
			}
			rel := relation{id: e.Attr("Id"), kind: path.Base(e.Attr("Type")), target: e.Attr("Target"), strict: strings.HasPrefix(e.Attr("Type"), "http://purl.oclc.org/ooxml/")}
			if rel.external = strings.EqualFold(e.Attr("TargetMode"), "External"); !rel.external {
				rel.target = resolve(part, rel.target)
			}
			list = append(list, rel)
		})
	}
	ids := map[string]int{}
	for i := len(list) - 1; i >= 0; i-- { // of two of one name the first counts
		ids[list[i].id] = i
	}
	r.rels[part], r.ids[part] = list, ids
	return list
}

// resolve is the part that a target names, seen from a part.
func resolve(from, target string) string {
	target, _, _ = strings.Cut(strings.ReplaceAll(target, `\`, "/"), "#")
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return strings.TrimPrefix(path.Join("/", path.Dir(from), target), "/")
}

// related are the parts of one kind that a part refers to, in order.
func (r *reader) related(part, kind string) (parts []string) {
	for _, rel := range r.relations(part) {
		if rel.kind == kind && !rel.external {
			parts = append(parts, rel.target)
		}
	}
	return parts
}

// byID is the relation of a part that an r:id names.
func (r *reader) byID(part, id string) (relation, bool) {
	list := r.relations(part)
	if i, ok := r.ids[part][id]; ok && id != "" {
		return list[i], true
	}
	return relation{}, false
}
