package source

import (
	"bytes"
	"io"
	"strconv"
	"strings"
)

// mboxSlack is how much more than a mail the window of an mbox holds, so that
// what has to be moved in it is paid for by what was passed.
const mboxSlack = 8 << 20

// maxMboxHeader bounds the header in which Content-Length is looked for.
const maxMboxHeader = 256 << 10

// message is what stands between two From_ lines of an mbox.
type message struct {
	offset int64
	length int64
	data   []byte // in the window, valid until the next message; nil where length is over the limit
	err    error  // that cut it off
}

// splitter cuts an mbox into messages: mboxo and mboxrd at From_ lines, mboxcl2
// where a Content-Length can be believed. Nothing is unescaped. Every byte of
// the stream is in one of: a message, a From_ line, the one blank line behind
// a message that belongs to the format (RFC 4155 appendix A).
type splitter struct {
	w       *window
	maxMail int
	form    fromForm // of the first From_ line
}

func newSplitter(r io.Reader, maxMail int) *splitter {
	return &splitter{w: newWindow(r, maxMail+mboxSlack), maxMail: maxMail}
}

// next returns the next message. At the end it returns io.EOF, or the error
// that reading ended in.
func (s *splitter) next() (message, error) {
	s.w.ensure(separatorSpan)
	if len(s.w.text()) == 0 {
		return message{}, s.w.err
	}
	if s.form == notFrom {
		s.form = formOf(bytes.TrimPrefix(s.w.text(), byteOrderMark))
	}
	s.passLine()
	m := message{offset: s.w.offset}
	if n, ok := s.believedLength(); ok {
		m.length, m.data = int64(n), s.w.text()[:n]
		return m, nil
	}
	var last bool
	m.length, m.data, last = s.scan()
	if last && s.w.err != io.EOF {
		m.err = s.w.err
	}
	return m, nil
}

// pass moves behind a message and the blank line that belongs to the format.
// It has to be called before the next next.
func (s *splitter) pass(m message) {
	s.w.pass(int(m.offset + m.length - s.w.offset))
	s.w.ensure(separatorSpan)
	text := s.w.text()
	if blank := blankLine(text); blank > 0 {
		if rest := text[blank:]; len(rest) == 0 || isSeparator(rest, true, s.form) {
			s.w.pass(blank)
		}
	}
}

// passLine moves behind the line at the start.
func (s *splitter) passLine() {
	text := s.w.text()
	if end := bytes.IndexByte(text, '\n'); end >= 0 {
		s.w.pass(end + 1)
	} else {
		s.w.pass(len(text))
	}
}

// scan returns the length of the message at the start: up to the next From_
// line, or to the end, and then it is the last. The data are nil where they
// are over the limit.
func (s *splitter) scan() (length int64, data []byte, last bool) {
	const keep = 4 // bytes before a From_ line that decide whether it is one
	var dropped int64
	for from := 0; ; {
		text := s.w.text()
		i := bytes.Index(text[from:], []byte("\n"+fromMark))
		if i >= 0 {
			from += i + 1
			s.w.ensure(from + separatorSpan)
			if text = s.w.text(); isSeparator(text[from:], endsBlank(text[:from]), s.form) {
				length, data = s.cut(from, dropped)
				return length, data, false
			}
			continue
		}
		if from = max(from, len(text)-len(fromMark)); from > s.maxMail {
			s.w.pass(from - keep)
			dropped += int64(from - keep)
			from = keep
		}
		if !s.w.more() {
			length, data = s.cut(len(s.w.text()), dropped)
			return length, data, true
		}
	}
}

// cut ends a message at end, or before the blank line there.
func (s *splitter) cut(end int, dropped int64) (length int64, data []byte) {
	text := s.w.text()[:end]
	text = text[:end-finalBlank(text)]
	if length = dropped + int64(len(text)); length > int64(s.maxMail) {
		return length, nil
	}
	return length, text
}

// believedLength returns the length that the message at the start declares,
// where the message it would make ends at the end of the mbox or before a
// From_ line.
func (s *splitter) believedLength() (int, bool) {
	header, n, ok := s.declaredLength()
	if !ok || n > s.maxMail-header {
		return 0, false
	}
	n += header
	s.w.ensure(n + separatorSpan)
	text := s.w.text()
	if len(text) < n {
		return 0, false
	}
	rest := text[n:]
	rest = rest[blankLine(rest):]
	return n, len(rest) == 0 && s.w.err == io.EOF || isSeparator(rest, true, s.form)
}

// declaredLength reads the header at the start: how long it is, with the blank
// line that ends it, and what its Content-Length says of the body.
func (s *splitter) declaredLength() (header, body int, ok bool) {
	const field = "content-length"
	for header < maxMboxHeader {
		text := s.w.text()[header:]
		end := bytes.IndexByte(text, '\n')
		if end < 0 {
			if len(text) > maxMboxHeader || !s.w.more() {
				return 0, 0, false
			}
			continue
		}
		line := bytes.TrimSuffix(text[:end], []byte("\r"))
		header += end + 1
		if len(line) == 0 {
			return header, body, ok
		}
		if line[0] == ' ' || line[0] == '\t' {
			continue
		}
		name := fieldName(line)
		if name == nil {
			return 0, 0, false
		}
		if len(name) == len(field) && strings.EqualFold(string(name), field) {
			_, value, _ := bytes.Cut(line, []byte(":"))
			n, err := strconv.ParseUint(string(bytes.TrimSpace(value)), 10, 31)
			body, ok = int(n), err == nil
		}
	}
	return 0, 0, false
}

// blankLine is the length of the blank line that text begins with, or 0.
func blankLine(text []byte) int {
	switch {
	case bytes.HasPrefix(text, []byte("\n")):
		return 1
	case bytes.HasPrefix(text, []byte("\r\n")):
		return 2
	}
	return 0
}

// finalBlank is the length of the blank line that text ends with, or 0.
func finalBlank(text []byte) int {
	rest, found := bytes.CutSuffix(text, []byte("\n"))
	if !found {
		return 0
	}
	rest = bytes.TrimSuffix(rest, []byte("\r"))
	if len(rest) > 0 && rest[len(rest)-1] != '\n' {
		return 0
	}
	return len(text) - len(rest)
}

func endsBlank(text []byte) bool { return finalBlank(text) > 0 }
