package excel

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"assay/document"
	"assay/ole"
)

// sheet is one sheet while it is read.
type sheet struct {
	name        string
	state, kind byte // hidden 1, very hidden 2; kind 1 is a macro sheet
	cells       []cell
	boxes       []string            // text boxes and titles of charts
	notes       map[uint16][]string // text of objects that comments refer to
	object      uint16              // the last object
	rows, cols  int                 // hidden
	order       []uint16            // of notes
}

type cell struct {
	row, col uint16
	text     string
}

// here is the sheet that is being read.
func (w *workbook) here() *sheet {
	if w.current != nil {
		return w.current
	}
	return &w.nobody
}

// cell takes the records of cells; false for others. [MS-XLS] §2.4
func (w *workbook) cell(r record) bool {
	b := r.body()
	s := w.here()
	add := func(row, col uint16, text string) {
		if text != "" {
			s.cells = append(s.cells, cell{row, col, text})
		}
	}
	row, col, xf := ole.U16(b, 0), ole.U16(b, 2), int(ole.U16(b, 4))
	switch r.kind {
	case rLabelSST:
		if i := int64(ole.U32(b, 6)); i < int64(len(w.strings)) {
			add(row, col, w.strings[i])
		}
	case rLabel, rRString:
		if len(b) > 6 {
			add(row, col, w.text(b[6:], 2))
		}
	case rNumber:
		add(row, col, w.show(double(b, 6), xf))
	case rRK:
		add(row, col, w.show(rk(ole.U32(b, 6)), xf))
	case rMulRK:
		for i := 0; 4+6*i+6 <= len(b)-2; i++ {
			add(row, col+uint16(i), w.show(rk(ole.U32(b, 6+6*i)), int(ole.U16(b, 4+6*i))))
		}
	case rFormula:
		s.cells = append(s.cells, cell{row, col, w.result(b, xf)})
	case rString: // the result of the formula before it
		if n := len(s.cells); n > 0 {
			s.cells[n-1].text = w.text(b, 2)
		}
	case rBool:
		if len(b) >= 8 {
			add(row, col, truth(b[6], b[7] == 1))
		}
	default:
		return false
	}
	return true
}

// result is what a formula's cell shows. [MS-XLS] §2.5.133
func (w *workbook) result(b []byte, xf int) string {
	if len(b) < 14 || ole.U16(b, 12) != 0xFFFF {
		return w.show(double(b, 6), xf)
	}
	switch b[6] {
	case 1:
		return truth(b[8], false)
	case 2:
		return truth(b[8], true)
	}
	return "" // a string follows, or the cell is empty
}

func truth(v byte, failure bool) string {
	switch {
	case failure:
		return failures[v]
	case v == 1:
		return "TRUE"
	}
	return "FALSE"
}

// write puts the sheets one after the other, rows in order.
func (w *workbook) write() {
	var out strings.Builder
	out.WriteString(w.d.Text)
	hidden := 0
	for i, s := range append(slices.Clip(w.sheets), &w.nobody) {
		if i < len(w.sheets) {
			state := [4]string{"", " (hidden)", " (very hidden: no menu shows it)", " (hidden)"}[s.state]
			if state != "" {
				hidden++
			}
			if s.kind == 1 {
				state += " (macro sheet of Excel 4)"
			}
			w.d.Fields = append(w.d.Fields, document.Field{Name: "sheet", Value: s.name + state, Where: fmt.Sprintf("sheet %d", i+1)})
			out.WriteString(s.name + "\n")
		}
		s.write(&out)
		if s.rows+s.cols > 0 {
			w.field("hidden rows and columns", fmt.Sprintf("%d rows, %d ranges of columns", s.rows, s.cols), "sheet "+s.name)
		}
	}
	w.d.Text, w.d.Pages = out.String(), len(w.sheets)
	if hidden > 0 {
		w.d.Note("ole/hidden-sheets", "Workbook", fmt.Sprintf("%d of its %d sheets are hidden; their cells are part of the text here. Lists and calculations are often hidden so.", hidden, len(w.sheets)))
	}
}

// write stops where the text is longer than is kept.
func (s *sheet) write(out *strings.Builder) {
	slices.SortStableFunc(s.cells, func(a, b cell) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
	})
	for i, c := range s.cells {
		if out.Len() > document.MaxText {
			return
		}
		if i > 0 {
			if s.cells[i-1].row == c.row {
				out.WriteByte('\t')
			} else {
				out.WriteByte('\n')
			}
		}
		out.WriteString(c.text)
	}
	if len(s.cells) > 0 {
		out.WriteByte('\n')
	}
	for _, id := range s.order {
		s.boxes = append(s.boxes, s.notes[id]...)
	}
	for _, text := range s.boxes {
		if text = strings.TrimSpace(text); text != "" && out.Len() <= document.MaxText {
			out.WriteString(text + "\n")
		}
	}
}
