package odf

import (
	"assay/document"
	"assay/office/parcel"
)

// change is who changed something and when, as it is being read.
type change struct{ author, at, initials string }

// old reads the attributes that OpenOffice.org 1 had for both.
func (c *change) old(e *parcel.Event) {
	if a := e.Attr("office:chg-author"); a != "" {
		c.author, c.at = a, e.Attr("office:chg-date-time")
	}
	if a := e.Attr("office:author"); a != "" {
		c.author, c.at = a, e.Attr("office:create-date")
	}
}

// changed adds a tracked change or an annotation (ODF 1.3-3 §5.5, §14.1).
func (w *walker) changed(e *parcel.Event) {
	if w.change == nil {
		return
	}
	where := w.part + " " + e.Name
	w.c.Editor(w.change.author, where)
	if w.change.author != "" {
		where += " of " + document.Clip(w.change.author)
	}
	w.c.Time(document.Edited, w.change.at, where)
	w.c.Field("comment initials", w.change.initials, where)
	if e.Name == "office:annotation" {
		w.change = nil
	}
}

// region takes the marks of tracked changes. Text that was deleted stands in
// the list of changes, or, in flat files of LibreOffice, where it stood.
func (w *walker) region(e *parcel.Event) {
	switch e.Name {
	case "text:changed-region":
		w.change = &change{}
		w.regionID = e.Attr("text:id")
		if w.regionID == "" {
			w.regionID = e.Attr("xml:id")
		}
	case "text:deletion", "table:deletion":
		w.deleted++
		if len(w.deletions) < document.MaxFields*10 {
			w.deletions[w.regionID] = true
		}
	case "text:change-start":
		if w.deletions[e.Attr("text:change-id")] {
			w.deleted++
		}
	case "text:change-end":
		if w.deletions[e.Attr("text:change-id")] {
			w.deleted = max(0, w.deleted-1)
		}
	}
}
