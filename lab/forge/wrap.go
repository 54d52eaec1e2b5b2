package forge

import (
	"bytes"
	"strings"
)

// The lengths that lines of a text that is wrapped have.
const (
	leastFull = 60
	mostFull  = 80
	fullLines = 3 // of such length make a wrapped text
)

// widthOf is the length of the longest line of a wrapped text; 0 where the text
// is not wrapped.
func widthOf(text []byte) int {
	full, width := 0, 0
	for line := range bytes.Lines(text) {
		n := len(bytes.TrimRight(line, " \r\n"))
		switch {
		case n > mostFull && bytes.IndexByte(line, '>') != 0 && !bytes.Contains(line, []byte("://")):
			return 0
		case n >= leastFull && n <= mostFull:
			full, width = full+1, max(width, n)
		}
	}
	if full < fullLines {
		return 0
	}
	return width
}

// wrapped is what stands in a plain text in the place of from to end: where the
// line grows too long it is wrapped with the rest of its line, or left so.
func (w *work) wrapped(s *side, from, to int, now string, careful bool) (text string, end int) {
	start := bytes.LastIndexByte(s.decoded[:from], '\n') + 1
	stop := len(s.decoded)
	if i := bytes.IndexByte(s.decoded[to:], '\n'); i >= 0 {
		stop = to + i
	}
	rest := string(bytes.TrimRight(s.decoded[to:stop], " \r"))
	stop = to + len(rest)
	width := widthOf(s.decoded)
	longest := 0
	for i, line := range strings.Split(now+rest, "\n") {
		if i == 0 {
			line = string(s.decoded[start:from]) + line
		}
		longest = max(longest, len(strings.TrimRight(line, "\r")))
	}
	if width == 0 || longest <= max(width, mostFull) {
		return now, to
	}
	if !careful || s.decoded[start] == '>' || !ascii(rest) {
		w.leave(Wrapping, longest > mostFull)
		return now, to
	}
	return w.filled(s, string(s.decoded[start:from]), now+rest, width), stop
}

// filled breaks text between words so that no line is longer than width; the
// first line begins with before.
func (w *work) filled(s *side, before, text string, width int) string {
	eol, brk := eolOf(s.decoded), ""
	for _, f := range s.part.Header {
		if f.Is("content-type") && strings.Contains(strings.ToLower(f.Unfolded()), "format=flowed") {
			brk = " " // RFC 3676 §4.1
		}
	}
	var out strings.Builder
	for i, para := range strings.Split(text, eol) {
		if i > 0 {
			out.WriteString(eol)
			before = ""
		}
		column := len(before)
		for k, word := range strings.Split(para, " ") {
			switch {
			case k == 0:
			case column+1+len(word)+len(brk) > width && column > 0:
				out.WriteString(brk + eol)
				column = 0
			default:
				out.WriteByte(' ')
				column++
			}
			out.WriteString(word)
			column += len(word)
		}
	}
	return out.String()
}
