package repair

import (
	"bytes"

	"assay/mail"
)

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
