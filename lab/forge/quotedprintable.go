package forge

import "bytes"

// lineMost is the longest line of quoted-printable. RFC 2045 §6.7 (5)
const lineMost = 76

const hexDigits = "0123456789ABCDEF"

// decodeQP decodes, and tells at which offset of src each byte of out begins;
// one more tells where the last ends.
func decodeQP(src []byte) (out []byte, from []int) {
	for pos := 0; pos < len(src); {
		c := src[pos]
		switch n := softBreak(src[pos:]); {
		case n > 0:
			pos += n
			continue
		case c == '=' && pos+2 < len(src) && unhex(src[pos+1]) < 16 && unhex(src[pos+2]) < 16:
			out, from = append(out, unhex(src[pos+1])<<4|unhex(src[pos+2])), append(from, pos)
			pos += 3
			continue
		}
		out, from = append(out, c), append(from, pos)
		pos++
	}
	return out, append(from, len(src))
}

// softBreak is the length of the soft line break that src begins with, or 0.
func softBreak(src []byte) int {
	switch {
	case bytes.HasPrefix(src, []byte("=\r\n")):
		return 3
	case bytes.HasPrefix(src, []byte("=\n")):
		return 2
	}
	return 0
}

func unhex(c byte) byte {
	if i := bytes.IndexByte([]byte(hexDigits), c); i >= 0 {
		return byte(i)
	}
	if i := bytes.IndexByte([]byte("abcdef"), c); i >= 0 {
		return byte(10 + i)
	}
	return 16
}

// encodeAnew replaces a range of the decoded text and encodes the lines that it
// touches as their programme did: from, to are the bytes of src to replace.
func encodeAnew(src []byte, start, end int, with []byte) (from, to int, text []byte) {
	decoded, offsets := decodeQP(src)
	first := bytes.LastIndexByte(decoded[:start], '\n') + 1
	last := len(decoded)
	if i := bytes.IndexByte(decoded[end:], '\n'); i >= 0 {
		last = end + i
	}
	last -= len(decoded[:last]) - len(bytes.TrimRight(decoded[:last], "\r"))
	last = max(last, end)
	line := append(append(append([]byte(nil), decoded[first:start]...), with...), decoded[end:last]...)
	return offsets[first], offsets[last], encodeQP(line, softWidth(src), eolOf(src))
}

// softWidth is the length at which a programme broke its lines.
func softWidth(src []byte) int {
	width := 0
	for line := range bytes.Lines(src) {
		if line = bytes.TrimRight(line, "\r\n"); bytes.HasSuffix(line, []byte("=")) {
			width = max(width, len(line))
		}
	}
	if width < 40 || width > lineMost {
		return lineMost
	}
	return width
}

// encodeQP encodes lines, broken softly so that none is longer than width.
func encodeQP(text []byte, width int, eol string) (out []byte) {
	column := 0
	for i, c := range text {
		if c == '\n' || c == '\r' {
			out, column = append(out, c), 0
			continue
		}
		code := []byte{c}
		atEnd := i+1 == len(text) || text[i+1] == '\r' || text[i+1] == '\n'
		if c == '=' || c > '~' || c < ' ' && c != '\t' || atEnd && (c == ' ' || c == '\t') {
			code = []byte{'=', hexDigits[c>>4], hexDigits[c&15]}
		}
		room := width - 1 // for the sign of the soft break
		if atEnd {
			room = width
		}
		if column+len(code) > room {
			out, column = append(append(out, '='), eol...), 0
		}
		out, column = append(out, code...), column+len(code)
	}
	return out
}

// editQP edits the source, as an editor shows it, and lets its line grow. rough
// tells that it shows: the line has become longer than may be, or a line that is
// broken softly is less full than all others.
func (w *work) editQP(s *side, start, end int, with []byte) (change splice, rough, ok bool) {
	raw := w.now.RawBody(s.part)
	decoded, from := decodeQP(raw)
	a, b := from[start], from[end]
	if !bytes.Equal(raw[a:b], decoded[start:end]) || bytes.IndexByte(with, '=') >= 0 {
		return splice{}, false, false // not to be found in the source
	}
	first := bytes.LastIndexByte(raw[:a], '\n') + 1
	last := len(raw)
	if i := bytes.IndexByte(raw[b:], '\n'); i >= 0 {
		last = b + i
	}
	line := bytes.TrimRight(append(append(append([]byte(nil), raw[first:a]...), with...), raw[b:last]...), "\r")
	was := bytes.TrimRight(raw[first:last], "\r")
	rough = !ascii(string(with)) || len(line) > lineMost && len(was) <= lineMost || len(line) < len(was) && slack(raw, first, line)
	return splice{s.part.Body + a, s.part.Body + b, with}, rough, true
}

// slack reports whether a line that is broken softly is shorter by several
// letters than every other that is.
func slack(raw []byte, first int, line []byte) bool {
	const enough, several = 4, 3 // lines to compare; a code has three letters
	if !bytes.HasSuffix(line, []byte("=")) {
		return false
	}
	seen, least := 0, lineMost
	for pos := 0; pos < len(raw); {
		end := len(raw)
		if i := bytes.IndexByte(raw[pos:], '\n'); i >= 0 {
			end = pos + i + 1
		}
		other := bytes.TrimRight(raw[pos:end], "\r\n")
		if pos != first && bytes.HasSuffix(other, []byte("=")) {
			seen, least = seen+1, min(least, len(other))
		}
		pos = end
	}
	return seen >= enough && len(line) < least-several
}
