package ooxml

import (
	"fmt"
	"strings"

	"assay/document"
	"assay/office/parcel"
)

// sheet is one sheet as the workbook lists it.
type sheet struct{ name, id, state string }

// excel reads a workbook (ECMA-376-1 §18).
func (r *reader) excel(main, format string) {
	if format == "xlsb" {
		r.c.D.Unread("office/binary-workbook", main, "The cells of this workbook are in the binary form of Excel, which is not read; its properties are.")
		return
	}
	b := &book{reader: r}
	sheets := b.workbook(main)
	for _, part := range r.related(main, "styles") {
		b.styles(part)
	}
	for _, part := range r.related(main, "sharedStrings") {
		b.sharedStrings(part)
	}
	for _, s := range sheets {
		if rel, ok := r.byID(main, s.id); ok && !rel.external {
			b.sheet(s, rel.target)
		}
	}
	r.c.D.Pages = len(sheets)
	b.sources(main)
	r.c.List("font", &r.fonts, "; ", main)
}

// workbook reads the list of sheets and what else the workbook tells.
func (b *book) workbook(main string) (sheets []sheet) {
	name := ""
	var refers strings.Builder
	b.walk(main, func(e *parcel.Event) {
		switch {
		case e.Kind == parcel.Start:
			switch e.Name {
			case "s:sheet":
				s := sheet{e.Attr("name"), e.Attr("r:id"), e.Attr("state")}
				sheets = append(sheets, s)
				b.nameSheet(s, main)
			case "s:definedName":
				name = e.Attr("name")
				if e.Attr("hidden") == "1" || e.Attr("hidden") == "true" {
					name += " (hidden)"
				}
				refers.Reset()
			default:
				b.workbookFact(e, main)
			}
		case e.Kind == parcel.Text && e.Name == "s:definedName":
			refers.WriteString(e.Text)
		case e.Kind == parcel.End && e.Name == "s:definedName":
			b.c.Field("defined name", name+" = "+refers.String(), main)
		}
	})
	return sheets
}

// nameSheet lists a sheet, and says where it is hidden.
func (b *book) nameSheet(s sheet, main string) {
	if s.state == "" || s.state == "visible" {
		b.c.Field("sheet", s.name, main)
		return
	}
	b.c.Field("hidden sheet", s.name+" ("+s.state+")", main)
	b.c.D.Note("office/hidden-sheet", main, fmt.Sprintf("The sheet %q is hidden: a reader does not see it unless he asks. Its words stand in the text. Forms and reports keep lists and sums on such sheets.", document.Clip(s.name)))
}

// workbookFact reads one element of the workbook that tells of its past.
func (b *book) workbookFact(e *parcel.Event, main string) {
	where := main + " " + e.Name
	switch e.Name {
	case "s:workbookPr":
		b.date1904 = e.Attr("date1904") == "1" || e.Attr("date1904") == "true"
	case "s:fileVersion":
		for _, a := range []string{"appName", "lastEdited", "lowestEdited", "rupBuild"} {
			b.c.Field("fileVersion "+a, e.Attr(a), where)
		}
	case "s:fileSharing":
		b.c.Editor(e.Attr("userName"), where)
	case "x15ac:absPath":
		b.c.Field("saved in folder", e.Attr("url"), where)
	case "xr:revisionPtr":
		b.c.Field("revision document", e.Attr("documentId"), where)
	case "s:workbookProtection", "s:sheetProtection":
		b.c.Field(local(e.Name), "present", where)
	}
}

// sources reads who and what a workbook takes its data from and was changed
// by: comments, revisions, pivot tables, connections, persons.
func (b *book) sources(main string) {
	persons := map[string]string{}
	for _, part := range b.related(main, "person") {
		b.walk(part, func(e *parcel.Event) {
			if e.Kind == parcel.Start && e.Name == "tc:person" {
				persons[e.Attr("id")] = e.Attr("displayName")
				b.c.Editor(e.Attr("displayName"), part+" tc:person")
				b.c.Field("person", person(e.Attr("displayName"), e.Attr("userId"), e.Attr("providerId")), part)
			}
		})
	}
	for _, part := range b.threads {
		b.threaded(part, persons)
	}
	for _, rel := range b.relations(main) {
		if rel.external {
			continue
		}
		switch rel.kind {
		case "connections":
			b.connections(rel.target)
		case "pivotCacheDefinition":
			b.pivot(rel.target)
		case "revisionHeaders", "usernames":
			b.revisions(rel.target)
		}
	}
}

// connections names the sources of data (ECMA-376-1 §18.13).
func (b *book) connections(part string) {
	b.walk(part, func(e *parcel.Event) {
		if e.Kind != parcel.Start {
			return
		}
		for _, a := range []string{"sourceFile", "odcFile", "connection", "command", "url"} {
			b.c.Field("connection "+a, e.Attr(a), part+" "+e.Name)
		}
	})
}

// pivot reads who filled a pivot table's cache and when (ECMA-376-1 §18.10.1.67).
func (b *book) pivot(part string) {
	b.walk(part, func(e *parcel.Event) {
		if e.Kind != parcel.Start || e.Name != "s:pivotCacheDefinition" {
			return
		}
		where := part + " refreshedBy"
		b.c.Editor(e.Attr("refreshedBy"), where)
		at := e.Attr("refreshedDateIso")
		if at == "" {
			at = b.serial(e.Attr("refreshedDate"), true)
		}
		b.c.Time(document.Edited, at, part+" refreshedDate")
	})
}

// revisions reads who saved a shared workbook and when (ECMA-376-1 §18.11).
func (b *book) revisions(part string) {
	b.walk(part, func(e *parcel.Event) {
		switch {
		case e.Kind != parcel.Start:
		case e.Name == "s:header":
			b.change(e.Attr("userName"), e.Attr("dateTime"), "", part+" s:header")
		case e.Name == "s:userInfo":
			b.change(e.Attr("name"), e.Attr("dateTime"), "", part+" s:userInfo")
		}
	})
}
