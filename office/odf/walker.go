package odf

import (
	"strconv"
	"strings"

	"assay/office/parcel"
)

// walker is the state of one walk through a part. The same walk serves all
// parts and flat documents: elements say where they belong.
type walker struct {
	*reader
	part       string
	value      []*strings.Builder // text of open elements that hold one value
	change     *change
	deleted    int // open elements of deleted text
	quiet      int // open elements whose text is none of the document's
	paragraphs int // open ones: other text is not shown (ODF 1.3-3 §5.1, §6)
	side       []bool
	inCell     bool
	config     string
	binary     *strings.Builder
	regionID   string
	deletions  map[string]bool // regions of tracked changes, by their identifier
	master     bool            // inside a master page
	frames     []bool          // open frames: whether they hold an example only
}

func newWalker(r *reader, part string) *walker {
	return &walker{reader: r, part: part, deletions: map[string]bool{}}
}

// isValue knows elements whose text is one value.
func isValue(e *parcel.Event) bool {
	switch {
	case e.Parent == "office:meta", e.Parent == "meta:keywords":
		return e.Name != "meta:document-statistic"
	case e.Parent == "office:change-info", e.Parent == "office:annotation":
		return strings.HasPrefix(e.Name, "dc:") || e.Name == "meta:creator-initials" || e.Name == "loext:sender-initials" || e.Name == "meta:date-string"
	case e.Name == "config:config-item":
		return true
	}
	return false
}

func (w *walker) step(e *parcel.Event) {
	switch e.Kind {
	case parcel.Start:
		if isValue(e) {
			w.value = append(w.value, &strings.Builder{})
		}
		w.start(e)
	case parcel.Text:
		w.write(e)
	case parcel.End:
		if isValue(e) && len(w.value) > 0 {
			text := strings.TrimSpace(w.value[len(w.value)-1].String())
			w.value = w.value[:len(w.value)-1]
			w.said(e, text)
			return
		}
		w.close(e)
	}
}

// silent are elements in paragraphs whose text is not shown there.
var silent = map[string]bool{
	"text:note-citation": true, "text:footnote-citation": true, "text:endnote-citation": true, "text:ruby-text": true,
	"text:hidden-text": true, "svg:title": true, "svg:desc": true, "math:annotation": true, "office:event-listeners": true,
}

// maxBlanks bounds the blanks that one element stands for.
const maxBlanks = 1000

// start handles the beginning of elements of text.
func (w *walker) start(e *parcel.Event) {
	w.facts(e)
	w.region(e)
	if silent[e.Name] || w.example(e) {
		w.quiet++
	}
	switch e.Name {
	case "text:p", "text:h", "presentation:footer-decl", "presentation:header-decl", "presentation:date-time-decl":
		w.paragraphs++
	case "text:s":
		n, err := strconv.Atoi(e.Attr("text:c"))
		if err != nil || n < 1 {
			n = 1
		}
		w.spaces(min(n, maxBlanks))
	case "text:tab", "text:tab-stop":
		w.raw("\t")
	case "text:line-break":
		w.raw("\n")
	case "office:change-info", "office:annotation":
		if w.change == nil || e.Name == "office:annotation" {
			w.change = &change{}
		}
		w.change.old(e)
		if e.Name == "office:annotation" {
			w.side = append(w.side, w.text.Open())
		}
	case "text:note", "text:footnote", "text:endnote", "draw:text-box":
		w.side = append(w.side, w.text.Open())
	case "text:hidden-text":
		w.hidden.Add(e.Attr("text:string-value"))
	case "table:table-cell", "table:covered-table-cell":
		w.inCell = true
	case "office:binary-data":
		w.binary = &strings.Builder{}
	}
}

func (w *walker) raw(text string) {
	if w.quiet == 0 && w.deleted == 0 && len(w.value) == 0 {
		w.text.Add(text)
	}
}

func (w *walker) spaces(n int) { w.raw(strings.Repeat(" ", n)) }

// close handles the end of elements of text.
func (w *walker) close(e *parcel.Event) {
	if silent[e.Name] || e.Name == "draw:frame" && w.frame() {
		w.quiet = max(0, w.quiet-1)
	}
	switch e.Name {
	case "text:p", "text:h":
		w.paragraphs = max(0, w.paragraphs-1)
		w.paragraph(e)
	case "table:table-cell", "table:covered-table-cell":
		w.inCell = false
		w.raw("\t")
	case "table:table-row", "table:table-header-rows":
		w.text.End()
	case "text:deletion", "table:deletion":
		w.deleted = max(0, w.deleted-1)
	case "text:changed-region":
		w.change, w.regionID = nil, ""
	case "style:master-page":
		w.master = false
	case "presentation:footer-decl", "presentation:header-decl", "presentation:date-time-decl":
		w.paragraphs = max(0, w.paragraphs-1)
		w.text.End()
	case "office:change-info", "office:annotation":
		w.changed(e)
		if e.Name == "office:annotation" {
			w.closeSide()
		}
	case "text:note", "text:footnote", "text:endnote", "draw:text-box":
		w.closeSide()
	case "office:binary-data":
		w.binaryData()
	}
}

func (w *walker) closeSide() {
	if n := len(w.side) - 1; n >= 0 {
		if w.side[n] {
			w.text.Close()
		}
		w.side = w.side[:n]
	}
}

// end closes what a part that was cut off left open.
func (w *walker) end() {
	for len(w.side) > 0 {
		w.closeSide()
	}
	w.text.End()
}
