package mail

import (
	"bytes"
	"strconv"
	"strings"
)

// splitter takes the body of a message apart in one pass over its delimiters.
type splitter struct {
	m     *Message
	open  []*level // multiparts the reading stands in, outermost first
	parts int
	read  int  // fields of parts
	cut   int  // delimiters beyond MaxParts
	deep  bool // a multipart beyond MaxDepth was left whole
}

// level is a multipart that is being read.
type level struct {
	part  *Part
	delim []byte // "--" and the boundary
	ended bool   // its closing delimiter was seen
}

func (m *Message) splitParts() {
	s := splitter{m: m}
	m.Root = s.part(m.Header, Span{0, len(m.Raw)}, m.Body, "", "text/plain")
	if !m.Root.Multipart() {
		m.Root.Number = "1"
	}
	for pos := m.Body; len(s.open) > 0; {
		start, end, ok := s.nextDashes(pos)
		if !ok {
			break
		}
		pos = s.delimiter(start, end)
	}
	s.closeTo(0, len(m.Raw))
	s.noteBounds()
	noteBoundaries(m, m.Root)
}

// nextDashes finds the next line at or after pos that begins with "--".
func (s *splitter) nextDashes(pos int) (start, end int, ok bool) {
	raw, eol := s.m.Raw, s.m.Lines.eol()
	for {
		// Dashes are rarer than line ends: base64 has none.
		i := bytes.IndexByte(raw[pos:], '-')
		if i < 0 {
			return 0, 0, false
		}
		pos += i
		if (pos == s.m.Body || raw[pos-1] == eol) && bytes.HasPrefix(raw[pos:], []byte("--")) {
			return pos, lineEnd(raw, pos, eol), true
		}
		pos++
	}
}

// match finds the open multipart whose delimiter a line is, innermost first.
// RFC 2046 §5.1.1: blanks may follow a delimiter.
func (s *splitter) match(line []byte) (depth int, closing, ok bool) {
	line = bytes.TrimRight(line, " \t\r\n")
	for i := len(s.open) - 1; i >= 0; i-- {
		rest, found := bytes.CutPrefix(line, s.open[i].delim)
		if found && (len(rest) == 0 || string(rest) == "--") {
			return i, len(rest) > 0, true
		}
	}
	return 0, false, false
}

// delimiter reads the line from start to end and, where it opens a part, the
// header of that part. It returns where to read on.
func (s *splitter) delimiter(start, end int) int {
	depth, closing, ok := s.match(s.m.Raw[start:end])
	if !ok || s.open[depth].ended {
		return end
	}
	s.closeTo(depth+1, s.beforeEnd(start))
	l := s.open[depth]
	s.endChild(l, s.beforeEnd(start))
	if closing {
		l.ended, l.part.Closed = true, true
		l.part.Epilogue = Span{end, end}
		return end
	}
	if s.parts == MaxParts {
		s.cut++
		return end
	}
	return s.child(l, end)
}

// child reads the part of l that begins at pos.
func (s *splitter) child(l *level, pos int) int {
	h := headerReader{raw: s.m.Raw, eol: s.m.Lines.eol(), most: min(MaxFields, MaxPartFields-s.read)}
	h.stop = func(line []byte) bool {
		if !bytes.HasPrefix(line, []byte("--")) {
			return false
		}
		_, _, ok := s.match(line)
		return ok
	}
	header := h.read(pos)
	s.read += len(header)
	preset := "text/plain"
	if l.part.Type == "multipart/digest" { // RFC 2046 §5.1.5
		preset = "message/rfc822"
	}
	number := strconv.Itoa(len(l.part.Children) + 1)
	if l.part.Number != "" {
		number = l.part.Number + "." + number
	}
	if h.open {
		s.m.note(PartHeaderUnended, pos, number, "no blank line ends the header of part %s", number)
	}
	s.m.noteCut(&h, header, number)
	p := s.part(header, Span{pos, len(s.m.Raw)}, h.next, number, preset)
	l.part.Children = append(l.part.Children, p)
	return h.next
}

// part makes a part and, where it is a multipart that can be taken apart,
// opens it.
func (s *splitter) part(header []Field, span Span, body int, number, preset string) *Part {
	p := &Part{Number: number, Header: header, Span: span, Body: body}
	s.parts++
	s.m.readType(p, preset)
	// RFC 2046 §5.1.1: a boundary does not end in a blank, and blanks may
	// follow it in a delimiter.
	boundary := strings.TrimRight(p.param("boundary"), " \t")
	switch {
	case !p.Multipart() || boundary == "":
	case len(s.open) == MaxDepth:
		s.deep = true
	default:
		p.Preamble = Span{body, span.End}
		s.open = append(s.open, &level{part: p, delim: []byte("--" + boundary)})
	}
	return p
}

// endChild ends what stands directly before a delimiter of l, at end: its last
// part, or its preamble.
func (s *splitter) endChild(l *level, end int) {
	if n := len(l.part.Children); n > 0 {
		c := l.part.Children[n-1]
		c.Span.End = min(c.Span.End, max(end, c.least()))
	} else {
		l.part.Preamble.End = max(end, l.part.Body)
	}
}

// least is the least offset at which p can end. An empty part ends behind the
// blank line of its header, though that line's end belongs to the delimiter.
func (p *Part) least() int {
	if n := len(p.Children); n > 0 {
		return p.Children[n-1].Span.End
	}
	return p.Body
}

// closeTo ends every multipart deeper than depth at offset end.
func (s *splitter) closeTo(depth, end int) {
	for i := len(s.open) - 1; i >= depth; i-- {
		l, p := s.open[i], s.open[i].part
		if !l.ended {
			s.endChild(l, end)
		}
		p.Span.End = max(end, p.least())
		p.Epilogue.End = p.Span.End
		if p.Epilogue.Start = min(p.Epilogue.Start, p.Span.End); !l.ended {
			p.Epilogue.Start = p.Span.End
		}
		if !l.ended && len(p.Children) > 0 {
			s.m.note(PartUnclosed, p.Span.End, p.Number, "the closing delimiter of the multipart is missing")
		}
	}
	s.open = s.open[:depth]
}

// beforeEnd is the offset before the line end that stands in front of start:
// it belongs to the delimiter. RFC 2046 §5.1.1
func (s *splitter) beforeEnd(start int) int {
	if start == s.m.Body {
		return start
	}
	start--
	if s.m.Raw[start] == '\n' && start > s.m.Body && s.m.Raw[start-1] == '\r' {
		start--
	}
	return start
}

func (s *splitter) noteBounds() {
	if s.cut > 0 {
		s.m.note(PartsCut, -1, "", "the message has %d more parts than the %d that were taken apart", s.cut, MaxParts)
	}
	if s.deep {
		s.m.note(PartsCut, -1, "", "multiparts stand more than %d deep in each other; the innermost was left whole", MaxDepth)
	}
}

// noteBoundaries tells of multiparts in which no part was found.
func noteBoundaries(m *Message, p *Part) {
	if p.Multipart() && len(p.Children) == 0 {
		why := "none of the delimiters that Content-Type announces stand in the body"
		if p.param("boundary") == "" {
			why = "a multipart without a boundary cannot be taken apart"
		}
		m.note(BoundaryMissing, p.Body, p.Number, "%s", why)
	}
	for _, c := range p.Children {
		noteBoundaries(m, c)
	}
}
