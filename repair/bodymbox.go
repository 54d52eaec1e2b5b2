package repair

import (
	"bytes"

	"assay/mail"
)

// maxEscaped are the lines with one > of which every selection is tried.
const maxEscaped = 4

// undoMboxFrom takes one > from lines that mailbox files escape: of every such
// line, as mboxrd wants it, or of those with one, as mboxo has it, some of which
// may have been so before; or puts it back where a reader took too many. RFC
// 4155 names no rule.
func undoMboxFrom(m *mail.Message, yield func([]byte) bool) {
	all := eachLine(m, func(line []byte) []byte {
		if rest := bytes.TrimLeft(line, ">"); len(rest) < len(line) && bytes.HasPrefix(rest, from) {
			return line[1:]
		}
		return line
	})
	if !offer(m, all, yield) {
		return
	}
	count := 0
	unescaped := func(chosen int) []byte {
		count = 0
		return eachLine(m, func(line []byte) []byte {
			if !bytes.HasPrefix(line, []byte(">From ")) {
				return line
			}
			if count++; chosen>>min(count-1, 31)&1 == 0 {
				return line
			}
			return line[1:]
		})
	}
	if single := unescaped(-1); !bytes.Equal(all, single) && !offer(m, single, yield) {
		return
	}
	if n := count; n > 1 && n <= maxEscaped {
		for chosen := 1; chosen < 1<<n-1; chosen++ {
			if !offer(m, unescaped(chosen), yield) {
				return
			}
		}
	}
	offer(m, eachLine(m, func(line []byte) []byte {
		if bytes.HasPrefix(line, from) {
			return append([]byte{'>'}, line...)
		}
		return line
	}), yield)
}
