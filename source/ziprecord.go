package source

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// zipRecord is one entry of the directory (§4.3.12).
type zipRecord struct {
	name         string
	host         byte // §4.4.2
	flags        uint16
	method       uint16
	crc          uint32
	packed, size uint64
	attributes   uint32
	offset       uint64 // of the local header
}

// records calls fn with every entry of the directory. The entry is valid until
// fn returns.
func (d *zipDirectory) records(fn func(*zipRecord) error) error {
	in := bufio.NewReader(io.NewSectionReader(d.r, d.offset, d.end-d.offset))
	var n uint64
	for ; ; n++ {
		mark, err := in.Peek(4)
		if err != nil && err != io.EOF {
			return err
		}
		if string(mark) != zipMemberMark {
			break
		}
		r, err := readZipRecord(in)
		if err != nil {
			return fmt.Errorf("%w: %w", errZipDamaged, err)
		}
		if err := fn(r); err != nil {
			return err
		}
	}
	// Archivers without zip64 write the count modulo 65,536.
	if uint16(n) != uint16(d.members) {
		return fmt.Errorf("%w: it says %d members and holds %d", errZipDamaged, d.members, n)
	}
	return nil
}

// readZipRecord reads one entry of the directory.
func readZipRecord(in *bufio.Reader) (*zipRecord, error) {
	var h [zipMemberSize]byte
	if _, err := io.ReadFull(in, h[:]); err != nil {
		return nil, unexpected(err)
	}
	le := binary.LittleEndian
	r := &zipRecord{
		host: h[5], flags: le.Uint16(h[8:]), method: le.Uint16(h[10:]), crc: le.Uint32(h[16:]),
		packed: uint64(le.Uint32(h[20:])), size: uint64(le.Uint32(h[24:])),
		attributes: le.Uint32(h[38:]), offset: uint64(le.Uint32(h[42:])),
	}
	nameLen, extraLen, commentLen := int(le.Uint16(h[28:])), int(le.Uint16(h[30:])), int(le.Uint16(h[32:]))
	rest := make([]byte, nameLen+extraLen)
	if _, err := io.ReadFull(in, rest); err != nil {
		return nil, unexpected(err)
	}
	r.name = string(rest[:nameLen])
	r.readExtra(rest[nameLen:])
	_, err := in.Discard(commentLen)
	return r, unexpected(err)
}

// readExtra takes the 64-bit numbers from the extra field (§4.5.3): those are
// there, in this order, that did not fit.
func (r *zipRecord) readExtra(extra []byte) {
	le := binary.LittleEndian
	for len(extra) >= 4 {
		tag, n := le.Uint16(extra), int(le.Uint16(extra[2:]))
		if extra = extra[4:]; n > len(extra) {
			return
		}
		field := extra[:n]
		extra = extra[n:]
		if tag != zip64Extra {
			continue
		}
		for _, v := range []*uint64{&r.size, &r.packed, &r.offset} {
			if *v == zip64In32Bits && len(field) >= 8 {
				*v, field = le.Uint64(field), field[8:]
			}
		}
	}
}

// isPackage reports whether the archive is one document: its directory names a
// member that only such have.
func (d *zipDirectory) isPackage() (bool, error) {
	errYes := errors.New("it is")
	first := true
	err := d.records(func(r *zipRecord) error {
		switch r.name {
		case odfMember:
			if !first {
				break
			}
			return errYes
		case ooxmlMember, jarMember, androidMember, odfOtherMember:
			return errYes
		}
		first = false
		return nil
	})
	if err == errYes {
		return true, nil
	}
	return false, err
}

// localName is the name in the local header (§4.3.7) that head opens with.
func localName(head []byte) (name []byte, ok bool) {
	if len(head) < zipLocalSize || !bytes.HasPrefix(head, []byte(zipLocalMark)) {
		return nil, false
	}
	n := int(binary.LittleEndian.Uint16(head[26:]))
	if len(head) < zipLocalSize+n {
		return nil, false
	}
	return head[zipLocalSize : zipLocalSize+n], true
}
