package c2pa

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Bounds on the search for what one binding leaves out.
const (
	maxBMFFBoxes = 500_000 // boxes that are looked at, one often
	maxBMFFDepth = 16
)

// bmffCheck compares a file of boxes with c2pa.hash.bmff. C2PA 2.2 §18.6
type bmffCheck struct {
	content []byte
	visited int
	left    []stretch // bytes that the hash leaves out
}

// contentless are the boxes that every binding may leave out: brands, the index
// for random access, and padding.
var contentless = map[string]bool{"ftyp": true, "mfra": true, "free": true, "skip": true}

// bmff checks the hash of all boxes but those that match an exclusion. Of a
// stream it is the hash of this first part alone; the media stand elsewhere.
func (c check) bmff(t tree) (b binding, ps problems) {
	alg, want := c.hashName(t), t.bytes("hash")
	tracks := t.trees("merkle")
	if want == nil && len(tracks) > 0 {
		want, alg = tracks[0].bytes("initHash"), first(tracks[0].text("alg"), alg)
	}
	if newHash(alg) == nil {
		ps.add(&problem{malformed, fmt.Sprintf("the file is hashed with %q, which is not read", alg)})
		return b, ps
	}
	k := &bmffCheck{content: c.asset.content}
	sum, err := k.sum(alg, t.trees("exclusions"))
	if err != nil {
		ps.add(&problem{malformed, err.Error()})
		return b, ps
	}
	b.outside = beyond(k.left, c.idle())
	b.whole, b.covers = len(b.outside) == 0, "every box of the file but the manifest store and boxes without content"
	if !b.whole {
		b.covers += " and " + told(b.outside)
	}
	if !bytes.Equal(sum, want) {
		ps.add(&problem{altered, "the boxes of the file are not those that were signed"})
		b.change("some byte outside of the manifest store is not what it was", "the file")
	}
	if len(tracks) > 0 {
		b.whole = false
		ps.add(&problem{unread, "its media are tied to it by a hash tree, a form that is not read"})
	}
	return b, ps
}

// idle are the spans of the store and of boxes without content, in order.
func (c check) idle() []stretch {
	out := slices.Clone(c.store.Spans)
	for at := 0; at < len(c.asset.content); {
		n, err := boxLength(c.asset.content[at:])
		if err != nil {
			break
		}
		if contentless[string(c.asset.content[at+4:at+8])] {
			out = append(out, stretch{at, at + n})
		}
		at += n
	}
	slices.SortFunc(out, func(x, y stretch) int { return cmp.Compare(x.Start, y.Start) })
	return out
}

// sum hashes every box at the top that is not left out as a whole: its offset
// in eight bytes, then what of it is not left out.
func (k *bmffCheck) sum(alg string, exclusions []tree) ([]byte, error) {
	if len(exclusions) == 0 {
		return nil, errors.New("its binding leaves out nothing, not even its own store")
	}
	for _, x := range exclusions {
		nodes := strings.Split(strings.TrimPrefix(x.text("xpath"), "/"), "/")
		if len(nodes) > maxBMFFDepth {
			return nil, fmt.Errorf("its binding leaves out a box deeper than %d", maxBMFFDepth)
		}
		if err := k.walk(stretch{0, len(k.content)}, nodes, x); err != nil {
			return nil, err
		}
	}
	k.left = union(k.left)
	h, i := newHash(alg), 0
	err := k.each(stretch{0, len(k.content)}, func(_ string, box stretch) error {
		for i < len(k.left) && k.left[i].End <= box.Start {
			i++
		}
		if i < len(k.left) && k.left[i].Start <= box.Start && k.left[i].End >= box.End {
			return nil
		}
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(box.Start)))
		at := box.Start
		for j := i; j < len(k.left) && k.left[j].Start < box.End; j++ {
			h.Write(k.content[at:max(at, k.left[j].Start)])
			at = max(at, min(k.left[j].End, box.End))
		}
		h.Write(k.content[at:box.End])
		return nil
	})
	return h.Sum(nil), err
}

// each calls do for the boxes that lie one after the other in span.
func (k *bmffCheck) each(span stretch, do func(kind string, box stretch) error) error {
	for at := span.Start; at < span.End; {
		if k.visited++; k.visited > maxBMFFBoxes {
			return fmt.Errorf("its binding looks at more than %d boxes", maxBMFFBoxes)
		}
		h, err := boxLength(k.content[at:span.End])
		if err != nil {
			return err
		}
		if err := do(string(k.content[at+4:at+8]), stretch{at, at + h}); err != nil {
			return err
		}
		at += h
	}
	return nil
}

// boxLength is the length of the box at the start of data.
func boxLength(data []byte) (int, error) {
	if len(data) < 8 {
		return 0, fmt.Errorf("%d bytes stand where a box should", len(data))
	}
	size := uint64(binary.BigEndian.Uint32(data))
	if size == 0 {
		return len(data), nil
	}
	if size == 1 && len(data) >= 16 {
		size = binary.BigEndian.Uint64(data[8:])
	}
	if size < 8 || size > uint64(len(data)) {
		return 0, fmt.Errorf("a box states %d bytes where %d are left", size, len(data))
	}
	return int(size), nil
}
