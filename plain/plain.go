// Package plain reads what is text: plain text in any character set, and web
// pages with what they say of themselves.
//
// It follows the WHATWG's Encoding, MIME Sniffing and HTML standards as far as
// a browser would for a file on disk. Nothing is fetched and no script runs:
// words that a script would add or take away are not seen.
package plain

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"assay/document"
)

// MaxControl is the share of control characters above which bytes are no text.
const MaxControl = 0.01

// errNotText says that the bytes are no text.
var errNotText = errors.New("not text")

// Read reads a text or a web page. The error says that it is not text at all.
func Read(content []byte) (*document.Document, error) {
	if len(content) > document.MaxBytes {
		return nil, fmt.Errorf("a text of %d bytes is not read: at most %d", len(content), document.MaxBytes)
	}
	c, err := decode(content)
	if err != nil {
		return nil, err
	}
	d := &document.Document{Kind: document.Text, Format: "plain", MIME: "text/plain"}
	c.describe(d)
	lineEnds(d, c.text)
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(c.text)
	if looksLikePage(text) {
		readPage(d, text)
	} else {
		d.Text = text
		classify(d, text)
	}
	d.Bound()
	return d, nil
}

// field adds a field where there is a value.
func field(d *document.Document, name, value, where string) {
	if value = strings.TrimSpace(value); value != "" {
		d.Fields = append(d.Fields, document.Field{Name: name, Value: value, Where: where})
	}
}

// lineEnds says which line ends there are: programmes and systems differ, and a
// text put together from two shows both.
func lineEnds(d *document.Document, text string) {
	crlf := strings.Count(text, "\r\n")
	lf, cr := strings.Count(text, "\n")-crlf, strings.Count(text, "\r")-crlf
	var found []string
	for _, c := range []struct {
		name string
		n    int
	}{{"CRLF", crlf}, {"LF", lf}, {"CR", cr}} {
		if c.n > 0 {
			found = append(found, fmt.Sprintf("%s %d", c.name, c.n))
		}
	}
	field(d, "line ends", strings.Join(found, ", "), "the bytes")
}

// isBinary says whether decoded text has more control characters than text has.
func isBinary(text string) bool {
	controls := 0
	for i := range len(text) {
		switch b := text[i]; {
		case b >= ' ' && b != 0x7f, b == '\t', b == '\n', b == '\r', b == '\f', b == '\v', b == '\b', b == 0x1a, b == 0x1b:
		default:
			controls++
		}
	}
	return float64(controls) > MaxControl*float64(len(text))
}

// signatures are the beginnings of files that are mostly text and are not.
var signatures = [][]byte{[]byte("%PDF-"), []byte(`{\rtf`), []byte("%!PS")}

// foreign says whether the bytes belong to another reader.
func foreign(content []byte) bool {
	for _, s := range signatures {
		if bytes.HasPrefix(content, s) {
			return true
		}
	}
	return false
}
