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

// rUserName is a record of the people who share a workbook.
const rUserInfo = 0x193

// readSharing names the users of a shared workbook and its log of changes.
func (w *workbook) readSharing(f *ole.File) {
	b := f.Stream("User Names")
	for at := 0; !w.locked; {
		r, after, ok := next(b, at)
		if !ok || after == at {
			break
		}
		if r.kind == rUserInfo && len(r.body()) > 24 {
			w.sharer(r.body())
		}
		at = after
	}
	if n := len(f.Stream("Revision Log")); n > 0 {
		w.d.Fields = append(w.d.Fields, document.Field{Name: "log of changes", Value: fmt.Sprintf("%d bytes", n), Where: "Revision Log"})
	}
}

func (w *workbook) sharer(b []byte) {}
