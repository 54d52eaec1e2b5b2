package source

import (
	"errors"
	"io"

	"github.com/ulikunitz/xz/lzma"
)

// lzmaRatio is more than LZMA can shrink anything by (some 7,000 times), so
// that a short stream needs no large dictionary, whatever it declares.
const lzmaRatio = 16 << 10

// lzma2 reads the LZMA2 data of the blocks of an xz, all with one dictionary:
// the library is given the chunks of all blocks as one stream, without the
// marks that end blocks.
type lzma2 struct {
	src     *counted
	window  int // the most a dictionary may have
	dict    int // what it has
	decoder *lzma.Reader2
	first   bool   // no chunk of the block has been read
	header  []byte // of the chunk, not yet read by the decoder
	packed  int    // bytes of the chunk behind its header, not yet read by the decoder
	left    int    // bytes that the chunk still expands to
}

var errLZMA2 = errors.New("xz: damaged block")

// begin prepares for a block that declares a dictionary of dict bytes.
func (l *lzma2) begin(dict int64) {
	l.first = true
	if want := int(max(min(dict, int64(l.window)), lzma.MinDictCap)); want > l.dict {
		l.dict, l.decoder = want, nil
	}
}

// Read reads to the end of a chunk at most; io.EOF ends the block.
func (l *lzma2) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if l.left == 0 {
		if err := l.nextChunk(); err != nil {
			return 0, err
		}
	}
	if l.decoder == nil {
		var err error
		if l.decoder, err = (lzma.Reader2Config{DictCap: l.dict}).NewReader2(chunkReader{l}); err != nil {
			return 0, err
		}
	}
	n, err := l.decoder.Read(p[:min(len(p), l.left)])
	l.left -= n
	return n, unexpected(err)
}

// nextChunk reads the header of a chunk: a control byte, the sizes less one,
// and where the control says so the properties.
func (l *lzma2) nextChunk() error {
	const (
		end        = 0x00
		resetPlain = 0x01 // not compressed, with the dictionary emptied
		plain      = 0x02
		compressed = 0x80
		properties = 0xc0
		reset      = 0xe0 // compressed, with the dictionary emptied
	)
	if l.packed > 0 {
		return errLZMA2 // more than the chunk needed
	}
	control, err := l.src.ReadByte()
	switch {
	case err != nil:
		return unexpected(err)
	case control == end:
		return io.EOF
	case l.first && control != resetPlain && control < reset, control > plain && control < compressed:
		return errLZMA2
	}
	size := 3
	if control >= compressed {
		size = 5
	}
	if control >= properties {
		size = 6
	}
	h := make([]byte, size)
	h[0], l.first, l.header = control, false, h
	if err := l.src.full(h[1:]); err != nil {
		return err
	}
	l.left = int(h[1])<<8 + int(h[2]) + 1
	l.packed = l.left
	if control >= compressed {
		l.left += int(control&0x1f) << 16
		l.packed = int(h[3])<<8 + int(h[4]) + 1
	}
	return nil
}

// chunkReader gives the decoder the chunk that was begun.
type chunkReader struct{ *lzma2 }

func (c chunkReader) Read(p []byte) (n int, err error) {
	switch {
	case len(c.header) > 0:
		n = copy(p, c.header)
		c.header = c.header[n:]
	case c.packed > 0:
		n, err = c.src.Read(p[:min(len(p), c.packed)])
		c.packed -= n
	default:
		err = io.EOF
	}
	return n, unexpected(err)
}
