package oletext

import (
	_ "embed"
	"strings"
	"sync"

	"assay/document"
	"assay/ole"
)

// sort is what a compound file is.
type sort struct {
	kind                 document.Kind
	format, mime, reader string
}

// sorts lists what tells formats apart: the class of the root storage, or a
// stream that all files of a format have.
//
//go:embed sorts.tsv
var sorts string

type mark struct {
	clsid, entry string
	sort
}

var marks = sync.OnceValue(func() (list []mark) {
	for line := range strings.Lines(sorts) {
		cell := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(cell) != 6 || cell[0] == "by" {
			continue
		}
		m := mark{sort: sort{document.Kind(cell[2]), cell[3], cell[4], cell[5]}}
		if cell[0] == "class" {
			m.clsid = cell[1]
		} else {
			m.entry = strings.ReplaceAll(cell[1], `\5`, "\x05")
		}
		list = append(list, m)
	}
	return list
})

// sortOf tells the format by the streams in the root, which decide how it can
// be read, then by the root's class.
func sortOf(f *ole.File) sort {
	for _, m := range marks() {
		if m.entry != "" && f.Find(m.entry) != nil {
			return m.sort
		}
		if m.clsid != "" && m.clsid == f.Root.CLSID {
			return m.sort
		}
	}
	return sort{document.Other, "ole", "application/x-ole-storage", ""}
}
