package slides

import (
	"assay/document"
	"assay/ole"
)

func Read(f *ole.File, d *document.Document) {}
