// Package dkim reads DKIM signatures (RFC 6376, with RFC 8301 and RFC 8463) of
// mail that may be many years old: it computes the body hash and the hash that
// was signed for every signature it finds, whatever is wrong with them, and
// leaves keys, time and policy to package sign. The message signatures of ARC
// (RFC 8617 §4.1.2) are made the same way and read here too.
//
// It does not undo what happened to a message on its way, which package repair
// does: bytes that changed give a mismatch. The one exception is the line ends of a file, which are no
// part of a mail in transit.
package dkim

import (
	"bytes"

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

// Terms says what one signature has hashed, and how. RFC 6376 §3.5
type Terms struct {
	Head, Body Canon
	Hash       string   // "sha1" or "sha256"
	Limit      int64    // l=: bytes of the canonical body; -1 where not given
	Names      []string // h=, in lower case
	BodyHash   []byte   // bh=
	Bare       []byte   // the signature field with nothing behind b=, which is hashed last
}

// Terms reads the terms of the signature in field f; ok is false where they
// are malformed, or no hash can be computed of what they name.
func (r *Reader) Terms(f mail.Field, kind sign.Kind) (t Terms, ok bool) {
	p := parsed{field: f, valueAt: len(f.Raw) - len(f.Value())}
	var problems problemList
	if len(f.Raw) > MaxField {
		return Terms{}, false
	}
	p.read(&sign.Evidence{}, kind, &problems)
	return Terms{
		Head: p.headCanon, Body: p.bodyCanon, Hash: p.hashName, Limit: p.limit,
		Names: p.names, BodyHash: p.bh, Bare: p.withoutValue(),
	}, problems.first == "" && !p.unhashable
}

// Slots gives the index in the message's header of the field that each name
// stands for: the lowest of its name that is not taken yet; -1 where there is
// none. RFC 6376 §5.4.2
func (r *Reader) Slots(names []string) []int { return r.index.slots(names) }

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
