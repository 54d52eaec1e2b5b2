package c2pa

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// boxes checks c2pa.hash.boxes: runs of named parts of the file, in order, each
// with a hash. C2PA 2.1 §18.7
func (c check) boxes(t tree) (b binding, ps problems) {
	c.alg = c.hashName(t)
	pieces, entries := c.asset.pieces, t.trees("boxes")
	if pieces == nil {
		ps.add(&problem{unread, "it is tied to the file by the boxes of a format whose boxes are not read"})
		return b, ps
	}
	if len(entries) == 0 {
		ps.add(&problem{malformed, "its binding names no box"})
		return b, ps
	}
	// A binding of a PNG may begin after the file's signature.
	if pieces[0].name == "PNGh" && !slices.Contains(entries[0].list("names"), any("PNGh")) {
		b.outside = append(b.outside, pieces[0].stretch)
		pieces = pieces[1:]
	}
	end := 0
	if len(pieces) > 0 {
		end = pieces[0].Start
	}
	for _, e := range entries {
		var names []string
		for _, n := range e.list("names") {
			name, _ := n.(string)
			names = append(names, name)
		}
		if len(names) == 0 || len(names) > len(pieces) || !matches(names, pieces) {
			ps.add(&problem{altered, fmt.Sprintf("where %s stood when it was signed, the file has other parts now", listed(names))})
			b.change("parts were added, taken out or moved", listed(names))
			b.outside, b.covers = nil, "parts of the file, which are not all where they were"
			return b, ps
		}
		if start := pieces[0].Start; start > end {
			b.outside = append(b.outside, stretch{end, start}) // bytes that are of no part
		}
		end = pieces[len(names)-1].End
		ps.add(c.run(e, names, pieces[:len(names)], &b))
		pieces = pieces[len(names):]
	}
	c.finish(&b, pieces)
	return b, ps
}

// matches reports whether the next pieces have those names.
func matches(names []string, pieces []piece) bool {
	for i, name := range names {
		if pieces[i].name != name {
			return false
		}
	}
	return true
}

// run compares one run of parts with its hash.
func (c check) run(e tree, names []string, pieces []piece, b *binding) *problem {
	span := stretch{pieces[0].Start, pieces[len(pieces)-1].End}
	excluded, _ := e["excluded"].(bool)
	if len(names) == 1 && names[0] == storePiece {
		return nil
	}
	if excluded {
		b.outside = append(b.outside, span)
		return nil
	}
	if slices.Contains(names, storePiece) {
		return &problem{malformed, "its binding hashes its own manifest store"}
	}
	if _, has := e["exclusions"]; has {
		return &problem{unread, "its binding leaves out parts of boxes, a form that is not read"}
	}
	alg := c.hashName(e)
	h := newHash(alg)
	if h == nil {
		return &problem{malformed, fmt.Sprintf("the file is hashed with %q, which is not read", alg)}
	}
	h.Write(c.asset.content[span.Start:span.End])
	if !bytes.Equal(h.Sum(nil), e.bytes("hash")) {
		b.change("some byte of these parts is not what it was", listed(names))
		return &problem{altered, fmt.Sprintf("the bytes of %s are not those that were signed", listed(names))}
	}
	return nil
}

// finish says what of the file no entry names.
func (c check) finish(b *binding, rest []piece) {
	end := len(c.asset.content)
	if len(rest) > 0 {
		b.outside = append(b.outside, stretch{rest[0].Start, end})
	} else if n := len(c.asset.pieces); n > 0 && c.asset.pieces[n-1].End < end {
		b.outside = append(b.outside, stretch{c.asset.pieces[n-1].End, end})
	}
	b.whole, b.covers = len(b.outside) == 0, "every part of the file but the manifest store"
	if !b.whole {
		b.covers += " and " + told(b.outside)
	}
}

// listed says names in words.
func listed(names []string) string {
	if len(names) <= maxTold {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:maxTold], ", "), len(names)-maxTold)
}
