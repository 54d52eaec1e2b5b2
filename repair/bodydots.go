package repair

import (
	"bytes"

	"assay/mail"
)

// undoDots takes the second dot from the beginning of lines, or puts it there.
func undoDots(m *mail.Message, yield func([]byte) bool) {
	fewer := eachLine(m, func(line []byte) []byte {
		if bytes.HasPrefix(line, []byte("..")) {
			return line[1:]
		}
		return line
	})
	if !offer(m, fewer, yield) {
		return
	}
	offer(m, eachLine(m, func(line []byte) []byte {
		if bytes.HasPrefix(line, []byte(".")) {
			return append([]byte{'.'}, line...)
		}
		return line
	}), yield)
}
