package repair

import (
	"bytes"

	"assay/mail"
)

// undoDashes puts the blank back into the line above a signature, and into the
// lines of nothing but a quoted one.
func undoDashes(m *mail.Message, yield func([]byte) bool) {
	quotes := eachLine(m, func(line []byte) []byte {
		if quoted := bytes.TrimRight(line, ">"); string(line) == "--" || len(quoted) == 0 && len(line) > 0 {
			return append(append([]byte{}, line...), ' ')
		}
		if string(bytes.TrimLeft(line, "> ")) == "--" {
			return append(append([]byte{}, line...), ' ')
		}
		return line
	})
	if !offer(m, quotes, yield) {
		return
	}
	offer(m, eachLine(m, func(line []byte) []byte {
		if string(bytes.TrimLeft(line, "> ")) == "--" {
			return append(append([]byte{}, line...), ' ')
		}
		return line
	}), yield)
}
