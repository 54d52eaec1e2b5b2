package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"time"
)

// member is a file in an archive.
type member struct {
	name, content string
	encrypted     bool // marked as encrypted; content is what stands there
}

// packed is when all archives were made, as they say.
var packed = time.Date(2017, time.May, 5, 20, 0, 0, 0, time.UTC)

// deflate is the format of RFC 1951 in stored blocks (§3.2.4), which does not
// depend on any compressor.
func deflate(content string) []byte {
	const longest = 1<<16 - 1
	var out []byte
	for {
		n := min(len(content), longest)
		final := byte(0)
		if n == len(content) {
			final = 1
		}
		out = append(out, final)
		out = binary.LittleEndian.AppendUint16(out, uint16(n))
		out = binary.LittleEndian.AppendUint16(out, ^uint16(n))
		out = append(out, content[:n]...)
		if content = content[n:]; final == 1 {
			return out
		}
	}
}

// gzipped is content in the format of RFC 1952, without name and time.
func gzipped(content string) string {
	out := []byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff")
	out = append(out, deflate(content)...)
	out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(content)))
	return string(binary.LittleEndian.AppendUint32(out, uint32(len(content))))
}

// deflater is deflate as a compressor of archive/zip.
type deflater struct {
	bytes.Buffer
	to io.Writer
}

func (d *deflater) Close() error {
	_, err := d.to.Write(deflate(d.String()))
	return err
}

// zipped is an archive of members.
func zipped(members ...member) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return &deflater{to: w}, nil })
	for _, m := range members {
		h := &zip.FileHeader{Name: m.name, Method: zip.Deflate, Modified: packed}
		if m.encrypted {
			h.Flags |= 1 // APPNOTE §4.4.4
		}
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = io.WriteString(w, m.content)
		}
		inMemory(err)
	}
	inMemory(z.Close())
	return b.String()
}

// tarred is a tape archive of members.
func tarred(members ...member) string {
	var b bytes.Buffer
	t := tar.NewWriter(&b)
	for _, m := range members {
		err := t.WriteHeader(&tar.Header{
			Typeflag: tar.TypeReg, Name: m.name, Size: int64(len(m.content)),
			Mode: 0o644, ModTime: packed, Format: tar.FormatUSTAR,
		})
		if err == nil {
			_, err = io.WriteString(t, m.content)
		}
		inMemory(err)
	}
	inMemory(t.Close())
	return b.String()
}

// inMemory is for errors of writing to memory, of which there are none.
func inMemory(err error) {
	if err != nil {
		panic(err)
	}
}
