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
	"encoding/base64"
	"fmt"
	"hash"
	"strconv"
	"strings"

	"assay/mail"
	"assay/sign"
)

// MaxSignatures bounds the signatures of one message that are read.
const MaxSignatures = 50

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
	bodies map[bodyKey]*bodySum
	buf    []byte
}

// NewReader returns a Reader for m.
func NewReader(m *mail.Message) *Reader {
	return &Reader{m: m, bodies: map[bodyKey]*bodySum{}}
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
	algorithm  string // family and hash
	hashName   string
	unhashable bool
}

// Evidence reads one signature field of the given kind.
func (r *Reader) Evidence(f mail.Field, kind sign.Kind) sign.Evidence {
	p := parsed{field: f, valueAt: len(f.Raw) - len(f.Value())}
	ev := sign.Evidence{Kind: kind, Offset: f.Offset}
	var problems problemList
	p.read(&ev, kind, &problems)
	if r.m.Truncated {
		problems.add("the header has more fields than are read")
	}
	if !p.unhashable {
		r.body(&p, &ev)
		strict := Ends{EOL: '\n', Strict: true}
		ends := EndsOf(r.m)
		if ev.StrictEnds {
			ends = strict
		}
		r.buf = r.appendSigned(r.buf[:0], &p, ends)
		ev.Digest = digest(p.hashName, r.buf)
	}
	ev.Covers.Fields, ev.Covers.Not = coverage(r.m, p.names)
	ev.Problem = problems.first
	return ev
}

// body hashes the body as the signature says, and, where the file mixes line
// ends, a second time as SMTP would have read it.
func (r *Reader) body(p *parsed, ev *sign.Evidence) {
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

func (r *Reader) sum(p *parsed, strict bool) *bodySum {
	key := bodyKey{p.bodyCanon, p.hashName, p.limit, strict}
	if b, ok := r.bodies[key]; ok {
		return b
	}
	b := &bodySum{Body: Body{Canon: p.bodyCanon, Ends: EndsOf(r.m), Limit: p.limit}}
	b.Strict = strict
	h := newHash(p.hashName)
	// A hash.Hash never returns an error.
	_ = b.WriteTo(h, r.m.Raw[r.m.Body:])
	b.sum = h.Sum(nil)
	b.buf = nil
	if len(r.bodies) < MaxSignatures {
		r.bodies[key] = b
	}
	return b
}

// appendSigned appends the canonical bytes that the header signature is over:
// the fields of h=, and the signature field itself without its value.
// RFC 6376 §3.7
func (r *Reader) appendSigned(dst []byte, p *parsed, ends Ends) []byte {
	for _, f := range selectFields(r.m.Header, p.names) {
		dst = p.headCanon.AppendField(dst, f.Raw, ends)
		dst = append(dst, '\r', '\n')
	}
	return p.headCanon.AppendField(dst, p.withoutValue(), ends)
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

// selectFields picks the instances that names stand for, each name the lowest
// that is not taken yet; a name that finds none stands for nothing.
// RFC 6376 §5.4.2
func selectFields(header []mail.Field, names []string) []mail.Field {
	picked := make([]mail.Field, 0, len(names))
	taken := make(map[string]int, len(names)) // name -> first index not to look at
	for _, name := range names {
		from, seen := taken[name]
		if !seen {
			from = len(header)
		}
		i := from - 1
		for i >= 0 && !header[i].Is(name) {
			i--
		}
		if taken[name] = max(i, 0); i >= 0 {
			picked = append(picked, header[i])
		}
	}
	return picked
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

// problemList keeps the first problem: the others mostly follow from it.
type problemList struct{ first string }

func (l *problemList) add(format string, args ...any) {
	if l.first == "" {
		l.first = fmt.Sprintf(format, args...)
	}
}

// decodeBase64 reads the base64 of a tag, folds and blanks left out.
func decodeBase64(s string) ([]byte, error) {
	return base64.StdEncoding.DecodeString(strings.Map(func(c rune) rune {
		if c == ' ' || c == '\t' || c == '\r' || c == '\n' {
			return -1
		}
		return c
	}, s))
}

// seconds reads the time of t= or x=. RFC 6376 §3.5
func seconds(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n >= 0 && n < 1e12
}
