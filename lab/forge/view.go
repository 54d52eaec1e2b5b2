package forge

import (
	"bytes"
	"regexp"

	"assay/mail"
)

// whose tells who wrote a word of a text.
type whose uint8

const (
	nobody whose = iota // a footer, an attribution, what no reader sees as talk
	own                 // the writer of the mail
	quoted              // somebody whom he quotes
)

// view is a text as it is read: blanks drawn together, marks of quotation and
// markup left out, in the bytes of its charset.
type view struct {
	text []byte
	from []int // offset in the decoded part at which each byte of text begins
	to   []int // and ends
	by   []whose
}

func (v *view) add(c byte, from, to int, by whose) {
	blank := c == ' ' || c == '\t' || c == '\r' || c == '\n'
	if blank {
		if n := len(v.text); n == 0 || v.text[n-1] == ' ' {
			return
		}
		c = ' '
	}
	v.text, v.from, v.to, v.by = append(v.text, c), append(v.from, from), append(v.to, to), append(v.by, by)
}

// all reports whether a range of the view was written by one.
func (v *view) all(start, end int, by whose) bool {
	for _, b := range v.by[start:end] {
		if b != by {
			return false
		}
	}
	return start < end
}

// maxPart bounds the texts that are edited, in bytes.
const maxPart = 1 << 20

// side is one rendering of the mail's text.
type side struct {
	part    *mail.Part
	decoded []byte
	html    bool
	view    view
}

// sides are the renderings of the mail's own text, the plain one first.
func (w *work) sides() (list []*side) {
	for _, kind := range []string{"text/plain", "text/html"} {
		w.now.Root.Leaves(func(p *mail.Part) bool {
			if p.Type != kind || !p.Own() || p.Span.End-p.Body > maxPart {
				return true
			}
			decoded, _ := w.now.Decode(p)
			if p.Encoding == "quoted-printable" {
				decoded, _ = decodeQP(w.now.RawBody(p))
			}
			if len(bytes.TrimSpace(decoded)) == 0 || !editable(p, decoded) {
				return true
			}
			s := &side{part: p, decoded: decoded, html: kind == "text/html"}
			if s.html {
				s.view = viewHTML(decoded)
			} else {
				s.view = viewPlain(decoded)
			}
			list = append(list, s)
			return false
		})
	}
	return list
}

// viewPlain reads a plain text line by line.
func viewPlain(text []byte) view {
	var v view
	by, pos := own, 0
	for pos < len(text) {
		end := len(text)
		if i := bytes.IndexByte(text[pos:], '\n'); i >= 0 {
			end = pos + i + 1
		}
		line := text[pos:end]
		if ends(line) {
			by = nobody
		}
		if bytes.HasPrefix(bytes.TrimLeft(line, "-_ "), []byte("Original Message")) {
			by = quoted
		}
		lineBy, start := by, 0
		switch {
		case by != own:
		case bytes.HasPrefix(line, []byte(">")):
			lineBy = quoted
			start = len(line) - len(bytes.TrimLeft(line, "> "))
		case attribution(text, line, end) || drawn(line):
			lineBy = nobody
		}
		for i := start; i < len(line); i++ {
			v.add(line[i], pos+i, pos+i+1, lineBy)
		}
		v.add(' ', end-1, end, lineBy)
		pos = end
	}
	return v
}

// ends reports whether a line ends what the writer says: the mark of his
// signature, the rule above a list's footer, an armour.
func ends(line []byte) bool {
	line = bytes.TrimRight(line, "\r\n")
	return string(line) == "-- " || string(line) == "--" || bytes.HasPrefix(line, []byte("____________")) ||
		bytes.HasPrefix(line, []byte("------------")) || bytes.HasPrefix(line, []byte("-----BEGIN PGP SIGNATURE"))
}

// attribution reports whether a line says whom the next one quotes.
func attribution(text, line []byte, end int) bool {
	if !bytes.HasSuffix(bytes.TrimSpace(line), []byte(":")) {
		return dated.Match(line) && bytes.HasPrefix(line, []byte("On "))
	}
	return bytes.HasPrefix(bytes.TrimLeft(text[end:], " \t\r\n"), []byte(">")) || bytes.HasSuffix(bytes.TrimSpace(line), []byte("wrote:"))
}

var dated = regexp.MustCompile(`\b(19|20)\d\d\b`)

// drawn reports whether a line is no sentence: code, a table, a change to code.
func drawn(line []byte) bool {
	return len(line) > 0 && bytes.IndexByte([]byte("\t+-@|#$<{}*="), line[0]) >= 0 || bytes.HasPrefix(line, []byte("   ")) ||
		bytes.HasPrefix(line, []byte("diff ")) || bytes.HasPrefix(line, []byte("Hash:"))
}
