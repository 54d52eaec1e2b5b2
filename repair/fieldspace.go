package repair

import (
	"bytes"
	"regexp"
	"strings"
)

// foldWidths are the lengths at which programmes fold a field.
var foldWidths = []int{78, 76, 72, 998}

// behindComma is a blank that a folded list of words got behind a comma.
var behindComma = regexp.MustCompile(`, (\S)`)

// undoRefolding writes a field on one line, or folded with a blank or a tab at
// usual widths; or without the blank that a fold put behind a comma, or into a
// long word. The first two matter to the simple form alone. RFC 6376 §3.4.1
func undoRefolding(c *context, name string, at int, add func([]byte, int)) {
	f, value, ok := c.field(at)
	if !ok {
		return
	}
	add(c.made(f.Name(), value), 0)
	if name == "subject" || name == "references" || name == "in-reply-to" {
		for i := range behindComma.FindAllStringIndex(value, 4) {
			add(c.made(f.Name(), withoutBlank(value, i)), i)
		}
		if joined := strings.ReplaceAll(value, ", ", ","); joined != value {
			add(c.made(f.Name(), joined), 0)
		}
	}
	add(bytes.ReplaceAll(f.Raw, []byte(c.end+"\t"), []byte(c.end+" ")), 0)
	add(bytes.ReplaceAll(f.Raw, []byte(c.end+" "), []byte(c.end+"\t")), 0)
	for i, width := range foldWidths {
		add(c.folded(f.Name(), value, "\t", width), i/2)
		add(c.folded(f.Name(), value, " ", width), i/2)
	}
	if name == "to" || name == "cc" {
		if boxes := mailboxes(value); len(boxes) > 1 {
			for _, indent := range []string{"\t", " ", "    ", "        "} {
				add(c.made(f.Name(), strings.Join(boxes, ","+c.end+indent)), 1)
			}
		}
	}
}

// withoutBlank is a value without the nth blank behind a comma.
func withoutBlank(value string, n int) string {
	at := behindComma.FindAllStringIndex(value, -1)[n]
	return value[:at[0]+1] + value[at[0]+2:]
}

// folded is a field whose lines are folded before the word that would go
// beyond width.
func (c *context) folded(name, value, indent string, width int) []byte {
	var b strings.Builder
	b.WriteString(name + ":")
	column := len(name) + 1
	for i, word := range strings.Fields(value) {
		if i > 0 && column+1+len(word) > width {
			b.WriteString(c.end + indent + word)
			column = len(indent) + len(word)
			continue
		}
		b.WriteString(" " + word)
		column += 1 + len(word)
	}
	return []byte(b.String() + c.end)
}
