package excel

import (
	"assay/document"
	"assay/ole"
)

func Read(f *ole.File, storage string, d *document.Document) {}
