package odf

import (
	"strings"

	"assay/document"
	"assay/office/parcel"
)

// write puts text where it belongs.
func (w *walker) write(e *parcel.Event) {
	switch {
	case len(w.value) > 0:
		if v := w.value[len(w.value)-1]; v.Len() < document.MaxText {
			v.WriteString(e.Text)
		}
	case w.binary != nil:
		w.binary.WriteString(e.Text)
	case w.quiet > 0:
	case e.Name == "text:page-number" && e.Text == "<number>": // not counted out
	default:
		if w.paragraphs > 0 {
			w.put(e.Text)
		}
	}
}

func (w *walker) put(text string) {
	switch {
	case w.quiet > 0:
	case w.deleted > 0:
		w.reader.deleted.Add(text)
	default:
		w.text.Add(collapse(text))
	}
}

// collapse turns runs of blanks and line ends into one blank (ODF 1.3-3 §6.1.2).
func collapse(text string) string {
	if !strings.ContainsAny(text, "\n\r\t") && !strings.Contains(text, "  ") {
		return text
	}
	var out strings.Builder
	blank := false
	for _, c := range text {
		if c == ' ' || c == '\n' || c == '\r' || c == '\t' {
			if !blank {
				out.WriteByte(' ')
			}
			blank = true
			continue
		}
		blank = false
		out.WriteRune(c)
	}
	return out.String()
}

// paragraph ends a line; in a cell a blank keeps the row on one line.
func (w *walker) paragraph(e *parcel.Event) {
	switch {
	case w.deleted > 0:
		w.reader.deleted.Add(" ")
	case w.inCell && e.Parent == "table:table-cell" && len(w.side) == 0:
		w.raw(" ")
	default:
		w.text.End()
	}
}

// example says whether a frame begins whose text on a master page is only an
// example, or stands for a value of each slide (ODF 1.3-3 §19.389).
func (w *walker) example(e *parcel.Event) bool {
	switch e.Name {
	case "style:master-page":
		w.master = true
	case "draw:frame":
		is := w.master && e.Attr("presentation:class") != ""
		w.frames = append(w.frames, is)
		return is
	}
	return false
}

// frame ends one, and says whether it held an example.
func (w *walker) frame() bool {
	n := len(w.frames) - 1
	if n < 0 {
		return false
	}
	is := w.frames[n]
	w.frames = w.frames[:n]
	return is
}
