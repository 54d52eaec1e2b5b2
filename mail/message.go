// Package mail reads an e-mail without changing it: bytes first, parse second.
//
// Every header field keeps its raw bytes and its offset, and every MIME part
// the offsets at which its header, its body and its end stand, so that a
// signature can be checked over exactly what was stored and a finding can
// point at it. The grammar is that of RFC 5322 and RFC 2045 to 2047, with
// RFC 2231 for parameters; what breaks it is read as mail readers read it and
// noted as a Defect, never refused: Parse has no error.
//
// What it cannot show: whether a reader's own programme displayed the message
// the same way. Where programmes are known to differ there is a Defect.
package mail

import "bytes"

// Bounds on what is taken apart. What lies beyond one stays in Raw, and a
// Defect says how much it is.
const (
	MaxFields     = 10_000  // header fields of one header
	MaxParts      = 10_000  // MIME parts of one message
	MaxPartFields = 100_000 // header fields of all its parts
	MaxDepth      = 50      // multiparts inside each other
)

// Message is one mail. It shares its bytes with Raw; none are copied.
type Message struct {
	Raw     []byte
	Header  []Field
	Body    int // offset of the body in Raw; len(Raw) where no blank line ends the header
	Root    *Part
	Lines   LineEnds
	Defects []Defect

	// Truncated is set where a bound stopped the reading of the header, so
	// that nothing may be concluded from a field being absent.
	Truncated bool
}

// Parse takes a message apart. It never fails: what is wrong is in Defects.
func Parse(raw []byte) *Message {
	m := &Message{Raw: raw, Lines: lineEnds(raw)}
	h := headerReader{raw: raw, eol: m.Lines.eol(), most: MaxFields, top: true}
	start := leadingBlank(raw)
	m.Header = h.read(start)
	m.Body = h.next
	m.Truncated = h.cut > 0
	m.noteHeader(&h, start)
	m.splitParts()
	return m
}

// leadingBlank is the length of the byte order mark and the blank lines that
// stand before the first field. Files saved by hand have them.
func leadingBlank(raw []byte) int {
	rest := bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	return len(raw) - len(bytes.TrimLeft(rest, " \t\r\n"))
}

// All returns the fields called name (lower case), topmost first.
func (m *Message) All(name string) []Field { return all(m.Header, name) }

// First returns the topmost field called name (lower case).
func (m *Message) First(name string) (Field, bool) { return first(m.Header, name) }

// LineEnds says how the lines of a message end.
type LineEnds string

// RFC 5322 §2.1 knows CRLF alone; files hold what their system writes.
const (
	CRLF  LineEnds = "CRLF"
	LF    LineEnds = "LF"
	CR    LineEnds = "CR"
	Mixed LineEnds = "mixed"
)

// eol is the byte at which a line ends; a CR before LF belongs to the end.
func (l LineEnds) eol() byte {
	if l == CR {
		return '\r'
	}
	return '\n'
}

// lineEnds looks at every LF until it has seen one with and one without CR.
func lineEnds(raw []byte) LineEnds {
	crlf, lf := false, false
	for pos := 0; ; {
		i := bytes.IndexByte(raw[pos:], '\n')
		if i < 0 {
			break
		}
		if pos += i; pos > 0 && raw[pos-1] == '\r' {
			crlf = true
		} else {
			lf = true
		}
		if crlf && lf {
			return Mixed
		}
		pos++
	}
	switch {
	case lf:
		return LF
	case !crlf && bytes.IndexByte(raw, '\r') >= 0:
		return CR
	default:
		return CRLF
	}
}
