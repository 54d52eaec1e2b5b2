package mail

import (
	"strings"
)

// Span is a run of bytes of Raw: from Start up to, not including, End.
type Span struct{ Start, End int }

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Part is one entity of the MIME tree. RFC 2045 §2.4
type Part struct {
	Number   string  // as in IMAP: "1.2"; empty for a multipart that is the message itself
	Header   []Field // of the part; for the root, of the message
	Span     Span    // header and body, without the delimiter behind them
	Body     int     // offset at which the body begins
	Type     string  // media type in lower case
	Declared bool    // a Content-Type stands in the header
	Encoding string  // Content-Transfer-Encoding in lower case; "7bit" where none is given
	Children []*Part
	Embedded *Embedded // set in a file that stands inside a text in uuencode

	Preamble, Epilogue Span // of a multipart that was taken apart: text outside its parts
	Closed             bool // of a multipart: its closing delimiter was found
}

// RawBody is the part's body as stored, still encoded.
func (m *Message) RawBody(p *Part) []byte { return m.Raw[p.Body:p.Span.End] }

// Leaves calls visit for every part that holds no other, in the order of the
// message, until visit returns false.
func (p *Part) Leaves(visit func(*Part) bool) bool {
	if len(p.Children) == 0 {
		return visit(p)
	}
	for _, c := range p.Children {
		if !c.Leaves(visit) {
			return false
		}
	}
	return true
}

// Multipart reports whether the part is declared as one of several parts.
func (p *Part) Multipart() bool { return strings.HasPrefix(p.Type, "multipart/") }

// Multiparts calls visit for every multipart that was taken apart, outer ones
// first.
func (p *Part) Multiparts(visit func(*Part)) {
	if len(p.Children) > 0 {
		visit(p)
	}
	for _, c := range p.Children {
		c.Multiparts(visit)
	}
}

// Boundary is what separates the parts of a multipart, or "". RFC 2046 §5.1.1
func (p *Part) Boundary() string { return strings.TrimRight(p.param("boundary"), " \t") }

// Charset is the charset that a text declares, as written, or "".
func (p *Part) Charset() string { return p.param("charset") }
