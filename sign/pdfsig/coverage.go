package pdfsig

import (
	"bytes"
	"fmt"
	"slices"

	"assay/document"
	"assay/pdf"
)

// coverage is which bytes a signature covers.
type coverage struct {
	parts [][]byte
	// refused says why the ranges cannot be hashed at all.
	refused  string
	words    string
	whole    bool
	shift    int // where the ranges count from: the header, of files with bytes before it
	end      int // offset where the last range ends
	revision int // the state that is signed, 0 where none can be told
	doubts   []document.Change
}

// cover reads /ByteRange. ISO 32000-2 §12.8.1: from the beginning to the end of
// the file as it was, but for the value of /Contents.
// The ranges count from shift on.
func (e *examiner) cover(s *pdf.SignatureField, shift int) (c coverage) {
	content := e.f.Content()
	c.shift = shift
	if shift > 0 {
		c.doubt(document.Unknown, fmt.Sprintf("%d bytes stand before the file that was signed", shift), "byte 0")
	}
	if c.refused = c.ranges(s, content); c.refused != "" {
		c.words = "nothing that can be told"
		return c
	}
	exact := e.gap(s, &c)
	rest := len(bytes.Trim(content[c.end:], "\x00\t\n\f\r "))
	c.whole = exact && rest == 0 && shift == 0
	c.revision = e.f.RevisionAt(c.end)
	switch {
	case c.whole:
		c.words, c.revision = "the whole file", e.last
		return c
	case c.revision == 0:
		c.doubt(document.Unknown, "what is signed is no whole state of the file", fmt.Sprintf("bytes 0 to %d", c.end))
		c.words = fmt.Sprintf("%d of the file's %d bytes, which are no whole state of it", c.size(), len(content))
		return c
	}
	c.words = fmt.Sprintf("the first %d of the file's %d bytes: state %d of %d", c.end, len(content), c.revision, e.last)
	if shift > 0 {
		c.words = fmt.Sprintf("bytes %d to %d of the file's %d: state %d of %d", shift, c.end, len(content), c.revision, e.last)
	}
	if !exact {
		c.words = fmt.Sprintf("%d of the file's %d bytes", c.size(), len(content))
	}
	e.ends(&c)
	return c
}

func (c *coverage) size() (n int) {
	for _, p := range c.parts {
		n += len(p)
	}
	return n
}

func (c *coverage) doubt(w document.Weight, what, at string) {
	c.doubts = append(c.doubts, document.Change{Weight: w, What: what, Where: at})
}

// ranges cuts the parts out; the answer says why it cannot.
func (c *coverage) ranges(s *pdf.SignatureField, content []byte) string {
	switch {
	case s.Dict.Get("Contents") == nil || len(s.Contents) == 0:
		return "the signature has no value"
	case len(s.ByteRange) == 0:
		return "the signature does not say which bytes it covers"
	case len(s.ByteRange)%2 != 0:
		return fmt.Sprintf("the ranges of bytes have %d numbers, an odd count", len(s.ByteRange))
	case len(s.ByteRange) > 4:
		return fmt.Sprintf("the signature covers %d ranges of bytes, and not two", len(s.ByteRange)/2)
	}
	for i := 0; i < len(s.ByteRange); i += 2 {
		from, n := s.ByteRange[i], s.ByteRange[i+1]
		if from >= 0 && from <= len(content) {
			from += c.shift
		}
		if from < 0 || n < 0 || from > len(content) || n > len(content)-from {
			return fmt.Sprintf("the range of %d bytes from %d on lies outside the file's %d", n, from, len(content))
		}
		if from < c.end {
			return "the ranges of bytes overlap"
		}
		c.parts = append(c.parts, content[from:from+n])
		c.end = from + n
	}
	return ""
}

// gap reports whether exactly the value of /Contents is left out. What else is
// left out, can be changed without breaking the signature: signature wrapping.
func (e *examiner) gap(s *pdf.SignatureField, c *coverage) bool {
	content := e.f.Content()
	if s.ByteRange[0] != 0 {
		c.doubt(document.Unknown, "the signature does not cover the beginning of the file", fmt.Sprintf("bytes 0 to %d", s.ByteRange[0]))
		return false
	}
	if len(s.ByteRange) != 4 {
		c.doubt(document.Unknown, "the signature covers one range of bytes that ends before its own value", fmt.Sprintf("bytes from %d on", c.end))
		return false
	}
	from, to := c.shift+s.ByteRange[1], c.shift+s.ByteRange[2]
	at := fmt.Sprintf("bytes %d to %d", from, to)
	if s.ContentsFrom < 0 || s.ContentsFrom < from || s.ContentsTo > to {
		c.doubt(document.Unknown, "what the signature leaves out is not its own value", at)
		return false
	}
	around := append(bytes.Clone(content[from:s.ContentsFrom]), content[s.ContentsTo:to]...)
	if len(bytes.Trim(around, "\x00\t\n\f\r ")) > 0 {
		c.doubt(document.Unknown, fmt.Sprintf("the signature leaves out %d bytes beside its own value", len(around)), at)
		return false
	}
	if !hexString(content[s.ContentsFrom:s.ContentsTo]) {
		c.doubt(document.Unknown, "the value that the signature leaves out holds more than its digits", at)
		return false
	}
	if len(around) > 0 {
		c.doubt(document.Harmless, fmt.Sprintf("the signature leaves out %d blank bytes beside its own value", len(around)), at)
	}
	return true
}

// hexString reports whether b is one hexadecimal string, as /Contents has to be:
// a literal one, or one with a comment in it, could hold anything.
func hexString(b []byte) bool {
	if len(b) < 2 || b[0] != '<' || b[len(b)-1] != '>' {
		return false
	}
	for _, c := range b[1 : len(b)-1] {
		switch {
		case '0' <= c && c <= '9', 'a' <= c && c <= 'f', 'A' <= c && c <= 'F', c == ' ', c == '\n', c == '\r', c == '\t':
		default:
			return false
		}
	}
	return true
}

// ends looks whether what is signed ends where a state of the file ends, and
// whether what follows the newest state is read by nobody.
func (e *examiner) ends(c *coverage) {
	content := e.f.Content()
	revisions := e.f.Revisions()
	r := revisions[c.revision-1]
	if c.end > r.End && len(bytes.Trim(content[r.End:c.end], "\x00\t\n\f\r ")) > 0 {
		c.doubt(document.Unknown, "what is signed does not end where a state of the file ends", fmt.Sprintf("byte %d", c.end))
	}
	if r.Abandoned {
		c.doubt(document.Unknown, "the newest state of the file does not build on the one that was signed", fmt.Sprintf("state %d", c.revision))
	}
	if slices.ContainsFunc(revisions[c.revision:], func(r pdf.Revision) bool { return r.Abandoned }) {
		c.doubt(document.Unknown, "a state that followed what is signed is passed over by the newest: viewers that repair files may show it", fmt.Sprintf("bytes from %d on", c.end))
	}
	for _, d := range e.strayed() {
		if d.From >= c.end && (d.Twin || d.Revision > e.last) {
			c.doubt(document.Unknown, "objects follow what is signed that no cross-reference leads to, and that some viewers read", fmt.Sprintf("bytes from %d on", d.From))
			return
		}
	}
}

// strayed are the objects that no cross-reference leads to.
func (e *examiner) strayed() []pdf.Stray {
	if !e.looked {
		e.strays, e.looked = e.f.Strays(), true
	}
	return e.strays
}
