package repair

import (
	"bytes"
	"encoding/base64"

	"assay/mail"
)

// base64Widths are the lengths of lines in which programmes write base64.
// RFC 2045 §6.8 allows 76 at most.
var base64Widths = []int{76, 72, 60, 64, 57, 74}

// undoEncoding writes the texts of a message in other transfer encodings: all
// that are in one encoding at a time, as gateways do, or the first alone.
func undoEncoding(m *mail.Message, yield func([]byte) bool) {
	leaves := encodable(m)
	if len(leaves) == 0 {
		return
	}
	for _, w := range writers {
		if !yield(reencoded(m, leaves, w, true)) {
			return
		}
		if !m.Root.Multipart() {
			continue
		}
		if !yield(reencoded(m, leaves, w, false)) || len(leaves) > 1 && !yield(reencoded(m, leaves[:1], w, true)) {
			return
		}
	}
}

// encodable are the parts that a gateway may have encoded anew.
func encodable(m *mail.Message) (list []*mail.Part) {
	m.Root.Leaves(func(p *mail.Part) bool {
		if p.Embedded == nil && p.Type != "message/rfc822" && len(list) < maxEnds {
			list = append(list, p)
		}
		return true
	})
	return list
}

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

// reencoded is m with some of its parts written by w, and their fields with
// them; nil where that changes nothing or cannot be done. Where it is said that
// the last line ends in the delimiter, the parts have no empty line before it.
func reencoded(m *mail.Message, parts []*mail.Part, w writer, delimited bool) []byte {
	var raw bytes.Buffer
	at, changed := 0, false
	for _, p := range parts {
		content, rubbish := m.Decode(p)
		text := isText(p)
		if rubbish > 0 || w.text && !text {
			continue
		}
		if !text && w.encoding != "base64" {
			continue
		}
		if text && w.encoding == "base64" { // text has CRLF inside base64. RFC 2045 §6.8
			content = withEnds(content, "\r\n")
		}
		body := w.write(content, eol(m))
		if p == m.Root && !m.Root.Multipart() {
			if bytes.Equal(body, m.Raw[m.Body:]) {
				return nil
			}
			return rewritten(m, []string{"content-transfer-encoding"}, encodingField(m, p.Header, w.encoding), body)
		}
		if delimited {
			body = bytes.TrimSuffix(body, []byte(eol(m)))
		}
		if bytes.Equal(body, m.RawBody(p)) {
			continue
		}
		changed = true
		raw.Write(m.Raw[at:p.Span.Start])
		writePartHeader(&raw, m, p, w.encoding)
		raw.Write(body)
		at = p.Span.End
	}
	if !changed {
		return nil
	}
	raw.Write(m.Raw[at:])
	return raw.Bytes()
}

// maxEncoded is how many lines are taken from the end of a text in base64.
const maxEncoded = 40

// undoEncodedFooter takes lines from the end of a message that is one text in
// base64, which is then written as base64 again: a line of the text is no line
// of the body.
func undoEncodedFooter(m *mail.Message, yield func([]byte) bool) {
	p := m.Root
	if len(p.Children) > 0 || p.Encoding != "base64" || !isText(p) {
		return
	}
	content, rubbish := m.Decode(p)
	if rubbish > 0 {
		return
	}
	for _, at := range lastLines(content) {
		for _, text := range [][]byte{withEnds(content[:at], "\r\n"), bytes.TrimRight(content[:at], "\r\n")} {
			if !yield(withBody(m, wrapBase64(text, base64Widths[0], eol(m)))) {
				return
			}
		}
	}
}

// maxRules is how many lines that look like the beginning of an addition are
// tried.
const maxRules = 4

// lastLines are the offsets of the last lines of a text at which an addition
// looks to begin, the lowest first; where there is none, of all of them.
func lastLines(text []byte) []int {
	var rules, others []int
	end := len(bytes.TrimRight(text, "\r\n"))
	for range maxEncoded {
		at := bytes.LastIndexByte(text[:end], '\n')
		if at < 0 {
			break
		}
		if bytes.IndexByte([]byte("-_=*#~"), text[at+1]) >= 0 {
			rules = append(rules, at+1)
		} else {
			others = append(others, at+1)
		}
		end = at
	}
	if len(rules) > 0 { // each is a body to encode and to hash: the others are left
		return rules[:min(len(rules), maxRules)]
	}
	return others
}

func isText(p *mail.Part) bool { return bytes.HasPrefix([]byte(p.Type), []byte("text")) }

// encodingField is the field that announces an encoding, with the name as the
// header has it.
func encodingField(m *mail.Message, header []mail.Field, encoding string) []mail.Field {
	name := "Content-Transfer-Encoding"
	for _, f := range header {
		if f.Is("content-transfer-encoding") {
			name = f.Name()
		}
	}
	return []mail.Field{newField(m, name, encoding)}
}

func writePartHeader(raw *bytes.Buffer, m *mail.Message, p *mail.Part, encoding string) {
	fields := encodingField(m, p.Header, encoding)
	put := false
	for _, f := range p.Header {
		if f.Is("content-transfer-encoding") {
			if !put {
				raw.Write(fields[0].Raw)
			}
			put = true
			continue
		}
		raw.Write(f.Raw)
	}
	if !put {
		raw.Write(fields[0].Raw)
	}
	raw.WriteString(eol(m))
}
