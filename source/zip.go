package source

import (
	"bufio"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"math"
	"strings"

	"github.com/klauspost/compress/flate"
)

// Methods of compression, APPNOTE §4.4.5.
const (
	zipStored  = 0
	zipDeflate = 8
)

// What directory entries say of a member.
const (
	zipEncrypted = 1 << 0 // flag, §4.4.4
	zipUnix      = 3      // host, §4.4.2.2
	zipDarwin    = 19
	unixType     = 0o170000 // of the mode in the attributes' upper half
	unixLink     = 0o120000
)

var errZipChecksum = errors.New("zip: the checksum does not match: the bytes are not those that were packed")

// each goes through the members. Members that together are larger than the
// archive would overlap, as they do in archives made to expand without end.
func (d *zipDirectory) each(names *ordinals, fn func(*member) error) error {
	room := d.size
	return d.records(func(r *zipRecord) error {
		if strings.HasSuffix(r.name, "/") && r.size == 0 {
			return nil
		}
		m := &member{refusal: r.refusal(d)}
		if err := names.name(m, r.name); err != nil {
			return err
		}
		if m.refusal == nil {
			if room -= zipLocalSize + int64(r.packed); room < 0 {
				return &boundError{fmt.Sprintf("zip: members overlap: together they are larger than the %d bytes of the archive", d.size)}
			}
			d.arrange(m, r)
		}
		return fn(m)
	})
}

// refusal says why a member is not read.
func (r *zipRecord) refusal(d *zipDirectory) error {
	isLink := (r.host == zipUnix || r.host == zipDarwin) && r.attributes>>16&unixType == unixLink
	end := uint64(d.size - d.base)
	switch {
	case r.flags&zipEncrypted != 0:
		return refuse("source/encrypted", "it is encrypted, and needs a password", "7z l -slt FILE")
	case isLink:
		return refuse("source/link", "it is a symbolic link, which inside an archive leads nowhere", "zipinfo FILE")
	case !zipReads(r.method):
		return refuse("source/method", fmt.Sprintf("it is compressed by method %d of zip, which is not read", r.method), "7z x -oOUT FILE")
	case r.offset > end || r.packed > end-r.offset || r.size > math.MaxInt64:
		return fmt.Errorf("%w: a member reaches beyond the end of the archive", errZipDamaged)
	}
	return nil
}

// zipFormats are the methods that are formats of their own.
var zipFormats = map[uint16]Format{12: FormatBzip2, 93: FormatZstd, 95: FormatXZ}

func zipReads(method uint16) bool {
	return method == zipStored || method == zipDeflate || zipFormats[method] != ""
}

// arrange fills in how the member is read.
func (d *zipDirectory) arrange(m *member, r *zipRecord) {
	rec := *r
	m.size, m.packed, m.expands = int64(r.size), int64(r.packed), r.method != zipStored
	if m.expands && r.method != zipDeflate {
		m.windows = 1
	}
	m.open = func(level int) (io.ReadCloser, error) { return d.open(&rec, level) }
	if m.expands || r.size != r.packed {
		return
	}
	if data, err := d.data(r); err == nil {
		m.random = data
	}
}

// data is the member as it is stored, behind its local header (§4.3.7).
func (d *zipDirectory) data(r *zipRecord) (*io.SectionReader, error) {
	var h [zipLocalSize]byte
	at := d.base + int64(r.offset)
	if _, err := d.r.ReadAt(h[:], at); err != nil {
		return nil, unexpected(err)
	}
	if string(h[:4]) != zipLocalMark {
		return nil, fmt.Errorf("%w: no member stands where it says", errZipDamaged)
	}
	at += zipLocalSize + int64(h[26]) + int64(h[27])<<8 + int64(h[28]) + int64(h[29])<<8
	return io.NewSectionReader(d.r, at, int64(r.packed)), nil
}

func (d *zipDirectory) open(r *zipRecord, level int) (io.ReadCloser, error) {
	data, err := d.data(r)
	if err != nil {
		return nil, err
	}
	var rc io.ReadCloser
	switch r.method {
	case zipStored:
		rc = io.NopCloser(data)
	case zipDeflate:
		rc = flate.NewReader(data)
	default:
		rc, _, err = decompress(zipFormats[r.method], bufio.NewReader(data), int64(r.packed), level)
	}
	if err != nil {
		return nil, err
	}
	return &zipChecked{ReadCloser: rc, sum: crc32.NewIEEE(), want: r}, nil
}

// zipChecked ends in an error where size or checksum are not as the directory
// says.
type zipChecked struct {
	io.ReadCloser
	sum  hash.Hash32
	n    uint64
	want *zipRecord
}

func (c *zipChecked) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	c.sum.Write(p[:n])
	c.n += uint64(n)
	if err == io.EOF && (c.n != c.want.size || c.want.crc != 0 && c.sum.Sum32() != c.want.crc) {
		err = errZipChecksum
	}
	return n, err
}
