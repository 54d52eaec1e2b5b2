package paper

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io"
	"time"
)

// parcel is a ZIP archive between reading and writing.
type parcel struct {
	parts []part
	raw   *zip.Reader
	data  []byte
}

const (
	maxParts    = 2000
	maxUnpacked = 64 << 20
)

func openParcel(content []byte) (*parcel, bool) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil || len(z.File) > maxParts {
		return nil, false
	}
	c, left := &parcel{raw: z, data: content}, int64(maxUnpacked)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, false
		}
		data, err := io.ReadAll(io.LimitReader(r, left+1))
		r.Close()
		if left -= int64(len(data)); err != nil || left < 0 {
			return nil, false
		}
		c.parts = append(c.parts, part{name: f.Name, data: data, stored: f.Method == zip.Store})
	}
	return c, true
}

func (c *parcel) part(name string) *part {
	for i := range c.parts {
		if c.parts[i].name == name {
			return &c.parts[i]
		}
	}
	return nil
}

func (p *part) bytes() []byte {
	if p == nil {
		return nil
	}
	return p.data
}

// repack writes the archive as it was packed before: the fields of every entry
// stay, and data that did not change stays as it was compressed.
func (c *parcel) repack() ([]byte, bool) {
	var b bytes.Buffer
	k, at, ok := c.packerOf()
	if ok {
		return k.pack(c.parts, at), true
	}
	w := zip.NewWriter(&b)
	for i, f := range c.raw.File {
		h := f.FileHeader
		data := c.parts[i].data
		if h.Method != zip.Store {
			h.Method, data = zip.Deflate, deflate(data)
		}
		h.CRC32, h.UncompressedSize64, h.CompressedSize64 = checksum(c.parts[i].data), uint64(len(c.parts[i].data)), uint64(len(data))
		out, err := w.CreateRaw(&h)
		if err != nil {
			return nil, false
		}
		if _, err := out.Write(data); err != nil {
			return nil, false
		}
	}
	if err := w.Close(); err != nil {
		return nil, false
	}
	return b.Bytes(), true
}

// packerOf recognises what packed the archive; false of an unknown programme.
func (c *parcel) packerOf() (packer, time.Time, bool) {
	f := c.raw.File[len(c.raw.File)-1]
	switch {
	case f.CreatorVersion == 45 && f.Flags == 6:
		return officePacker, time.Time{}, true
	case f.CreatorVersion == 20 && f.Flags == 0x0808 && f.ModifiedDate != 0x21:
		return libreOfficePacker, f.Modified.UTC(), true
	}
	return packer{}, time.Time{}, false
}

func checksum(data []byte) uint32 { return crc32.ChecksumIEEE(data) }
