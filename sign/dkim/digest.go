package dkim

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"hash"

	"assay/mail"
	"assay/sign"
)

type bodyKey struct {
	canon  Canon
	hash   string
	limit  int64
	strict bool
}

type bodySum struct {
	Body
	sum []byte
}

// header hashes what the header signature is over.
func (r *Reader) header(p *parsed, ev *sign.Evidence, problems *problemList) {
	ends := EndsOf(r.m)
	if ev.StrictEnds {
		ends = Ends{EOL: '\n', Strict: true}
	}
	fields := r.index.pick(p.names)
	if n := size(fields); n > MaxSigned {
		problems.add("the signed fields have %d bytes; more than %d are not read", n, MaxSigned)
		return
	}
	r.buf = appendSigned(r.buf[:0], fields, p, ends)
	ev.Digest = digest(p.hashName, r.buf)
}

// size is the bytes that fields have as they stand.
func size(fields []mail.Field) (n int) {
	for _, f := range fields {
		n += len(f.Raw)
	}
	return n
}

// body hashes the body as the signature says, and, where the file mixes line
// ends, a second time as SMTP would have read it.
func (r *Reader) body(p *parsed, ev *sign.Evidence, problems *problemList) {
	if _, known := r.bodies[p.key(false)]; !known && p.limit >= 0 && len(r.bodies) >= maxBodies {
		p.limit = -1 // the body is read whole, and will not match
		problems.add("the signatures of the message name more than %d different lengths of the body", maxBodies)
	}
	b := r.sum(p, false)
	ev.BodyHash = sign.Mismatches
	if matches(p, b) {
		ev.BodyHash = sign.Matches
	} else if r.m.Lines == mail.Mixed {
		if s := r.sum(p, true); matches(p, s) {
			b, ev.BodyHash, ev.StrictEnds = s, sign.Matches, true
		}
	}
	ev.Covers.BodyBytes, ev.Covers.Body, ev.Covers.Beyond = b.Written, sign.BodyAll, b.Beyond
	if b.Written < b.Total {
		ev.Covers.Body = sign.BodyPart
	}
}

// matches compares hashes; an l= beyond the end of the body cannot be met.
// RFC 6376 §3.5
func matches(p *parsed, b *bodySum) bool {
	return len(p.bh) > 0 && bytes.Equal(b.sum, p.bh) && b.Written >= p.limit
}

// key is under what the hash of the body is kept that p asks for.
func (p *parsed) key(strict bool) bodyKey {
	return bodyKey{p.bodyCanon, p.hashName, p.limit, strict}
}

func (r *Reader) sum(p *parsed, strict bool) *bodySum {
	key := p.key(strict)
	if b, ok := r.bodies[key]; ok {
		return b
	}
	b := &bodySum{Body: Body{Canon: p.bodyCanon, Ends: EndsOf(r.m), Limit: p.limit}}
	b.Strict, b.buf = strict, r.buf
	h := NewHash(p.hashName)
	// A hash.Hash never returns an error.
	_ = b.WriteTo(h, r.m.Raw[r.m.Body:])
	b.sum = h.Sum(nil)
	r.buf, b.buf = b.buf, nil
	r.bodies[key] = b
	return b
}

// NewHash makes the hash that is called "sha1" or "sha256".
func NewHash(name string) hash.Hash {
	if name == "sha1" {
		return sha1.New()
	}
	return sha256.New()
}

func digest(hashName string, b []byte) []byte {
	if hashName == "sha1" {
		sum := sha1.Sum(b)
		return sum[:]
	}
	sum := sha256.Sum256(b)
	return sum[:]
}

// Clone is a copy of a hash that NewHash made, with all that it has seen.
func Clone(h hash.Hash) hash.Hash {
	// The hashes of the standard library are hash.Cloners and give no error.
	c, _ := h.(hash.Cloner).Clone()
	return c
}
