package source

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"

	"github.com/ulikunitz/xz/lzma"
)

var errXZFilter = refuse("source/method", "it is compressed with a filter of xz other than LZMA2, which is not read", "xz -dk FILE")

// openBlock reads a block header (§3.1), or the index that ends the stream.
func (x *xzStream) openBlock() error {
	size, err := x.src.ReadByte()
	if err != nil {
		return unexpected(err)
	}
	if size == 0 {
		return x.closeStream()
	}
	h := make([]byte, (int(size)+1)*4)
	h[0] = size
	if err := x.src.full(h[1:]); err != nil {
		return err
	}
	body, sum := h[:len(h)-4], h[len(h)-4:]
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(sum) {
		return errors.New("xz: damaged block header")
	}
	dict, err := xzDictionary(body[1:])
	if err != nil {
		return err
	}
	x.start, x.inside = x.src.n, true
	x.data.begin(dict)
	if x.sum = nil; x.check != nil {
		x.sum = x.check()
	}
	return nil
}

// xzDictionary reads the flags and filters of a block header (§3.1.2 to
// §3.1.5) and returns the size of the dictionary it declares.
func xzDictionary(h []byte) (int64, error) {
	flags, h := h[0], h[1:]
	if flags&0x3f != 0 {
		return 0, errXZFilter
	}
	for _, present := range []byte{0x40, 0x80} { // compressed and uncompressed size
		if flags&present != 0 {
			_, n := binary.Uvarint(h)
			if n <= 0 {
				return 0, errors.New("xz: damaged block header")
			}
			h = h[n:]
		}
	}
	if len(h) < 3 || h[0] != xzLZMA2 || h[1] != 1 {
		return 0, errXZFilter
	}
	dict, err := lzma.DecodeDictCap(h[2])
	return dict, err
}

// closeBlock reads padding and check of a block (§3.3, §3.4).
func (x *xzStream) closeBlock() error {
	tail := make([]byte, pad4(x.src.n-x.start)+x.sumLen)
	if err := x.src.full(tail); err != nil {
		return err
	}
	if x.sum != nil && !bytes.Equal(xzSum(x.sum), tail[len(tail)-x.sumLen:]) {
		return errors.New("xz: the check of a block does not match")
	}
	x.inside = false
	return nil
}

// xzSum is the sum in the file's byte order: CRCs stand little-endian.
func xzSum(h hash.Hash) []byte {
	switch h := h.(type) {
	case hash.Hash32:
		return binary.LittleEndian.AppendUint32(nil, h.Sum32())
	case hash.Hash64:
		return binary.LittleEndian.AppendUint64(nil, h.Sum64())
	}
	return h.Sum(nil)
}
