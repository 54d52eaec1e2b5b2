package repair

import (
	"bytes"

	"assay/mail"
)

// maxEdge is how many empty lines before a text are put in or taken away.
const maxEdge = 3

// undoEdgeLines puts empty lines before the text, or takes them away. Those
// behind it never count. RFC 6376 §3.4.3
func undoEdgeLines(m *mail.Message, yield func([]byte) bool) {
	body, end := m.Raw[m.Body:], []byte(eol(m))
	for less, n := body, 0; n < maxEdge; n++ {
		rest, ok := bytes.CutPrefix(less, end)
		if !ok {
			break
		}
		if less = rest; !offer(m, less, yield) {
			return
		}
	}
	for n := 1; n <= maxEdge; n++ {
		if !offer(m, append(bytes.Repeat(end, n), body...), yield) {
			return
		}
	}
}
