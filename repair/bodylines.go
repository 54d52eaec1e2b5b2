package repair

import (
	"bytes"

	"assay/mail"
)

// eachLine is a body with every line changed by change, which gets it without
// its end; nil where none changed.
func eachLine(m *mail.Message, change func(line []byte) []byte) []byte {
	body := m.Raw[m.Body:]
	var out []byte
	at, kept := 0, 0 // how far the body was read, and how far it stands in out
	for line := range lines(m, body) {
		text := bare(line)
		if instead := change(text); !bytes.Equal(text, instead) {
			if out == nil {
				out = make([]byte, 0, len(body)+len(body)/16+64)
			}
			out = append(append(out, body[kept:at]...), instead...)
			kept = at + len(text)
		}
		at += len(line)
	}
	if out == nil {
		return nil
	}
	return append(out, body[kept:]...)
}

// offer hands over a message with another body, nil where there is none.
func offer(m *mail.Message, body []byte, yield func([]byte) bool) bool {
	if body == nil {
		return yield(nil)
	}
	return yield(withBody(m, body))
}

var from = []byte("From ")
