package mail

import (
	"bytes"
	"strconv"
)

// Embedded is a file that stands in a text in uuencode, older than MIME.
type Embedded struct {
	Name string // as its begin line gives it
}

// uuFile is where an encoded file stands in a text.
type uuFile struct {
	name  string
	whole Span // begin line to end line
	lines Span // the encoded lines
}

// EmbeddedFiles finds the files that stand in the text part p in uuencode.
// They are numbered below the part. What is in another transfer encoding is
// not searched.
func (m *Message) EmbeddedFiles(p *Part) (files []*Part) {
	if p.Encoding == "base64" || p.Encoding == "quoted-printable" || p.Embedded != nil {
		return nil
	}
	body := m.RawBody(p)
	for pos := 0; len(files) < MaxParts; {
		f, ok := findUU(body, pos, m.Lines.eol())
		if !ok {
			break
		}
		pos = f.whole.End
		files = append(files, &Part{
			Number:   p.Number + "." + strconv.Itoa(len(files)+1),
			Span:     Span{p.Body + f.whole.Start, p.Body + f.lines.End},
			Body:     p.Body + f.lines.Start,
			Type:     "application/octet-stream",
			Encoding: "x-uuencode",
			Embedded: &Embedded{Name: f.name},
		})
	}
	return files
}

// findUU finds the first complete encoded file at or after pos: a begin line
// with a mode, lines whose length fits their first byte, an end line.
func findUU(text []byte, pos int, eol byte) (uuFile, bool) {
	for pos < len(text) {
		i := bytes.Index(text[pos:], []byte("begin "))
		if i < 0 {
			break
		}
		start := pos + i
		pos = start + len("begin ")
		if start > 0 && text[start-1] != eol {
			continue
		}
		end := lineEnd(text, start, eol)
		mode, name, ok := bytes.Cut(bytes.TrimRight(text[pos:end], "\r\n"), []byte(" "))
		if !ok || len(mode) < 3 || len(mode) > 4 || len(bytes.Trim(mode, "01234567")) > 0 {
			continue
		}
		last, after, ok := uuLines(text, end, eol)
		if ok {
			return uuFile{string(name), Span{start, after}, Span{end, last}}, true
		}
		pos = max(pos, last)
	}
	return uuFile{}, false
}

// uuLines passes over encoded lines from pos on: last is the offset behind
// them, after the one behind the end line; ok is false where that is missing.
func uuLines(text []byte, pos int, eol byte) (last, after int, ok bool) {
	for pos < len(text) {
		end := lineEnd(text, pos, eol)
		line := bytes.TrimRight(text[pos:end], "\r\n")
		if string(bytes.TrimRight(line, " \t")) == "end" {
			return pos, end, true
		}
		if len(line) > 0 && (line[0] < ' ' || line[0] > '`' || len(line) > 70) {
			return pos, pos, false
		}
		pos = end
	}
	return pos, pos, false
}

// decodeUU decodes encoded lines; lines that are too short for the length
// they announce give what they have, and count as rubbish.
func decodeUU(lines []byte) (out []byte, rubbish int) {
	out = make([]byte, 0, len(lines)*3/4)
	for line := range bytes.Lines(lines) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			continue
		}
		want := int(line[0]-' ') & 63
		before := len(out)
		for i := 1; i < len(line) && len(out)-before < want; i += 4 {
			var q [4]byte
			for j := range q {
				if i+j < len(line) {
					q[j] = (line[i+j] - ' ') & 63
				}
			}
			out = append(out, q[0]<<2|q[1]>>4, q[1]<<4|q[2]>>2, q[2]<<6|q[3])
		}
		if got := len(out) - before; got < want {
			rubbish += want - got
		} else {
			out = out[:before+want]
		}
	}
	return out, rubbish
}
