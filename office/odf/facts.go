package odf

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"assay/document"
	"assay/office/claims"
	"assay/office/parcel"
)

// said takes the value of one element: of the metadata, of a change, of the
// settings.
func (w *walker) said(e *parcel.Event, text string) {
	where := w.part + " " + e.Name
	switch {
	case e.Name == "config:config-item":
		w.setting(text)
	case e.Parent == "office:change-info" || e.Parent == "office:annotation":
		if w.change == nil {
			return
		}
		switch e.Name {
		case "dc:creator":
			w.change.author = text
		case "dc:date":
			w.change.at = text
		case "meta:creator-initials", "loext:sender-initials":
			w.change.initials = text
		}
	default:
		w.metadata(e.Name, text, where)
	}
}

// slots are where elements of office:meta go that have a place of their own.
var slots = map[string]string{
	"dc:title": "title", "meta:initial-creator": "author", "dc:creator": "editor", "dc:language": "language",
	"meta:creation-date": document.Created, "dc:date": document.Modified, "meta:print-date": document.Printed,
}

// metadata takes one value of office:meta (ODF 1.3-3 §4.3).
func (w *walker) metadata(name, text, where string) {
	if w.c.Place(slots[name], text, where) {
		return
	}
	switch name {
	case "meta:generator":
		program, version := claims.Programme(text)
		w.c.Software(document.Software{Name: program, Version: version, Role: "producer", Where: where})
		w.c.Field("generator", text, where)
	case "meta:user-defined":
		w.c.Field(w.config, text, where)
	default:
		_, local, _ := strings.Cut(name, ":")
		w.c.Field(local, text, where)
	}
}

// facts reads what elements tell by their attributes.
func (w *walker) facts(e *parcel.Event) {
	where := w.part + " " + e.Name
	switch e.Name {
	case "office:document", "office:document-content", "office:document-meta":
		if w.c.D.Version == "" {
			w.c.D.Version = document.Clip(e.Attr("office:version"))
		}
	case "meta:user-defined":
		w.config = e.Attr("meta:name")
	case "meta:template":
		w.c.Field("template", e.Attr("xlink:href"), where)
		w.c.Field("template title", e.Attr("xlink:title"), where)
		w.c.Field("template date", e.Attr("meta:date"), where)
	case "meta:auto-reload", "meta:hyperlink-behaviour":
		w.c.Field(strings.TrimPrefix(e.Name, "meta:"), e.Attr("xlink:href"), where)
	case "meta:document-statistic":
		w.statistic(e, where)
	case "config:config-item":
		w.config = e.Attr("config:name")
	case "style:font-face", "style:font-decl":
		w.fonts.Add(e.Attr("style:name"))
	case "style:text-properties", "style:properties":
		w.rsid(e)
	case "table:table":
		if w.c.D.Kind == document.Spreadsheet && e.Parent == "office:spreadsheet" || e.Parent == "office:body" {
			w.c.D.Pages++
			w.c.Field("sheet", e.Attr("table:name"), where)
			w.text.Add(e.Attr("table:name"))
			w.text.End()
		}
	case "draw:page":
		w.c.D.Pages++
	case "table:named-range":
		w.c.Field("defined name", e.Attr("table:name")+" = "+e.Attr("table:cell-range-address"), where)
	case "script:event-listener", "script:event":
		w.c.Field("event", e.Attr("script:event-name")+" "+e.Attr("xlink:href")+e.Attr("script:macro-name"), where)
	}
	w.link(e, where)
}

// statistic lists the counts of a document.
func (w *walker) statistic(e *parcel.Event, where string) {
	e.Attrs(func(name, value string) {
		w.c.Field(strings.TrimPrefix(name, "meta:"), value, where)
		if name == "meta:page-count" && w.c.D.Kind == document.Text && len(value) < 7 {
			_, err := fmt.Sscan(value, &w.c.D.Pages)
			if err != nil || w.c.D.Pages < 0 {
				w.c.D.Pages = 0
			}
		}
	})
}

// rsid lists the revision marks that LibreOffice writes into styles.
func (w *walker) rsid(e *parcel.Event) {
	for _, name := range []string{"officeooo:rsid", "officeooo:paragraph-rsid"} {
		w.rsids.Add(e.Attr(name))
	}
	if w.c.D.Kind == document.Text && e.Attr("fo:language") != "" && e.Attr("fo:language") != "none" && e.Attr("fo:language") != "zxx" {
		tag := e.Attr("fo:language")
		if c := e.Attr("fo:country"); c != "" && c != "none" {
			tag += "-" + c
		}
		w.c.Language(tag, w.part+" fo:language")
	}
}

// telling are settings that say where a document was made.
var telling = map[string]string{"PrinterName": "printer", "CurrentDatabaseDataSource": "database", "RsidRoot": "rsidRoot", "Rsid": "rsid", "RedlineProtectionKey": "change protection key", "LoadReadonly": "LoadReadonly"}

func (w *walker) setting(text string) {
	if n, err := strconv.ParseUint(text, 10, 32); err == nil && strings.HasPrefix(w.config, "Rsid") {
		text = fmt.Sprintf("%08x", n) // as styles have it
	}
	if name := telling[w.config]; name != "" && text != "" && text != "false" {
		w.c.Field(name, text, w.part+" config:config-item "+w.config)
	}
}

// link names what the document points at outside itself.
func (w *walker) link(e *parcel.Event, where string) {
	href := e.Attr("xlink:href")
	if href == "" || strings.HasPrefix(href, "#") || !strings.Contains(href, ":") && !strings.HasPrefix(href, "//") && !strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "..") {
		return
	}
	w.c.Field("external "+e.Name, href, w.part)
	loads := e.Name == "draw:image" || e.Name == "draw:object" || e.Name == "draw:object-ole" || e.Name == "text:section-source" || e.Name == "table:cell-range-source" || e.Name == "table:table-source" || e.Name == "draw:floating-frame" || e.Name == "draw:plugin"
	if lower := strings.ToLower(href); loads && (strings.HasPrefix(lower, "http") || strings.HasPrefix(lower, "ftp") || strings.HasPrefix(lower, "//") || strings.HasPrefix(lower, "smb:") || strings.HasPrefix(lower, "file://") && !strings.HasPrefix(lower, "file:///")) {
		w.c.D.Note("office/remote-target", where, fmt.Sprintf("Opening the document may load %q from another machine, which tells that machine who opens it and can change what a reader sees. Pictures of a company's server look the same. Nothing was fetched.", document.Clip(href)))
	}
}

// binaryData takes out a file of a flat document.
func (w *walker) binaryData() {
	if w.binary == nil {
		return
	}
	text := strings.Join(strings.Fields(w.binary.String()), "")
	w.binary = nil
	data, err := base64.StdEncoding.DecodeString(text)
	name := fmt.Sprintf("binary-data-%d", len(w.c.D.Embedded)+1)
	if err != nil {
		w.c.D.Unread("office/part-damaged", name, "An embedded file is not whole base64: "+err.Error()+".")
	}
	if len(data) > 0 {
		w.c.D.Embedded = append(w.c.D.Embedded, document.Embedded{Name: name, Where: w.part + " office:binary-data", Data: data})
	}
}
