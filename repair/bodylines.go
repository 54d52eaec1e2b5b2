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
