package source

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// The directory of a zip (APPNOTE.TXT 6.3.10) is read here, not with the
// standard library, because that holds all of it in memory: 64 KiB of name and
// 128 KiB of further fields for each member.

// Sizes and signatures of records, APPNOTE §4.3.
const (
	zipLocalSize   = 30
	zipMemberSize  = 46
	zipEndSize     = 22
	zip64LocSize   = 20
	zip64EndSize   = 56
	zipMaxComment  = 1<<16 - 1
	zipLocalMark   = "PK\x03\x04"
	zipMemberMark  = "PK\x01\x02"
	zipEndMark     = "PK\x05\x06"
	zip64LocMark   = "PK\x06\x07"
	zip64EndMark   = "PK\x06\x06"
	zip64Extra     = 1          // §4.5.3
	zip64In16Bits  = 0xffff     // the number stands elsewhere
	zip64In32Bits  = 0xffffffff // the number stands elsewhere
	odfMember      = "mimetype"
	ooxmlMember    = "[Content_Types].xml"
	jarMember      = "META-INF/MANIFEST.MF"
	androidMember  = "AndroidManifest.xml"
	odfOtherMember = "META-INF/manifest.xml"
)

var (
	errZipEnd     = errors.New("zip: the end of the directory is missing: cut off, or damaged")
	errZipDamaged = errors.New("zip: the directory is damaged")
	errZipVolumes = errors.New("zip: one of several volumes; the others are needed (zip -s 0 joins them)")
)

// zipDirectory is where the directory of a zip stands.
type zipDirectory struct {
	r           io.ReaderAt
	size        int64 // of the archive
	offset, end int64 // of the directory
	base        int64 // what stands before the archive
	behind      int64 // and behind it
	members     uint64
}

// openZip finds the directory by the record at the end (§4.3.16).
func openZip(r io.ReaderAt, size int64) (*zipDirectory, error) {
	tail := make([]byte, min(size, zipEndSize+zipMaxComment))
	tailAt := size - int64(len(tail))
	if _, err := r.ReadAt(tail, tailAt); err != nil && err != io.EOF {
		return nil, err
	}
	i := zipEndIn(tail)
	if i < 0 {
		return nil, errZipEnd
	}
	end, le := tail[i:], binary.LittleEndian
	d := &zipDirectory{r: r, size: size, end: tailAt + int64(i)}
	d.behind = max(int64(len(end))-zipEndSize-int64(le.Uint16(end[20:])), 0)
	disk := uint64(le.Uint16(end[4:]))
	d.members = uint64(le.Uint16(end[10:]))
	length, offset := uint64(le.Uint32(end[12:])), uint64(le.Uint32(end[16:]))
	if d.members == zip64In16Bits || length == zip64In32Bits || offset == zip64In32Bits {
		if err := d.readEnd64(&disk, &length, &offset); err != nil {
			return nil, err
		}
	}
	if disk != 0 && disk != zip64In16Bits {
		return nil, errZipVolumes
	}
	if length > uint64(d.end) || offset > uint64(d.end) {
		return nil, errZipDamaged
	}
	return d, d.place(int64(length), int64(offset))
}

// zipEndIn finds the record that ends the archive: best the one whose comment
// ends where the file ends, else the last.
func zipEndIn(tail []byte) int {
	last := -1
	for i := len(tail) - zipEndSize; i >= 0; i-- {
		if string(tail[i:i+4]) != zipEndMark {
			continue
		}
		comment := int(binary.LittleEndian.Uint16(tail[i+20:]))
		if i+zipEndSize+comment == len(tail) {
			return i
		}
		if last < 0 {
			last = i
		}
	}
	return last
}

// readEnd64 reads the zip64 records (§4.3.14, §4.3.15); an archive without
// them had numbers that only look like it.
func (d *zipDirectory) readEnd64(disk, length, offset *uint64) error {
	var locator [zip64LocSize]byte
	at := d.end - zip64LocSize
	if at < 0 {
		return nil
	}
	if _, err := d.r.ReadAt(locator[:], at); err != nil {
		return err
	}
	if string(locator[:4]) != zip64LocMark {
		return nil
	}
	where := binary.LittleEndian.Uint64(locator[8:])
	var end [zip64EndSize]byte
	if where > uint64(at) || at-int64(where) < zip64EndSize {
		return errZipDamaged
	}
	if _, err := d.r.ReadAt(end[:], int64(where)); err != nil {
		return err
	}
	if string(end[:4]) != zip64EndMark {
		return errZipDamaged
	}
	le := binary.LittleEndian
	*disk = uint64(le.Uint32(end[16:]))
	d.members = le.Uint64(end[32:])
	*length, *offset = le.Uint64(end[40:]), le.Uint64(end[48:])
	d.end = int64(where)
	return nil
}

// place decides whether offsets count from the start of the file or from the
// start of an archive that stands behind something else.
func (d *zipDirectory) place(length, offset int64) error {
	d.offset = offset
	if length == 0 && d.members == 0 {
		d.offset = d.end
		return nil
	}
	if d.marked(offset) {
		return nil
	}
	if d.base = d.end - length - offset; d.base <= 0 || !d.marked(offset+d.base) {
		return errZipDamaged
	}
	d.offset += d.base
	return nil
}

// around says what stands before and behind the archive and is not read.
func (d *zipDirectory) around() error {
	if d.base == 0 && d.behind == 0 {
		return nil
	}
	why := fmt.Sprintf("%d bytes stand before the archive and %d behind it, and are not read", d.base, d.behind)
	return refuse("source/trailing", why, "zipinfo -v FILE")
}

func (d *zipDirectory) marked(at int64) bool {
	var mark [4]byte
	_, err := d.r.ReadAt(mark[:], at)
	return err == nil && string(mark[:]) == zipMemberMark
}
