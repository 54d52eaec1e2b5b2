package dkim

import (
	"bytes"
	"io"
)

// bodyBuffer is how many canonical bytes are gathered before they are hashed.
const bodyBuffer = 32 << 10

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
	b.out, b.buf = w, make([]byte, 0, bodyBuffer+1024)
	for len(body) > 0 {
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
	for ; b.empty > 0; b.empty-- {
		b.put(crlf)
	}
	if b.Canon == Relaxed && (bytes.IndexByte(line, '\t') >= 0 || bytes.Contains(line, []byte("  "))) {
		b.putRelaxed(line)
	} else {
		b.put(line)
	}
	b.put(crlf)
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
	if len(p) > bodyBuffer {
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
