package rtf

import (
	"unicode/utf16"

	"assay/document"
)

// data takes bytes: text, or the digits or bytes of an object.
func (r *reader) data(t token) {
	if r.starred && t.kind == plain {
		r.starred = false
	}
	if o := r.target(); o != nil {
		if t.kind == raw {
			o.add(t.data)
		} else {
			o.digits(t.data)
		}
		return
	}
	b := t.data
	if t.kind == raw {
		r.skip = max(0, r.skip-1) // of \u's substitutes it is one
		return
	}
	n := min(r.skip, len(b))
	r.skip -= n
	if b = b[n:]; len(b) == 0 || r.state.into == ignored {
		return
	}
	if r.pending = append(r.pending, b...); len(r.pending) > 1<<16 {
		r.flush()
	}
}

// flush decodes the bytes that wait, so that a character of two bytes is whole.
func (r *reader) flush() {
	if len(r.pending) == 0 {
		return
	}
	text := decode(r.pending, r.state.page)
	r.pending = r.pending[:0]
	r.put(text)
}

// put adds text where the present group wants it.
func (r *reader) put(text string) {
	switch r.state.into {
	case ignored:
	case shown:
		switch {
		case r.state.deleted:
			r.deleted.Add(text)
		case r.state.hidden:
			r.hidden.Add(text)
		default:
			r.text.Add(text)
		}
	default:
		if len(r.value) < document.MaxText {
			r.value = append(r.value, text...)
		}
	}
}

// char adds the character of \u (RTF 1.9.1, "Unicode RTF").
func (r *reader) char(value int) {
	r.flush()
	c := rune(value)
	if value < 0 {
		c += 1 << 16
	}
	r.skip = r.state.unicode
	switch {
	case utf16.IsSurrogate(c) && c < 0xDC00:
		r.high = c
		return
	case utf16.IsSurrogate(c):
		c = utf16.DecodeRune(r.high, c)
	}
	r.high = 0
	if c >= ' ' && c <= 0x10FFFF {
		r.put(string(c))
	}
}

// symbol takes a backslash with a character that is no letter.
func (r *reader) symbol(name string) {
	if r.skip > 0 && name != "*" {
		r.skip--
		return
	}
	switch name {
	case "*":
		r.starred = true
	case "\\", "{", "}":
		r.pending = append(r.pending, name...)
	case "~":
		r.flush()
		r.put("\u00a0")
	case "_":
		r.flush()
		r.put("-")
	case "\n", "\r":
		r.flush()
		r.endLine()
	case "\t":
		r.flush()
		r.put("\t")
	}
}

// endLine ends a line of the text, and is a blank in a value.
func (r *reader) endLine() {
	switch {
	case r.state.into != shown:
		r.put(" ")
	case r.state.deleted || r.state.hidden:
		r.put("\n")
	default:
		r.text.End()
	}
}

// aside begins a text beside the paragraph, until its group ends.
func (r *reader) aside() {
	r.state.into = shown
	r.state.hidden, r.state.deleted = false, false
	if r.text.Open() {
		r.state.closes = r.text.Close
	}
}

// characters are words that stand for one character, or end a line.
var characters = map[string]string{
	"tab": "\t", "cell": "\t", "nestcell": "\t",
	"emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
	"ldblquote": "“", "rdblquote": "”", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
}

var lineEnds = map[string]bool{"par": true, "line": true, "sect": true, "page": true, "row": true, "nestrow": true, "softline": true, "lbr": true}
