package image

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"
	"testing"
)

func chunkOf(kind string, data []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(append(b, kind...), data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func packed(text string) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

const packetSample = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:description="A quay"/></rdf:RDF></x:xmpmeta>`

func TestPNG(t *testing.T) {
	plain := asPNG(photo)
	d := must(t, plain)
	if d.findings() != "" || d.field("dimensions") != "320 x 240" || d.field("PNG chunks") != "IHDR, IDAT, IEND" {
		t.Errorf("plain: %s %v", d.findings(), d.Fields)
	}
	full := withChunk(plain, "tEXt", []byte("Author\x00Ann"))
	full = withChunk(full, "zTXt", []byte("Comment\x00\x00"), packed("Low tide"))
	full = withChunk(full, "iTXt", []byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"), []byte(packetSample))
	full = withChunk(full, "tIME", []byte{7, 227, 2, 3, 4, 5, 6})
	full = withChunk(full, "tEXt", []byte("Creation Time\x00Sun, 03 Feb 2019 04:05:06 +0100"))
	full = withChunk(full, "eXIf", exifSample(nil))
	d = must(t, full)
	if d.findings() != "" || d.Text != "A harbour\nA quay\nLow tide" || len(d.Authors) != 2 {
		t.Errorf("findings %s, text %q, authors %v", d.findings(), d.Text, d.Authors)
	}
	want := map[string]string{"PNG tIME": "2019-02-03T04:05:06Z", "PNG tEXt Creation Time": "2019-02-03T04:05:06+01:00"}
	for _, x := range d.Times {
		if want[x.Where] != "" && want[x.Where] != x.At {
			t.Errorf("%+v", x)
		}
		delete(want, x.Where)
	}
	if len(want) > 0 {
		t.Errorf("times without %v", want)
	}
	if got := must(t, withChunk(plain, "tEXt", []byte("\x00x"))).field("without a name"); got != "x" {
		t.Errorf("text without keyword: %q", got)
	}
	wrong := withChunk(plain, "tEXt", []byte("Comment\x00x"))
	wrong[33+8+8] ^= 1
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"checksum": {wrong, "image/checksum"},
		"behind":   {append(slices.Clone(plain), "0123456789"...), "image/data-behind-end"},
		"half":     {plain[:len(plain)/2], "image/damaged image/not-decoded"},
		"bomb":     {withChunk(plain, "zTXt", []byte("Comment\x00\x00"), packed(strings.Repeat("a", MaxInflated+1))), "image/chunk-unread"},
		"long":     {withChunk(plain, "tEXt", []byte("Comment\x00"+strings.Repeat("a", maxCaption+1))), "image/caption-cut"},
		"huge":     {hugePNG(), "image/too-large"},
	} {
		if got := must(t, c.file).findings(); got != c.want {
			t.Errorf("%s: findings %q, want %q", name, got, c.want)
		}
	}
}

// hugePNG claims more pixels than are decoded.
func hugePNG() []byte {
	b := withChunk(asPNG(scene(1, 8, 8)), "prVt", make([]byte, 200_000)) // bytes enough to be believed
	header := slices.Clone(b[16:29])
	binary.BigEndian.PutUint32(header, 30_000)
	binary.BigEndian.PutUint32(header[4:], 30_000)
	return slices.Concat(b[:8], chunkOf("IHDR", header), b[33:])
}

// TestBudget holds many compressed chunks to one bound.
func TestBudget(t *testing.T) {
	file := asPNG(scene(1, 8, 8))
	bomb := packed(strings.Repeat("a", MaxInflated))
	for range 6 {
		file = withChunk(file, "zTXt", []byte("Other\x00\x00"), bomb)
	}
	if got := must(t, file).findings(); got != "image/too-much" {
		t.Errorf("findings %q", got)
	}
}
