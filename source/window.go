package source

import "io"

// window is a piece of a stream that moves along with it. What was read and
// not yet passed stays in one slice, so that it can be searched.
type window struct {
	r          io.Reader
	buf        []byte
	start, end int   // of what stands in buf
	offset     int64 // of buf[start] in the stream
	limit      int   // of buf
	err        error // that reading ended in; io.EOF at the end
}

// windowSize is the size a window begins with, and the most it reads at once.
const windowSize = 256 << 10

func newWindow(r io.Reader, limit int) *window {
	return &window{r: r, buf: make([]byte, min(windowSize, limit)), limit: limit}
}

// text is what is in view. It is valid until the next call of more.
func (w *window) text() []byte { return w.buf[w.start:w.end] }

// pass moves the start by n bytes.
func (w *window) pass(n int) {
	w.start += n
	w.offset += int64(n)
}

// more reads further. It reports whether text grew; where it did not, the
// stream has ended (err is set) or the window is full.
func (w *window) more() bool {
	if w.err != nil || !w.makeRoom() {
		return false
	}
	const idleReads = 100 // as bufio: a reader that gives nothing is broken
	for range idleReads {
		n, err := w.r.Read(w.buf[w.end:min(len(w.buf), w.end+windowSize)])
		w.end += n
		w.err = err
		if n > 0 || err != nil {
			return n > 0
		}
	}
	w.err = io.ErrNoProgress
	return false
}

// ensure reads until n bytes are in view, and reports whether they are.
func (w *window) ensure(n int) bool {
	for w.end-w.start < n {
		if !w.more() {
			return false
		}
	}
	return true
}

// makeRoom makes room behind the end. Bytes are moved only where as many have
// been passed, or the window cannot grow; so moving costs no more than a few
// times the reading.
func (w *window) makeRoom() bool {
	switch {
	case w.end < len(w.buf):
		return true
	case w.start >= len(w.buf)/2 || len(w.buf) == w.limit && w.start > 0:
		w.end = copy(w.buf, w.buf[w.start:w.end])
		w.start = 0
		return true
	case len(w.buf) == w.limit:
		return false
	}
	grown := make([]byte, min(2*len(w.buf), w.limit))
	w.end = copy(grown, w.buf[w.start:w.end])
	w.buf, w.start = grown, 0
	return true
}
