package word

import "assay/document"

// readRsids is filled in once the format is measured.
func (w *fib) readRsids(d *document.Document) {}
