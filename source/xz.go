package source

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"hash/crc64"
	"io"
)

// The .xz file format 1.2.0: streams of blocks, each LZMA2. The library reads
// no more than LZMA2 here, because of the container it would allocate whatever
// dictionary a block declares, up to 4 GiB, and again for every block.

var (
	xzMagic  = []byte("\xfd7zXZ\x00")
	xzFooter = []byte("YZ")
)

const (
	xzLZMA2      = 0x21     // §5.3.1
	xzMaxRecords = 1 << 60  // of an index, far more than can be
	xzMaxPad     = 64 << 20 // zeros behind a stream
)

// xzStream decompresses. A dictionary is at most window bytes; content that
// refers further back gives an error.
type xzStream struct {
	src    counted
	data   lzma2
	check  func() hash.Hash // of the stream; nil where it has none
	sumLen int
	inside bool // a block
	sum    hash.Hash
	start  int64 // of the block's data
	err    error
}

func newXZ(r *bufio.Reader, window int) *xzStream {
	x := &xzStream{src: counted{r: r}}
	x.data = lzma2{src: &x.src, window: window}
	x.err = x.openStream()
	return x
}

// Read reads the blocks of all streams as one.
func (x *xzStream) Read(p []byte) (int, error) {
	for x.err == nil {
		if !x.inside {
			x.err = x.openBlock()
			continue
		}
		n, err := x.data.Read(p)
		if x.sum != nil {
			x.sum.Write(p[:n])
		}
		if err == io.EOF {
			x.err = x.closeBlock()
		} else {
			x.err = err
		}
		if n > 0 {
			return n, nil
		}
	}
	return 0, x.err
}

// openStream reads a stream header (§2.1.1).
func (x *xzStream) openStream() error {
	var h [12]byte
	if err := x.src.full(h[:]); err != nil {
		return err
	}
	if !bytes.Equal(h[:6], xzMagic) || crc32.ChecksumIEEE(h[6:8]) != binary.LittleEndian.Uint32(h[8:]) {
		return errors.New("xz: damaged stream header")
	}
	x.check, x.sumLen = nil, 0
	switch h[7] & 0x0f { // §2.1.1.2
	case 0x00:
	case 0x01:
		x.check, x.sumLen = func() hash.Hash { return crc32.NewIEEE() }, crc32.Size
	case 0x04:
		x.check, x.sumLen = func() hash.Hash { return crc64.New(crc64.MakeTable(crc64.ECMA)) }, crc64.Size
	case 0x0a:
		x.check, x.sumLen = sha256.New, sha256.Size
	default:
		return fmt.Errorf("xz: unknown check %d", h[7]&0x0f)
	}
	return nil
}

// closeStream reads the index (§4) and the footer (§2.1.2), then opens the
// next stream; io.EOF where there is none.
func (x *xzStream) closeStream() error {
	start := x.src.n - 1
	records, err := binary.ReadUvarint(&x.src)
	if err != nil || records > xzMaxRecords {
		return errors.New("xz: damaged index")
	}
	for range 2 * records {
		if _, err := binary.ReadUvarint(&x.src); err != nil {
			return unexpected(err)
		}
	}
	tail := make([]byte, pad4(x.src.n-start)+4+12)
	if err := x.src.full(tail); err != nil {
		return err
	}
	if !bytes.HasSuffix(tail, xzFooter) {
		return errors.New("xz: damaged stream footer")
	}
	return x.nextStream()
}

// nextStream passes over the zeros between streams (§2.2).
func (x *xzStream) nextStream() error {
	for range xzMaxPad {
		next, err := x.src.r.Peek(1)
		if err != nil {
			return err
		}
		if next[0] != 0 {
			if next[0] != xzMagic[0] {
				return errTrailing
			}
			return x.openStream()
		}
		x.src.ReadByte()
	}
	return errTrailing
}

// pad4 is how many bytes n lacks to a multiple of four.
func pad4(n int64) int { return int(-n & 3) }
