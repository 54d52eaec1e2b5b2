package repair

import (
	"bytes"
	"encoding/base64"
)

// base64Widths are the lengths of lines in which programmes write base64.
// RFC 2045 §6.8 allows 76 at most.
var base64Widths = []int{76, 72, 60, 64, 57, 74}

// writer writes content in one of the ways of a transfer encoding.
type writer struct {
	encoding string
	text     bool // it is for text alone
	write    func(content []byte, end string) []byte
}

// writers are the ways that are tried, the frequent ones first.
var writers = makeWriters()

func makeWriters() []writer {
	list := []writer{{"8bit", true, func(content []byte, end string) []byte { return withEnds(content, end) }}}
	for _, q := range quotedStyles {
		list = append(list, writer{"quoted-printable", true, q.write})
	}
	for _, n := range base64Widths {
		list = append(list, writer{"base64", false, func(content []byte, end string) []byte { return wrapBase64(content, n, end) }})
	}
	return list
}

// withEnds is text with its line ends written as end.
func withEnds(text []byte, end string) []byte {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	if end != "\n" {
		text = bytes.ReplaceAll(text, []byte("\n"), []byte(end))
	}
	return text
}

func wrapBase64(content []byte, width int, end string) []byte {
	step := width / 4 * 3
	size := base64.StdEncoding.EncodedLen(len(content))
	out := make([]byte, 0, size+(size/width+1)*len(end)+4)
	if width%4 != 0 { // a group of four is cut in two
		text := base64.StdEncoding.EncodeToString(content)
		for ; len(text) > width; text = text[width:] {
			out = append(append(out, text[:width]...), end...)
		}
		return append(append(out, text...), end...)
	}
	for ; len(content) > step; content = content[step:] {
		out = append(base64.StdEncoding.AppendEncode(out, content[:step]), end...)
	}
	return append(base64.StdEncoding.AppendEncode(out, content), end...)
}
