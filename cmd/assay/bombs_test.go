package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// must ends the test binary where a bomb cannot be built.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

const (
	zeroPiece  = 64 << 20 // bytes of zeros that are compressed once
	zeroPieces = 160      // 10 GB
)

// deflatedZeros are n pieces of zeros, deflated. A piece ends at a whole byte,
// and holds only matches, so that it can be repeated.
func deflatedZeros(n int) []byte {
	var piece bytes.Buffer
	w, err := flate.NewWriter(&piece, 9)
	must(err)
	buf := make([]byte, 1<<20)
	for range zeroPiece / len(buf) {
		_, err := w.Write(buf)
		must(err)
	}
	must(w.Flush())
	all := bytes.Repeat(piece.Bytes(), n)
	return append(all, 0x03, 0x00) // an empty last block. RFC 1951 §3.2.3
}

func crcOfZeros(n int) uint32 {
	var sum uint32
	buf := make([]byte, 1<<20)
	for range n * (zeroPiece / len(buf)) {
		sum = crc32.Update(sum, crc32.IEEETable, buf)
	}
	return sum
}

func zeroZip(w io.Writer) {
	zeroMember(w, zeroPieces)
}

func zeroMember(w io.Writer, pieces int) {
	packed := deflatedZeros(pieces)
	z := zip.NewWriter(w)
	m, err := z.CreateRaw(&zip.FileHeader{
		Name: "zeros", Method: zip.Deflate, CRC32: crcOfZeros(pieces),
		CompressedSize64: uint64(len(packed)), UncompressedSize64: uint64(pieces) * zeroPiece,
	})
	must(err)
	_, err = m.Write(packed)
	must(err)
	must(z.Close())
}

func zeroGzip(w io.Writer) {
	_, err := w.Write([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255})
	must(err)
	_, err = w.Write(deflatedZeros(zeroPieces))
	must(err)
	sums := binary.LittleEndian.AppendUint32(nil, crcOfZeros(zeroPieces))
	_, err = w.Write(binary.LittleEndian.AppendUint32(sums, uint32(zeroPieces*zeroPiece&0xffffffff)))
	must(err)
}

// bushyZip holds 16 zips of 16 zips of 16 zips, each of 256 MB of zeros.
func bushyZip(w io.Writer) {
	var leaf bytes.Buffer
	zeroMember(&leaf, 4)
	content := leaf.Bytes()
	for range 3 {
		content = zipOf(zip.Deflate, 16, content)
	}
	_, err := w.Write(content)
	must(err)
}

// zipOf packs a content so many times.
func zipOf(method uint16, times int, content []byte) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range times {
		m, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("%d.zip", i), Method: method})
		must(err)
		_, err = m.Write(content)
		must(err)
	}
	must(z.Close())
	return b.Bytes()
}

func deepZip(w io.Writer) {
	content := []byte("x")
	for range 1000 {
		content = zipOf(zip.Store, 1, content)
	}
	_, err := w.Write(content)
	must(err)
}

// crowdedZip has nearly as many members as a zip can hold without Zip64, in each
// of four zips.
func crowdedZip(w io.Writer) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range 62_500 {
		_, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprint(i)})
		must(err)
	}
	must(z.Close())
	_, err := w.Write(zipOf(zip.Deflate, 4, b.Bytes()))
	must(err)
}

func hugeTar(w io.Writer) {
	t := tar.NewWriter(w)
	must(t.WriteHeader(&tar.Header{Name: "huge", Mode: 0o644, Size: 1 << 50, Format: tar.FormatGNU}))
	_, err := t.Write([]byte("little"))
	must(err)
}

// largeDictionary is an xz that says it needs a dictionary of 4 GiB.
func largeDictionary(w io.Writer) {
	var b bytes.Buffer
	x, err := xz.NewWriter(&b)
	must(err)
	_, err = x.Write([]byte("little"))
	must(err)
	must(x.Close())
	raw := b.Bytes()
	const block = 12 // behind the stream header; xz format 1.2.0 §3.1
	size := (int(raw[block]) + 1) * 4
	at := bytes.Index(raw[block:block+size], []byte{0x21, 0x01}) // LZMA2, one byte of properties
	raw[block+at+2] = 40
	binary.LittleEndian.PutUint32(raw[block+size-4:], crc32.ChecksumIEEE(raw[block:block+size-4]))
	_, err = w.Write(raw)
	must(err)
}

// largeWindow is a zstd that says it needs a window of 2 TiB.
func largeWindow(w io.Writer) {
	var b bytes.Buffer
	z, err := zstd.NewWriter(&b, zstd.WithSingleSegment(false), zstd.WithEncoderCRC(false))
	must(err)
	for range 100 {
		_, err = z.Write(bytes.Repeat([]byte("some text "), 1<<14))
		must(err)
	}
	must(z.Close())
	raw := b.Bytes()
	raw[5] = 31 << 3 // RFC 8878 §3.1.1.1.2
	_, err = w.Write(raw)
	must(err)
}
