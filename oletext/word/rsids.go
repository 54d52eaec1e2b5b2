package word

import (
	"fmt"
	"strings"

	"assay/document"
	"assay/ole"
)

const (
	rsidHead  = 24 // bytes before the numbers: count, size of one, three words, an index
	rsidGroup = 100
)

// readRsids lists the numbers that Word gives to sessions of editing, in its
// order, which is by value and not by time. Documents that share some share
// sessions, and so an ancestor or a template. The table is named in [MS-DOC]
// §2.5.8, its layout measured on files: their lengths fit the counts.
func (w *fib) readRsids(d *document.Document) {
	b := w.part(rsids)
	if len(b) < rsidHead || int64(len(b)) < rsidHead+4*int64(ole.U32(b, 0)) || ole.U32(b, 4) != 4 {
		return
	}
	count := int(ole.U32(b, 0))
	for from := 0; from < count; from += rsidGroup {
		var list []string
		for i := from; i < min(count, from+rsidGroup); i++ {
			list = append(list, fmt.Sprintf("%08X", ole.U32(b, rsidHead+4*i)))
		}
		d.Fields = append(d.Fields, document.Field{Name: "rsids", Value: strings.Join(list, " "), Where: fmt.Sprintf("Plrsid, from number %d", from+1)})
	}
}
