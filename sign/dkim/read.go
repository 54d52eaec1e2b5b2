// Package dkim reads DKIM signatures (RFC 6376, with RFC 8301 and RFC 8463) of
// mail that may be many years old: it computes the body hash and the hash that
// was signed for every signature it finds, whatever is wrong with them, and
// leaves keys, time and policy to package sign. The message signatures of ARC
// (RFC 8617 §4.1.2) are made the same way and read here too.
//
// It does not undo what happened to a message on its way: bytes that changed
// give a mismatch. The one exception is the line ends of a file, which are no
// part of a mail in transit.
package dkim

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"hash"

	"assay/mail"
	"assay/sign"
)

// Bounds on what is read of one message. What lies beyond makes a signature
// malformed, and its Problem says so.
const (
	MaxSignatures = 50       // signatures
	MaxField      = 64 << 10 // bytes of one signature's field; real ones have 500 to 4,000
	MaxSigned     = 4 << 20  // bytes of the fields that one signature signs
)

// maxBodies is how many times the body of one message is read for different
// l= (RFC 6376 §3.5): there can be as many as signatures.
const maxBodies = 12

// fieldName is the header field that holds a signature.
const fieldName = "dkim-signature"

// Read gives the evidence of every DKIM signature of a message, topmost first.
func (r *Reader) Read() sign.Facts {
	var facts sign.Facts
	for _, f := range r.m.All(fieldName) {
		if len(facts.Signatures) == MaxSignatures {
			facts.Beyond++
			continue
		}
		facts.Signatures = append(facts.Signatures, r.Evidence(f, sign.DKIM))
	}
	return facts
}

// Reader computes the evidence of the signatures of one message. Body hashes
// that several signatures share are computed once.
type Reader struct {
	m      *mail.Message
	index  *fieldIndex
	bodies map[bodyKey]*bodySum
	buf    []byte // is used again for each digest
}

// NewReader returns a Reader for m.
func NewReader(m *mail.Message) *Reader {
	return &Reader{m: m, index: newFieldIndex(m.Header), bodies: map[bodyKey]*bodySum{}, buf: make([]byte, 0, bodyBuffer)}
}

// Message is the message that is read.
func (r *Reader) Message() *mail.Message { return r.m }

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

// parsed is a signature field taken apart.
type parsed struct {
	field      mail.Field
	tags       Tags
	valueAt    int // offset of the tag list in field.Raw
	headCanon  Canon
	bodyCanon  Canon
	limit      int64 // l=; -1 where not given
	names      []string
	bh         []byte
	hashName   string
	unhashable bool
}

// Evidence reads one signature field of the given kind.
func (r *Reader) Evidence(f mail.Field, kind sign.Kind) sign.Evidence {
	p := parsed{field: f, valueAt: len(f.Raw) - len(f.Value())}
	ev := sign.Evidence{Kind: kind, Offset: f.Offset}
	var problems problemList
	if len(f.Raw) > MaxField {
		p.unhashable = true
		problems.add("the field has %d bytes; more than %d are not read", len(f.Raw), MaxField)
	} else {
		p.read(&ev, kind, &problems)
	}
	if r.m.Truncated {
		problems.add("the header has more fields than are read")
	}
	if !p.unhashable {
		r.body(&p, &ev, &problems)
		r.header(&p, &ev, &problems)
	}
	ev.Covers.Fields, ev.Covers.Not = r.index.coverage(p.names)
	ev.Covers.Absent = r.index.absent(p.names)
	ev.Problem = problems.first
	return ev
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
	h := newHash(p.hashName)
	// A hash.Hash never returns an error.
	_ = b.WriteTo(h, r.m.Raw[r.m.Body:])
	b.sum = h.Sum(nil)
	r.buf, b.buf = b.buf, nil
	r.bodies[key] = b
	return b
}

// appendSigned appends the canonical bytes that the header signature is over:
// the fields that h= picks, and the signature field itself without its value.
// RFC 6376 §3.7
func appendSigned(dst []byte, fields []mail.Field, p *parsed, ends Ends) []byte {
	for _, f := range fields {
		dst = p.headCanon.AppendField(dst, f.Raw, ends)
		dst = append(dst, '\r', '\n')
	}
	return p.headCanon.AppendField(dst, p.withoutValue(), ends)
}

// Signed gives the canonical bytes that the header signature in field f is
// over, and the canonical body that its body hash is of, both as far as the
// field's tags allow them to be made. It is for a proof that others recheck.
func (r *Reader) Signed(f mail.Field, kind sign.Kind, strict bool) (header, body []byte) {
	p := parsed{field: f, valueAt: len(f.Raw) - len(f.Value())}
	var ev sign.Evidence
	p.read(&ev, kind, &problemList{})
	ends := EndsOf(r.m)
	ends.Strict = strict
	var b bytes.Buffer
	c := Body{Canon: p.bodyCanon, Ends: ends, Limit: p.limit}
	// A bytes.Buffer never returns an error.
	_ = c.WriteTo(&b, r.m.Raw[r.m.Body:])
	return appendSigned(nil, r.index.pick(p.names), &p, ends), b.Bytes()
}

// withoutValue is the signature field with nothing behind b=.
func (p *parsed) withoutValue() []byte { return emptied(p.field.Raw, p.valueAt, p.tags) }

func emptied(raw []byte, valueAt int, tags Tags) []byte {
	for _, t := range tags {
		if t.Name == "b" {
			bare := make([]byte, 0, len(raw))
			bare = append(bare, raw[:valueAt+t.Start]...)
			return append(bare, raw[valueAt+t.End:]...)
		}
	}
	return raw
}

func newHash(name string) hash.Hash {
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
