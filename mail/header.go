package mail

import "bytes"

// headerReader reads the fields of one header, of a message or of a part.
type headerReader struct {
	raw  []byte
	eol  byte
	stop func(line []byte) bool // nil, or reports that line ends the header unread

	most int  // fields that are read, at most
	top  bool // the header is a message's: From_ lines may open it

	next      int  // out: offset behind the header and its blank line
	open      bool // out: no blank line ended the header
	junk      int  // out: lines that are no field
	postmarks int  // out: From_ lines that a mailbox file left behind
	ambiguous int  // out: fields that are Ambiguous
	cut       int  // out: fields beyond most, left unread
}

// read returns the fields from pos on.
func (h *headerReader) read(pos int) []Field {
	fields := make([]Field, 0, min(24, h.most))
	for h.open = true; pos < len(h.raw); {
		end := lineEnd(h.raw, pos, h.eol)
		line := h.raw[pos:end]
		if blank(line) {
			pos, h.open = end, false
			break
		}
		if h.stop != nil && h.stop(line) {
			break
		}
		switch {
		case isSpace(line[0]) && len(fields) > 0:
			h.extend(fields, end)
		case len(fields) == h.most:
			h.cut++
		default:
			fields = append(fields, newField(pos, line))
		}
		pos = end
	}
	h.next = pos
	h.classify(fields)
	return fields
}

// extend appends the folded line that ends at end to the last field, unless
// that field is one that was cut.
func (h *headerReader) extend(fields []Field, end int) {
	if h.cut > 0 {
		return
	}
	f := &fields[len(fields)-1]
	// Some programmes end the header at a line of blanks.
	f.ambiguous = f.ambiguous || len(bytes.TrimSpace(h.raw[len(f.Raw)+f.Offset:end])) == 0
	f.Raw = h.raw[f.Offset:end:end]
}

func newField(pos int, line []byte) Field {
	f := Field{Offset: pos, Raw: line[:len(line):len(line)]}
	f.named, f.colon = fieldColon(line)
	return f
}

// classify finds what is odd among fields that were read whole, and counts it.
func (h *headerReader) classify(fields []Field) {
	top := h.top
	for i := range fields {
		f := &fields[i]
		top = top && f.Junk() && isPostmark(f.Raw)
		f.postmark = top
		f.ambiguous = f.ambiguous || breaksInside(f.Raw, h.eol)
		switch {
		case f.postmark:
			h.postmarks++
		case f.Junk():
			h.junk++
		}
		if f.ambiguous {
			h.ambiguous++
		}
	}
}

// breaksInside reports whether a field holds a character at which some
// programmes end a line or a text: a CR that is no part of a line end, a
// control character, or one of the line ends of Unicode 16 §5.8.
func breaksInside(raw []byte, eol byte) bool {
	for i, c := range raw {
		rest := raw[i+1:]
		switch {
		case c == '\t' || c == '\n' || c == eol:
		case c == '\r':
			if len(rest) > 0 && rest[0] != '\n' {
				return true
			}
		case c < ' ':
			return true
		case c == 0xc2 && len(rest) > 0 && rest[0] == 0x85: // U+0085
			return true
		case c == 0xe2 && len(rest) > 1 && rest[0] == 0x80 && rest[1]&^1 == 0xa8: // U+2028, U+2029
			return true
		}
	}
	return false
}

// fieldColon is the length of the field name that line begins with and the
// offset of the colon behind it, or -1. RFC 5322 §3.6.8; §4.5 allows blanks
// before the colon.
func fieldColon(line []byte) (name, colon int) {
	i := 0
	for i < len(line) && '!' <= line[i] && line[i] <= '~' && line[i] != ':' {
		i++
	}
	name = i
	for i < len(line) && isSpace(line[i]) {
		i++
	}
	if name == 0 || i == len(line) || line[i] != ':' {
		return 0, -1
	}
	return name, i
}

// lineEnd is the offset behind the line that begins at pos, its end included.
func lineEnd(raw []byte, pos int, eol byte) int {
	if i := bytes.IndexByte(raw[pos:], eol); i >= 0 {
		return pos + i + 1
	}
	return len(raw)
}

// blank reports whether a line holds nothing but its end.
func blank(line []byte) bool {
	switch len(line) {
	case 1:
		return line[0] == '\n' || line[0] == '\r'
	case 2:
		return line[0] == '\r' && line[1] == '\n'
	}
	return false
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' }
