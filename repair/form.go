package repair

import (
	"bytes"
	"iter"

	"assay/mail"
)

// form is a message as it may have been before something happened to it.
type form struct {
	*mail.Message          // nil until it is its turn
	raw           []byte   // until then
	trail         []string // rewrites that led here
}

// crlf reports whether the lines of a message end in CRLF.
func crlf(m *mail.Message) bool { return m.Lines == mail.CRLF || m.Lines == mail.Mixed }

// eol is the line end that a message is written with.
func eol(m *mail.Message) string {
	switch {
	case crlf(m):
		return "\r\n"
	case m.Lines == mail.CR:
		return "\r"
	}
	return "\n"
}

// withBody is m with another body.
func withBody(m *mail.Message, body []byte) []byte {
	raw := make([]byte, 0, m.Body+len(body))
	raw = append(raw, m.Raw[:m.Body]...)
	return append(raw, body...)
}

// content are the fields that decide how a body is read. RFC 2045 §3
var content = []string{"content-type", "content-transfer-encoding", "content-disposition", "content-description", "content-id"}

// rewritten is m with other fields for those of names, and another body. Each
// new field stands where the first old one of its name did; those without a
// place come last.
func rewritten(m *mail.Message, names []string, fields []mail.Field, body []byte) []byte {
	var raw bytes.Buffer
	put := make([]bool, len(fields))
	place := func(name string) {
		for i, f := range fields {
			if !put[i] && f.Is(name) {
				put[i] = true
				raw.Write(f.Raw)
			}
		}
	}
	for _, f := range m.Header {
		if replaced := nameIn(f, names); replaced != "" {
			place(replaced)
			continue
		}
		raw.Write(f.Raw)
	}
	for i, f := range fields {
		if !put[i] {
			raw.Write(f.Raw)
		}
	}
	raw.WriteString(eol(m))
	raw.Write(body)
	return raw.Bytes()
}

// nameIn is the one of names, in lower case, that a field has; "" for none.
func nameIn(f mail.Field, names []string) string {
	for _, n := range names {
		if f.Is(n) {
			return n
		}
	}
	return ""
}

// newField is a field made of text on one line.
func newField(m *mail.Message, name, value string) mail.Field {
	raw := []byte(name + ": " + value + eol(m))
	return mail.Parse(raw).Header[0]
}

// lines yields the lines of a body, their ends included.
func lines(m *mail.Message, body []byte) iter.Seq[[]byte] {
	end := byte('\n')
	if m.Lines == mail.CR {
		end = '\r'
	}
	return func(yield func([]byte) bool) {
		for len(body) > 0 {
			i := bytes.IndexByte(body, end) + 1
			if i == 0 {
				i = len(body)
			}
			if !yield(body[:i]) {
				return
			}
			body = body[i:]
		}
	}
}

// bare is a line without its end.
func bare(line []byte) []byte {
	line = bytes.TrimSuffix(line, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r"))
}
