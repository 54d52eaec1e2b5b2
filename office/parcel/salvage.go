package parcel

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"io"
)

// localHeader is the size of a local file header without its name and extra
// field (APPNOTE §4.3.7).
const localHeader = 30

var localSignature = []byte("PK\x03\x04")

// salvage lists members by their local headers, for a package that is cut off
// or whose directory is damaged.
func (p *Parcel) salvage() {
	for at := 0; ; {
		next := bytes.Index(p.content[at:], localSignature)
		if next < 0 {
			return
		}
		at += next
		h, data, ok := readLocal(p.content[at:])
		if !ok {
			at += len(localSignature)
			continue
		}
		p.add(Member{header: h, Size: int64(h.UncompressedSize64), open: func() (io.ReadCloser, error) { return expand(h, data) }})
		at += len(p.content[at:]) - len(data)
		if h.Flags&8 == 0 && h.CompressedSize64 <= uint64(len(data)) { // sizes stand in the header
			at += int(h.CompressedSize64)
		}
	}
}

// readLocal reads one local header; data is all that follows it.
func readLocal(b []byte) (h zip.FileHeader, data []byte, ok bool) {
	if len(b) < localHeader {
		return h, nil, false
	}
	u16 := func(at int) uint16 { return binary.LittleEndian.Uint16(b[at:]) }
	name, extra := int(u16(26)), int(u16(28))
	if name == 0 || localHeader+name+extra > len(b) {
		return h, nil, false
	}
	h = zip.FileHeader{
		Name:          string(b[localHeader : localHeader+name]),
		ReaderVersion: u16(4),
		Flags:         u16(6),
		Method:        u16(8),
		//lint:ignore SA1019 as they stand in the header
		ModifiedTime: u16(10),
		//lint:ignore SA1019 as they stand in the header
		ModifiedDate:       u16(12),
		CompressedSize64:   uint64(binary.LittleEndian.Uint32(b[18:])),
		UncompressedSize64: uint64(binary.LittleEndian.Uint32(b[22:])),
		Extra:              b[localHeader+name : localHeader+name+extra],
	}
	return h, b[localHeader+name+extra:], true
}

// expand reads a member whose end is known by its compression alone.
func expand(h zip.FileHeader, data []byte) (io.ReadCloser, error) {
	switch h.Method {
	case zip.Deflate:
		return flate.NewReader(bytes.NewReader(data)), nil
	case zip.Store:
		if h.Flags&8 != 0 { // it ends where the next record begins
			end := len(data)
			if i := bytes.Index(data, []byte("PK")); i >= 0 {
				end = i
			}
			return io.NopCloser(bytes.NewReader(data[:end])), nil
		}
		return io.NopCloser(bytes.NewReader(data[:min(h.CompressedSize64, uint64(len(data)))])), nil
	}
	return nil, zip.ErrAlgorithm
}
