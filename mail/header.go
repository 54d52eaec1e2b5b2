package mail

import "bytes"

// headerReader reads the fields of one header, of a message or of a part.
type headerReader struct {
	raw  []byte
	eol  byte
	stop func(line []byte) bool // nil, or reports that line ends the header unread

	next    int  // out: offset behind the header and its blank line
	open    bool // out: no blank line ended the header
	junk    int  // out: lines that are no field
	postman int  // out: From_ lines that a mailbox file left behind
	split   int  // out: fields in which a bare CR stands
	cut     int  // out: fields beyond MaxFields, left unread
}

// read returns the fields from pos on.
func (h *headerReader) read(pos int) []Field {
	fields := make([]Field, 0, 24)
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
		case len(fields) == MaxFields:
			h.cut++
		default:
			fields = append(fields, h.field(pos, line))
		}
		pos = end
	}
	h.next = pos
	for i := range fields {
		if h.eol == '\n' && fields[i].Split() {
			h.split++
		}
	}
	return fields
}

// extend appends the folded line that ends at end to the last field, unless
// that field is one that was cut.
func (h *headerReader) extend(fields []Field, end int) {
	if h.cut > 0 {
		return
	}
	f := &fields[len(fields)-1]
	f.Raw = h.raw[f.Offset:end:end]
}

func (h *headerReader) field(pos int, line []byte) Field {
	f := Field{Offset: pos, Raw: line[:len(line):len(line)]}
	f.named, f.colon = fieldColon(line)
	switch {
	case f.colon >= 0:
	case isPostmark(line):
		h.postman++
	default:
		h.junk++
	}
	return f
}

// isPostmark reports whether a line is the From_ line of a mailbox file, quoted
// or not: "From " and, somewhere behind it, a time of day. RFC 4155 appendix A
func isPostmark(line []byte) bool {
	rest, found := bytes.CutPrefix(bytes.TrimLeft(line, ">"), []byte("From "))
	if !found {
		return false
	}
	for i := 1; i+1 < len(rest); i++ {
		if rest[i] == ':' && isDigit(rest[i-1]) && isDigit(rest[i+1]) {
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

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
