package repair

import (
	"bytes"

	"assay/mail"
)

// undoLineEnds makes one line end of CR CR LF, drops a CR inside lines, and
// takes every second line away where all of these are empty.
func undoLineEnds(m *mail.Message, yield func([]byte) bool) {
	body := m.Raw[m.Body:]
	if bytes.Contains(body, []byte("\r\r\n")) && !offer(m, bytes.ReplaceAll(body, []byte("\r\r\n"), []byte("\r\n")), yield) {
		return
	}
	stray := eachLine(m, func(line []byte) []byte { return bytes.ReplaceAll(line, []byte("\r"), nil) })
	if !offer(m, stray, yield) {
		return
	}
	var single []byte
	i := 0
	for line := range lines(m, body) {
		if i++; i%2 == 1 {
			single = append(single, line...)
		} else if len(bytes.TrimSpace(line)) > 0 {
			return
		}
	}
	if len(single) < len(body) {
		offer(m, single, yield)
	}
}
