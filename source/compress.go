package source

import (
	"bufio"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// errTrailing says that something stands behind the end of compressed data.
var errTrailing = errors.New("something stands behind the end of the compressed data, and is not read")

// decompress opens a stream of format f and of packed bytes. Name is what the
// stream says its content is called, or empty. Level counts the compressors
// around it. Every reader given holds at most MaxWindow, halved for each level,
// and works in the caller's goroutine; it has to be closed. Where something
// else stands behind the compressed data, it ends in errTrailing instead of
// io.EOF.
func decompress(f Format, r *bufio.Reader, packed int64, level int) (rc io.ReadCloser, name string, err error) {
	window := halved(MaxWindow, level)
	switch f {
	case FormatGzip:
		g, err := newGzip(r)
		if err != nil {
			return nil, "", err
		}
		return g, g.Name, nil
	case FormatBzip2:
		return io.NopCloser(&bzip2Stream{r: bzip2.NewReader(r)}), "", nil
	case FormatXZ:
		return io.NopCloser(newXZ(r, int(min(int64(window), atLeast(minWindow, lzmaRatio, packed))))), "", nil
	case FormatZstd:
		z, err := newZstd(r, window)
		return z, "", err
	}
	return nil, "", fmt.Errorf("format %q is not compressed", f)
}

// gzipStream reads the members of a gzip file (RFC 1952 §2.2) as one. What
// stands behind them and is no member gives errTrailing instead of io.EOF.
type gzipStream struct {
	*gzip.Reader
	src *bufio.Reader
}

func newGzip(r *bufio.Reader) (*gzipStream, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	z.Multistream(false)
	return &gzipStream{z, r}, nil
}

func (g *gzipStream) Read(p []byte) (int, error) {
	n, err := g.Reader.Read(p)
	if err != io.EOF {
		return n, err
	}
	magic, end := g.src.Peek(2)
	switch {
	case len(magic) == 0 && end == io.EOF:
		return n, io.EOF
	case len(magic) < 2 || magic[0] != 0x1f || magic[1] != 0x8b:
		if end != nil && end != io.EOF {
			return n, end
		}
		return n, errTrailing
	}
	first := g.Header
	if err := g.Reset(g.src); err != nil {
		return n, err
	}
	g.Multistream(false)
	g.Header = first
	return n, nil
}

// bzip2Stream tells what stands behind the data from damage inside. It keeps
// its error, which the library does not.
type bzip2Stream struct {
	r   io.Reader
	err error
}

// errBzip2Trailing is what the library says of bytes behind a stream.
const errBzip2Trailing = bzip2.StructuralError("bad magic value in continuation file")

func (b *bzip2Stream) Read(p []byte) (n int, err error) {
	if b.err != nil {
		return 0, b.err
	}
	n, b.err = b.r.Read(p)
	if b.err == errBzip2Trailing {
		b.err = errTrailing
	}
	return n, b.err
}

// zstdStream says why a frame (RFC 8878 §3.1.1) is refused.
type zstdStream struct {
	*zstd.Decoder
	window int
	n      int64
}

func newZstd(r io.Reader, window int) (*zstdStream, error) {
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1),
		zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(uint64(window)))
	if err != nil {
		return nil, err
	}
	return &zstdStream{Decoder: d, window: window}, nil
}

func (z *zstdStream) Read(p []byte) (int, error) {
	n, err := z.Decoder.Read(p)
	z.n += int64(n)
	switch {
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		err = &boundError{fmt.Sprintf("its window is larger than %d bytes; zstd -d --long=31 reads it", z.window)}
	case errors.Is(err, zstd.ErrMagicMismatch) && z.n > 0:
		err = errTrailing
	}
	return n, err
}

func (z *zstdStream) Close() error {
	z.Decoder.Close()
	return nil
}

// untilTrailing reads a stream as if nothing stood behind its end, and keeps
// what it ended in.
type untilTrailing struct {
	r   io.Reader
	end error // nil, io.EOF, errTrailing or what is wrong
}

func (u *untilTrailing) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	if err != nil {
		u.end = err
	}
	if err == errTrailing {
		err = io.EOF
	}
	return n, err
}

// damage is what is wrong with the data itself.
func (u *untilTrailing) damage() error {
	if u.end == io.EOF || u.end == errTrailing {
		return nil
	}
	return u.end
}
