package excel

import (
	"fmt"
	"strings"

	"assay/document"
	"assay/ole"
)

const maxPivotValues = 500

// readPivots tells what the caches of pivot tables hold: copies of data that
// may stand in no sheet, and may be older than the sheets.
func (w *workbook) readPivots(f *ole.File) {
	count := 0
	for _, e := range f.Entries {
		if !strings.HasPrefix(e.Path, "_SX_DB_CUR/") || e.Type != ole.Stream || w.locked {
			continue
		}
		b := f.Data(e)
		for at := 0; ; {
			r, after, ok := next(b, at)
			if !ok || after == at {
				break
			}
			if r.kind == rPivotString {
				if count++; count <= maxPivotValues {
					w.field("value in a pivot table's cache", w.text(r.body(), 2), e.Path)
				}
			}
			at = after
		}
	}
	if count > 0 {
		w.d.Note("ole/pivot-cache", "_SX_DB_CUR", fmt.Sprintf("Pivot tables keep a copy of their data, %d texts in all, which may stand in no sheet, or not any more; the first %d are listed.", count, min(count, maxPivotValues)))
	}
}

// rExclusive names who kept a shared workbook to himself, and when.
const rExclusive = 0x194

// readSharing tells of the log of changes of a shared workbook: its size, and
// who last kept the workbook to himself. The changes in it are not read.
func (w *workbook) readSharing(f *ole.File) {
	b := f.Stream("Revision Log")
	if len(b) == 0 {
		return
	}
	w.d.Fields = append(w.d.Fields, document.Field{Name: "log of changes", Value: fmt.Sprintf("%d bytes", len(b)), Where: "Revision Log"})
	for at := 0; !w.locked; {
		r, after, ok := next(b, at)
		if !ok || after == at {
			break
		}
		if r.kind == rExclusive && len(r.body()) > 15 {
			w.exclusive(r.body())
		}
		at = after
	}
}

// exclusive reads date and name. [MS-XLS] §2.4.335
func (w *workbook) exclusive(b []byte) {
	name := strings.TrimRight(w.text(b[12:], 2), "\x00 ")
	if name == "" {
		return
	}
	w.d.Editors = append(w.d.Editors, document.Said{Value: name, Where: "Revision Log"})
	if b[6] >= 1 && b[6] <= 12 && b[7] >= 1 && b[7] <= 31 && b[8] < 24 && b[9] < 60 && b[10] < 60 {
		at := fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02d", ole.U16(b, 4), b[6], b[7], b[8], b[9], b[10])
		w.d.Times = append(w.d.Times, document.Time{What: document.Edited, At: at, Where: "Revision Log, kept to one user"})
	}
}
