package source

import (
	"bufio"
	"context"
	"hash"
	"io"
	"sync"

	"assay/item"
)

// hashed hashes what is read through it, and keeps it where that is asked.
type hashed struct {
	r       io.Reader
	sum     hash.Hash
	n       int64
	ended   bool
	keeping bool
	kept    []byte // the first MaxDocument bytes
}

func (h *hashed) Read(p []byte) (int, error) {
	n, err := h.r.Read(p)
	h.write(p[:n])
	h.ended = h.ended || err == io.EOF
	return n, err
}

func (h *hashed) write(p []byte) {
	h.sum.Write(p)
	h.n += int64(len(p))
	if h.keeping {
		h.kept = append(h.kept, p[:min(len(p), MaxDocument-len(h.kept))]...)
	}
}

// content is what was read, nil where not all of it was kept.
func (h *hashed) content() []byte {
	if !h.keeping || h.n > MaxDocument {
		return nil
	}
	return h.kept
}

func (h *hashed) digest() (d item.Digest) {
	h.sum.Sum(d[:0])
	return d
}

// buffers are the buffers of reading, of HeadSize.
var buffers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, HeadSize) }}

func takeBuffer(r io.Reader) *bufio.Reader {
	b := buffers.Get().(*bufio.Reader)
	b.Reset(r)
	return b
}

func giveBuffer(b *bufio.Reader) {
	b.Reset(nil)
	buffers.Put(b)
}

// readUpTo reads all of r, or limit bytes. It is said to hold size bytes,
// which may be a lie: memory grows with what was read.
func readUpTo(r io.Reader, limit int, size int64) ([]byte, error) {
	const least, most = 4 << 10, 1 << 20 // room to begin with
	data := make([]byte, 0, min(max(size+1, least), most, int64(limit)))
	for len(data) < limit {
		if len(data) == cap(data) {
			grown := make([]byte, len(data), min(2*cap(data), limit))
			copy(grown, data)
			data = grown
		}
		n, err := r.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	return data, nil
}

// cancelled ends a reader when the context ends.
type cancelled struct {
	ctx context.Context
	r   io.Reader
}

func (c *cancelled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, &abortError{err}
	}
	return c.r.Read(p)
}

// counted counts what was read.
type counted struct {
	r *bufio.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counted) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

func (c *counted) full(p []byte) error {
	_, err := io.ReadFull(c, p)
	return unexpected(err)
}

// unexpected is err, where the end of the data is none that may come here.
func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
