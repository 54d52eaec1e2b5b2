package ooxml

import (
	"fmt"
	"slices"
	"strings"

	"assay/document"
	"assay/office/parcel"
)

// wordKinds are the parts of a Word document that hold text, in the order in
// which their text is given after the body.
var wordKinds = []string{"header", "footer", "footnotes", "endnotes", "comments"}

// word reads a Word document.
func (r *reader) word(main string) {
	w := &words{reader: r}
	w.story(main)
	for _, kind := range wordKinds {
		for _, part := range r.related(main, kind) {
			w.story(part)
		}
	}
	for _, kind := range []string{"diagramData", "chart", "chartEx"} {
		for _, part := range r.related(main, kind) {
			r.drawingText(part)
		}
	}
	w.tell(main)
	for _, part := range r.related(main, "settings") {
		w.settings(part)
	}
	r.people(main)
	for _, part := range r.related(main, "commentsExtensible") {
		r.commentTimes(part)
	}
	for _, part := range r.related(main, "fontTable") {
		r.fontTable(part)
	}
	for _, part := range r.related(main, "styles") {
		r.styleLanguages(part)
	}
	r.c.List("font", &r.fonts, "; ", main)
}

// tell says what the stories held beside their text.
func (w *words) tell(main string) {
	w.c.Removed("deleted text", &w.deleted, main)
	w.c.Removed("hidden text", &w.hidden, main)
	if w.hidden.Runs > 0 {
		w.c.D.Note("office/hidden-text", main, fmt.Sprintf("%d runs of text are marked hidden: readers do not see them, they are not in the text. Indexes, tables of contents and templates use such marks as well.", w.hidden.Runs))
	}
	w.c.List("field code", &w.codes, "; ", main)
	slices.Sort(w.rsids.Values)
	w.c.List("rsids in the text", &w.rsids, " ", main)
	w.marked.tell(w.c, main)
}

// settings reads the document's settings (ECMA-376-1 §17.15).
func (w *words) settings(part string) {
	var rsids []string
	w.walk(part, func(e *parcel.Event) {
		if e.Kind != parcel.Start {
			return
		}
		where := part + " " + e.Name
		switch e.Name {
		case "w:rsidRoot":
			w.c.Field("rsidRoot", e.Attr("w:val"), where)
		case "w:rsid":
			rsids = append(rsids, e.Attr("w:val"))
		case "w:attachedTemplate":
			rel, _ := w.byID(part, e.Attr("r:id"))
			w.c.Field("attached template", rel.target, where)
		case "w:documentProtection", "w:writeProtection":
			w.c.Field(local(e.Name), protection(e), where)
		case "w:trackRevisions", "w:removePersonalInformation", "w:removeDateAndTime":
			w.c.Field(local(e.Name), onOff(e), where)
		case "w14:docId", "w15:docId":
			w.c.Field("docId", e.Attr(e.Name[:3]+":val"), where)
		case "w:themeFontLang":
			w.c.Language(e.Attr("w:val"), where)
		case "w:compatSetting":
			if e.Attr("w:name") == "compatibilityMode" {
				w.c.Field("compatibilityMode", e.Attr("w:val"), where)
			}
		case "w:docVar":
			w.c.Field("docVar "+e.Attr("w:name"), e.Attr("w:val"), where)
		}
	})
	w.c.Values("rsids", rsids, " ", part+" w:rsids")
	w.unlisted(rsids, part)
}

// unlisted names revision marks of the text that the settings do not list:
// text that came from elsewhere brings its own, and is listed when it is saved.
func (w *words) unlisted(rsids []string, part string) {
	if len(rsids) == 0 {
		return
	}
	listed := map[string]bool{}
	for _, v := range rsids {
		listed[strings.ToUpper(v)] = true
	}
	var strange []string
	for _, v := range w.rsids.Values {
		if !listed[v] && strings.Trim(v, "0") != "" {
			strange = append(strange, v)
		}
	}
	w.c.Values("rsids in the text that are not listed", strange, " ", part)
}

// protection tells the attributes of a protection but its hash.
func protection(e *parcel.Event) string {
	var values []string
	e.Attrs(func(name, value string) {
		switch name {
		case "w:edit", "w:enforcement", "w:formatting", "w:recommended":
			values = append(values, local(name)+"="+value)
		}
	})
	if len(values) == 0 {
		return "present"
	}
	return strings.Join(values, " ")
}

// onOff is the value of a switch (ECMA-376-1 §17.17.4).
func onOff(e *parcel.Event) string {
	switch e.Attr("w:val") {
	case "0", "false", "off":
		return "off"
	}
	return "on"
}

// fontTable lists the fonts that the document names (ECMA-376-1 §17.8.3).
func (r *reader) fontTable(part string) {
	r.walk(part, func(e *parcel.Event) {
		if e.Kind != parcel.Start {
			return
		}
		switch e.Name {
		case "w:font":
			r.fonts.Add(e.Attr("w:name"))
		case "w:embedRegular", "w:embedBold", "w:embedItalic", "w:embedBoldItalic":
			r.c.Field("embedded font", r.fonts.Values[max(0, len(r.fonts.Values)-1)], part)
		}
	})
}

// styleLanguages reads the languages of the default style.
func (r *reader) styleLanguages(part string) {
	r.walk(part, func(e *parcel.Event) {
		if e.Kind == parcel.Start && e.Name == "w:lang" {
			r.c.Language(e.Attr("w:val"), part+" w:lang")
			r.c.Language(e.Attr("w:eastAsia"), part+" w:lang w:eastAsia")
		}
	})
}

// commentTimes reads when comments were made, in UTC ([MS-DOCX] §2.8.2.1).
func (r *reader) commentTimes(part string) {
	r.walk(part, func(e *parcel.Event) {
		if e.Kind == parcel.Start && e.Name == "w16cex:commentExtensible" {
			r.c.Time(document.Edited, e.Attr("w16cex:dateUtc"), part+" w16cex:dateUtc")
		}
	})
}

// change adds who changed something and when, as a mark of the text says.
func (r *reader) change(author, at, utc, where string) {
	r.c.Editor(author, where)
	if author = document.Clip(author); author != "" {
		where += " of " + author
	}
	r.c.Time(document.Edited, at, where)
	r.c.Time(document.Edited, utc, where+", in UTC")
}
