package dkim

import (
	"bytes"
	"io"
)

// Sizes of what is handled at once, in bytes.
const (
	bodyBuffer = 4 << 10 // canonical bytes that are gathered before they are hashed
	bodyWindow = 8 << 10 // body that is searched for lines that need no change
	worthwhile = 512     // the least run of such lines that makes the search pay
)

// Body writes the canonical form of a message's body. RFC 6376 §3.4.3, §3.4.4
type Body struct {
	Canon Canon
	Ends
	Limit int64 // bytes to write, as l= says; negative for all

	Written int64 // out: bytes written
	Total   int64 // out: bytes the whole canonical body has
	Beyond  bool  // out: something other than white space stands behind Limit

	out   io.Writer
	buf   []byte
	empty int // line ends held back: they count only where a line follows
	err   error
}

// WriteTo writes the canonical body to w.
func (b *Body) WriteTo(w io.Writer, body []byte) error {
	if b.out = w; cap(b.buf) < bodyBuffer {
		b.buf = make([]byte, 0, bodyBuffer)
	}
	b.buf = b.buf[:0]
	for next := body; len(body) > 0; {
		if len(body) <= len(next) {
			run := b.settled(body)
			b.run(body[:run])
			if body = body[run:]; run < worthwhile { // not such text: a while line by line
				next = body[min(len(body), bodyWindow):]
			}
			if len(body) == 0 {
				break
			}
		}
		line, rest := b.nextLine(body)
		b.line(line)
		body = rest
	}
	// RFC 6376 §3.4.3: the simple form of an empty body is one CRLF.
	if b.Total == 0 && b.Canon == Simple {
		b.put(crlf)
	}
	b.flush()
	return b.err
}

// settled is the length of the whole lines at the beginning of body that are
// canonical as they stand: none empty, each ended by CRLF, no white space that
// the relaxed form would change.
func (b *Body) settled(body []byte) (length int) {
	if b.EOL != '\n' {
		return 0
	}
	window := body[:min(len(body), bodyWindow)]
	if b.Canon == Relaxed {
		window = before(before(window, []byte("\t")), []byte("  "))
	}
	for {
		i := bytes.IndexByte(window[length:], '\n')
		if i < 2 || window[length+i-1] != '\r' || b.Canon == Relaxed && window[length+i-2] == ' ' {
			return length
		}
		length += i + 1
	}
}

// before is the part of text before the first sep.
func before(text, sep []byte) []byte {
	text, _, _ = bytes.Cut(text, sep)
	return text
}

// run writes settled lines.
func (b *Body) run(lines []byte) {
	if len(lines) > 0 {
		b.putEmpty()
		b.put(lines)
	}
}

// putEmpty writes the line ends that were held back.
func (b *Body) putEmpty() {
	for ; b.empty > 0; b.empty-- {
		b.put(crlf)
	}
}

// nextLine takes the first line off body, without its end.
func (b *Body) nextLine(body []byte) (line, rest []byte) {
	from := 0
	for {
		i := bytes.IndexByte(body[from:], b.EOL)
		if i < 0 {
			return body, nil
		}
		i += from
		end := i
		if b.EOL == '\n' && i > 0 && body[i-1] == '\r' {
			end--
		} else if b.Strict {
			from = i + 1
			continue
		}
		return body[:end], body[i+1:]
	}
}

var crlf = []byte("\r\n")

// line writes one line and the line ends held back before it.
func (b *Body) line(line []byte) {
	if b.Canon == Relaxed {
		line = bytes.TrimRight(line, " \t")
	}
	if len(line) == 0 {
		b.empty++
		return
	}
	b.putEmpty()
	if b.Canon == Relaxed && (bytes.IndexByte(line, '\t') >= 0 || bytes.Contains(line, []byte("  "))) {
		b.putRelaxed(line)
	} else {
		b.put(line)
	}
	b.put(crlf)
}

// AppendLine appends the canonical form of one line of a body, without its
// end. RFC 6376 §3.4.3, §3.4.4
func (c Canon) AppendLine(dst, line []byte) []byte {
	if c != Relaxed {
		return append(dst, line...)
	}
	line = bytes.TrimRight(line, " \t")
	for len(line) > 0 {
		i := bytes.IndexAny(line, " \t")
		if i < 0 {
			return append(dst, line...)
		}
		dst = append(append(dst, line[:i]...), ' ')
		line = bytes.TrimLeft(line[i:], " \t")
	}
	return dst
}

// putRelaxed writes a line with each run of white space made one blank.
func (b *Body) putRelaxed(line []byte) {
	for len(line) > 0 {
		i := bytes.IndexAny(line, " \t")
		if i < 0 {
			b.put(line)
			return
		}
		b.put(line[:i])
		b.put([]byte{' '})
		line = bytes.TrimLeft(line[i:], " \t")
	}
}

// put counts canonical bytes and keeps those within the limit.
func (b *Body) put(p []byte) {
	b.Total += int64(len(p))
	if room := b.Limit - b.Written; b.Limit >= 0 && int64(len(p)) > room {
		b.Beyond = b.Beyond || len(bytes.TrimSpace(p[room:])) > 0
		p = p[:room]
	}
	b.Written += int64(len(p))
	if len(b.buf)+len(p) > bodyBuffer {
		b.flush()
	}
	if len(p) >= worthwhile {
		b.flush()
		b.write(p)
		return
	}
	b.buf = append(b.buf, p...)
}

func (b *Body) flush() {
	b.write(b.buf)
	b.buf = b.buf[:0]
}

func (b *Body) write(p []byte) {
	if b.err == nil && len(p) > 0 {
		_, b.err = b.out.Write(p)
	}
}
