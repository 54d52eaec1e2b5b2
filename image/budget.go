package image

import (
	"fmt"
	"slices"

	"assay/document"
)

// Bounds on the work that one picture's metadata can cause: entries may point
// at the same bytes again and again, and compressed ones may swell.
const (
	MaxMetadata = 64 << 20 // bytes of all blocks, as read
	maxFields   = 10 * document.MaxFields
	maxAlike    = 32 // findings of one sort
)

// afford takes n bytes of metadata off the budget. Where that is spent it says
// so once, and the block is not read.
func (r *reader) afford(n int, where string) bool {
	if r.spent = min(r.spent+int64(n), 2*MaxMetadata); r.spent <= MaxMetadata {
		return true
	}
	if !r.overspent {
		r.overspent = true
		r.d.Unread("image/too-much", where, fmt.Sprintf("Its metadata are more than %d bytes; this block and others were not read.", MaxMetadata))
	}
	return false
}

// unread adds a finding that something could not be read; of many alike the
// first are kept, and total counts the others.
func (r *reader) unread(id, where, why string) {
	if r.alike == nil {
		r.alike = map[string]int{}
	}
	if r.alike[id]++; r.alike[id] <= maxAlike {
		r.d.Unread(id, where, why)
	}
}

// total says what unread and field left out.
func (r *reader) total() {
	ids := make([]string, 0, len(r.alike))
	for id := range r.alike {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		if n := r.alike[id]; n > maxAlike {
			r.d.Unread(id, "elsewhere", fmt.Sprintf("There are %d more places like these.", n-maxAlike))
		}
	}
	if r.dropped > 0 {
		r.d.Note("image/too-much", "the metadata", fmt.Sprintf("%d more entries of its metadata were not kept.", r.dropped))
	}
}

// said is one claim, cut to what is kept.
func said(value, where string) document.Said {
	return document.Said{Value: document.Clip(value[:min(len(value), 4*document.MaxValue)]), Where: where}
}
