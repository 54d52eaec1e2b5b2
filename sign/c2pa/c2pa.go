// Package c2pa verifies the manifests of the Coalition for Content Provenance
// and Authenticity (C2PA 1.0 to 2.2): what a maker or editor of a file states of
// it under a signature, and whether the file is still the one that was signed.
//
// Manifest stores are found in JPEG, PNG, WebP, WAV, TIFF, SVG, PDF and BMFF
// (MP4, HEIF, AVIF); they are tied to the file by c2pa.hash.data, in JPEG and
// PNG by c2pa.hash.boxes too, and in BMFF by c2pa.hash.bmff without hash trees.
// The bindings of streams, collections and parts of files, compressed manifests, manifests that stand elsewhere on the network and
// the identity assertions of CAWG are not read, and said to be so.
//
// A manifest that holds shows that the holder of a certificate signed these
// statements about these bytes. It does not show that they are true: a camera
// photographs a screen too. Whether the certificate is to be believed is asked
// later. A file without a manifest says nothing: most tools write none, and most
// services strip them.
package c2pa

import (
	"bytes"
	"fmt"

	"assay/document"
)

// Add reads the manifest store of the file that d was read from, and adds to d
// what it states, its signature, and findings. It reports whether there is one;
// a file without is left as it is.
func Add(d *document.Document, content []byte) bool {
	a := locate(content)
	if a.trouble != "" {
		d.Unread("c2pa/malformed", "the manifest store", sentence(fmt.Sprintf("a C2PA manifest store is in the file and cannot be put together: %s", a.trouble)))
	}
	if a.unsearched {
		d.Unread("c2pa/unsearched", "the file", fmt.Sprintf("The file has more than %d parts; whether a C2PA manifest store stands behind them is not known.", maxPieces))
	}
	if len(a.stores) == 0 {
		noteRemote(d, content)
		return a.trouble != ""
	}
	if len(a.stores) > 1 && a.single {
		d.Note("c2pa/several-stores", a.stores[len(a.stores)-1].Where, fmt.Sprintf("The file carries %d C2PA manifest stores, where one is allowed; the last is read. A tool that does not know of the first may have added another.", len(a.stores)))
	}
	add(d, a, a.stores[len(a.stores)-1])
	return true
}

func add(d *document.Document, a *asset, s manifestStore) {
	l, err := open(s.JUMBF)
	if err != nil {
		d.Unread("c2pa/malformed", s.Where, sentence(fmt.Sprintf("the C2PA manifest store cannot be read: %v", err)))
		d.Signed = append(d.Signed, permError(s.Where, err.Error()))
		return
	}
	if l.rest > 0 {
		d.Note("c2pa/after-the-store", s.Where, fmt.Sprintf("%d bytes that are not zero follow the manifest store in what carries it. No signature covers them; some writers leave room there.", l.rest))
	}
	r := &report{d: d, l: l, number: map[*manifest]int{}, taken: map[string]bool{}}
	for i, m := range l.manifests {
		r.number[m] = i + 1
	}
	active := l.manifests[len(l.manifests)-1]
	r.lineage = l.lineage(active)
	r.active(active, a, s)
	r.describe(active)
	for _, m := range l.manifests[:len(l.manifests)-1] {
		r.ingredient(m)
	}
	if r.dropped > 0 {
		d.Note("c2pa/dropped", s.Where, fmt.Sprintf("%d entries of its manifests are over the %d that are kept of each sort.", r.dropped, document.MaxFields))
	}
	if r.deep > 0 {
		d.Note("c2pa/deep", s.Where, fmt.Sprintf("%d values in its assertions lie deeper than the %d levels that are laid out.", r.deep, maxFlat))
	}
}

// provenance is the XMP property that names a manifest elsewhere. C2PA 2.1 §11.5
var provenance = []byte("dcterms:provenance")

// maxURL is how much of a remote manifest's address is looked at.
const maxURL = 2000

// noteRemote says where a manifest is said to stand on the network; nothing is
// fetched.
func noteRemote(d *document.Document, content []byte) {
	i := bytes.Index(content, provenance)
	if i < 0 {
		return
	}
	rest := content[i+len(provenance):]
	rest = bytes.TrimLeft(rest[:min(len(rest), maxURL)], "= \t\r\n>\"'")
	end := bytes.IndexAny(rest, "\"'<> ")
	if end <= 0 {
		return
	}
	const where = "XMP dcterms:provenance"
	if bytes.HasPrefix(rest, []byte("self#jumbf=")) {
		d.Fields = append(d.Fields, document.Field{Name: "C2PA manifest gone", Value: string(rest[:end]), Where: where})
		d.Note("c2pa/gone", where, "The file says that it carries a C2PA manifest, and has none. Most services and messengers take manifests out, and leave this line or not.")
		return
	}
	d.Fields = append(d.Fields, document.Field{Name: "C2PA manifest elsewhere", Value: string(rest[:end]), Where: where})
	d.Unread("c2pa/remote", where, "The file says that its C2PA manifest stands elsewhere; nothing is fetched, so nothing of it is verified.")
}
