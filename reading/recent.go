package reading

import (
	"sync"

	"assay/document"
	"assay/item"
)

// Bounds of what is remembered: the picture below a signature stands in every
// mail of its sender.
const (
	maxRecent     = 4096
	maxRecentText = 4 << 10 // bytes of text of one document
	maxRecentSize = 1 << 20 // bytes of one document
)

// recent remembers what was read of small documents that hold no files.
type recent struct {
	mu   sync.Mutex
	docs map[item.Digest]*document.Document
	ring []item.Digest
	next int
}

// find is what was read of content before; nil where that is not remembered.
func (r *recent) find(content []byte) *document.Document {
	if len(content) > maxRecentSize {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.docs[item.Sum(content)]
}

// keep remembers d in the place of the oldest. Nobody may change d after that.
func (r *recent) keep(content []byte, d *document.Document) {
	if len(content) > maxRecentSize || len(d.Embedded) > 0 || len(d.Text) > maxRecentText {
		return
	}
	digest := item.Sum(content)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.docs == nil {
		r.docs, r.ring = map[item.Digest]*document.Document{}, make([]item.Digest, maxRecent)
	}
	delete(r.docs, r.ring[r.next])
	r.docs[digest], r.ring[r.next] = d, digest
	r.next = (r.next + 1) % maxRecent
}
