package c2pa

import "assay/document"

// find says where the manifest store of a file stands; ok is false where there
// is none. Of several it is the last, which is what a PDF's last revision has.
func find(content []byte) (s manifestStore, ok bool) {
	a := locate(content)
	if len(a.stores) == 0 {
		return s, false
	}
	return a.stores[len(a.stores)-1], true
}

// addStore is Add for a store that is at hand.
func addStore(d *document.Document, content []byte, s manifestStore) {
	add(d, &asset{content: content}, s)
}
