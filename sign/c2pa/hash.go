package c2pa

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"hash"

	"assay/sign/c2pa/jumbf"
)

// newHash is the hash of that name, nil where C2PA does not allow it.
// C2PA 2.1 §13.1
func newHash(alg string) hash.Hash {
	switch alg {
	case "sha256":
		return sha256.New()
	case "sha384":
		return sha512.New384()
	case "sha512":
		return sha512.New()
	}
	return nil
}

type sumKey struct {
	start *byte // of the bytes: a store never moves
	size  int
	alg   string
}

// sum hashes bytes of the store once, however often they are named.
func (l *library) sum(data []byte, alg string) []byte {
	if len(data) == 0 {
		h := newHash(alg)
		return h.Sum(nil)
	}
	key := sumKey{&data[0], len(data), alg}
	if l.sums[key] == nil {
		h := newHash(alg)
		h.Write(data)
		l.sums[key] = h.Sum(nil)
	}
	return l.sums[key]
}

// early reports whether the hash is that of the content without its boxes, as
// drafts before C2PA 1.0 made it.
func (l *library) early(box *jumbf.Box, alg string, want []byte) bool {
	for _, kind := range []string{"cbor", "json", "bidb"} {
		if content := box.Content(kind); content != nil && bytes.Equal(l.sum(content, alg), want) {
			return true
		}
	}
	return false
}

// check compares the box at path with the hash that r has of it; the problem is
// nil where they agree.
func (l *library) check(path string, r reference, fallback string) *problem {
	box := l.boxes[path]
	if path == "" || box == nil {
		return &problem{missing, fmt.Sprintf("%q is missing from the manifest store", named(r.url))}
	}
	if l.twice[path] {
		return &problem{malformed, fmt.Sprintf("%q stands in the manifest store twice", named(r.url))}
	}
	alg := r.alg
	if alg == "" {
		alg = fallback
	}
	if newHash(alg) == nil {
		return &problem{malformed, fmt.Sprintf("%q is hashed with %q, which is not read", named(r.url), alg)}
	}
	if !bytes.Equal(l.sum(box.Payload, alg), r.hash) {
		if l.early(box, alg, r.hash) {
			return &problem{unread, fmt.Sprintf("%q is hashed as it was before C2PA 1.0, a form that is not read", named(r.url))}
		}
		return &problem{altered, fmt.Sprintf("%q is not what the claim has the hash of", named(r.url))}
	}
	return nil
}
