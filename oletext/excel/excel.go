// Package excel reads the workbooks of Excel 5 to 2003 ([MS-XLS] and its
// predecessor): the cells of all sheets as text, with the names of sheets,
// comments, headers, links to other files, and the names of people and
// printers that the file remembers.
//
// Numbers are rounded as their format asks, dates are written as ISO 8601;
// separators of thousands and currencies are left out. Formulas are neither
// calculated nor shown: their cells have the values that were last saved. Rows
// and sheets that are hidden are part of the text; findings tell that they are
// hidden.
package excel

import (
	"fmt"
	"strings"

	"assay/document"
	"assay/finding"
	"assay/ole"
	"assay/ole/locale"
)

const maxSheets = 10_000 // what Excel can hold is bounded by memory alone

// workbook is what is gathered while its records are read.
type workbook struct {
	d        *document.Document
	biff8    bool
	page     int
	mac      bool // dates count from 1904
	sheets   []*sheet
	byOffset map[int]*sheet
	strings  []string
	formats  []int // of each extended format
	looks    map[int]look
	depth    int // of BOF records
	current  *sheet
	locked   bool
	listed   map[string]bool
	tooMany  bool  // there are more than maxSheets
	nobody   sheet // takes what stands in no sheet
}

// Read reads the workbook in storage ("" for the root, else a path that ends
// in "/") into d.
func Read(f *ole.File, storage string, d *document.Document) {
	var stream []byte
	for _, name := range []string{"Workbook", "WORKBOOK", "Book", "BOOK"} {
		if stream = f.Stream(storage + name); stream != nil {
			break
		}
	}
	w := &workbook{d: d, page: locale.Western, byOffset: map[int]*sheet{}, looks: map[int]look{}, listed: map[string]bool{}}
	if err := w.read(stream); err != nil {
		d.Unread("ole/excel-damaged", "Workbook", finding.Sentence(err.Error()))
	}
	if w.tooMany {
		d.Unread("ole/excel-damaged", "Workbook", fmt.Sprintf("It states more than %d sheets; the names of the others were not read, and their cells stand together at the end.", maxSheets))
	}
	w.write()
	if f.Stream(storage+"Workbook") != nil && f.Stream(storage+"Book") != nil {
		d.Note("ole/two-workbooks", "Book", "It holds the same workbook twice, for Excel 5 and for later versions, and which one is seen depends on the programme; the later one was read.")
	}
	w.readPivots(f)
	w.readSharing(f)
}

// read goes through all records.
func (w *workbook) read(b []byte) error {
	if ole.U16(b, 0) != rBOF {
		return fmt.Errorf("the workbook begins with record %#x, which Excel 5 to 2003 do not write", ole.U16(b, 0))
	}
	for at := 0; ; {
		r, after, ok := next(b, at)
		if !ok || after == at {
			break
		}
		if r.kind == 0 && len(r.parts[0]) == 0 { // padding
			at = after
			continue
		}
		if r.kind == rFilePass {
			plain, err := unlock(b, r)
			if err != nil {
				w.locked = true
				w.d.Unread("ole/encrypted", "Workbook", fmt.Sprintf("Its cells are encrypted and were not read: %v. Names and dates outside of them stay legible.", err))
				return nil
			}
			w.field("encryption", "under the password that Excel tries by itself", "FILEPASS")
			b = plain
		}
		w.record(r)
		at = after
	}
	if w.depth > 0 {
		return fmt.Errorf("%d of its parts have no end: the stream is cut off, or its records are out of step", w.depth)
	}
	return nil
}

// record takes one record.
func (w *workbook) record(r record) {
	b := r.body()
	switch r.kind {
	case rBOF:
		w.begin(r)
	case rEOF:
		w.depth = max(0, w.depth-1)
	case rCodePage:
		w.page = codePage(int(ole.U16(b, 0)))
		if _, known := locale.Text(w.page, []byte{0xC4}); !known {
			w.d.Unread("ole/excel-damaged", "CODEPAGE", fmt.Sprintf("Code page %d is not known; text that is not ASCII is read as 1252.", w.page))
		}
	case rSheet:
		w.sheet(b)
	case rSST:
		list, whole := shared(r.parts)
		if w.strings = list; !whole {
			w.d.Unread("ole/excel-damaged", "SST", fmt.Sprintf("Only %d of its shared strings are there, of %d.", len(list), ole.U32(b, 4)))
		}
	case rXF:
		w.formats = append(w.formats, int(ole.U16(b, 2)))
	case rFormat:
		size := 1
		if w.biff8 {
			size = 2
		}
		if len(b) > 2 {
			w.looks[int(ole.U16(b, 0))] = parseLook(w.text(b[2:], size))
		}
	case rDateMode:
		w.mac = ole.U16(b, 0) == 1
	default:
		if !w.cell(r) {
			w.trace(r)
		}
	}
}

// begin opens the workbook, a sheet, or a chart in one. [MS-XLS] §2.4.21
func (w *workbook) begin(r record) {
	b := r.body()
	if w.depth == 0 {
		w.current = w.byOffset[r.offset]
	}
	if w.depth++; r.offset == 0 {
		version := ole.U16(b, 0)
		w.biff8 = version == 0x600
		w.d.Version = map[uint16]string{0x500: "Excel 5 or 95 (BIFF5)", 0x600: "Excel 97 to 2003 (BIFF8)"}[version]
		w.field("build", fmt.Sprintf("%d, of %d", ole.U16(b, 4), ole.U16(b, 6)), "BOF")
	}
}

// codePage turns Excel's numbers into those of Windows. [MS-XLS] §2.4.52
func codePage(n int) int {
	switch n {
	case 0x8000:
		return 10000
	case 0x8001, 0:
		return locale.Western
	}
	return n
}

// sheet notes a sheet and where it begins. [MS-XLS] §2.4.28
func (w *workbook) sheet(b []byte) {
	if len(b) < 7 {
		return
	}
	if len(w.sheets) == maxSheets {
		w.tooMany = true
		return
	}
	s := &sheet{name: w.text(b[6:], 1), state: b[4] & 3, kind: b[5]}
	w.sheets = append(w.sheets, s)
	w.byOffset[int(ole.U32(b, 0))] = s
}

// field adds a field once.
func (w *workbook) field(name, value, where string) {
	value = strings.TrimSpace(strings.ReplaceAll(value, "\x00", ""))
	key := name + "\x00" + value
	if value == "" || w.listed[key] {
		return
	}
	w.listed[key] = true
	w.d.Fields = append(w.d.Fields, document.Field{Name: name, Value: value, Where: where})
}
