package image

import (
	"bytes"
	"encoding/binary"
	"fmt"
	stdimage "image"
	"image/color"
	"image/gif"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"assay/document"
)

func TestGIF(t *testing.T) {
	palette := color.Palette{color.Black, color.Gray{80}, color.Gray{160}, color.White}
	frame := stdimage.NewPaletted(stdimage.Rect(0, 0, 64, 48), palette)
	small := resized(photo, 64, 48)
	for i := range frame.Pix {
		frame.Set(i%64, i/64, small.At(i%64, i/64))
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*stdimage.Paletted{frame, frame}, Delay: []int{1, 1}}); err != nil {
		t.Fatal(err)
	}
	plain := b.Bytes()
	d := must(t, plain)
	if d.findings() != "" || d.field("frames") != "2" || d.field("dimensions") != "64 x 48" || d.field("perceptual hash") == "" {
		t.Errorf("findings %s, %v", d.findings(), d.Fields)
	}
	end := len(plain) - 1
	noted := slices.Concat(plain[:end], []byte("\x21\xfe\x05hello\x00"), plain[end:])
	if d := must(t, noted); d.Text != "hello" || d.findings() != "" {
		t.Errorf("text %q, findings %s", d.Text, d.findings())
	}
	if got := must(t, plain[:end]).findings(); got != "image/cut-off" {
		t.Errorf("cut: %s", got)
	}
}

func TestTIFFAndBMP(t *testing.T) {
	var a, b bytes.Buffer
	if err := tiff.Encode(&a, photo, nil); err != nil {
		t.Fatal(err)
	}
	if err := bmp.Encode(&b, photo); err != nil {
		t.Fatal(err)
	}
	one, two, three := must(t, a.Bytes()), must(t, b.Bytes()), must(t, asPNG(photo))
	for _, d := range []*reading{one, two} {
		if d.findings() != "" || d.field("dimensions") != "320 x 240" || d.field("perceptual hash") != three.field("perceptual hash") {
			t.Errorf("%s: findings %s, %v", d.Format, d.findings(), d.Fields)
		}
	}
}

func TestWebP(t *testing.T) {
	canvas := []byte{0, 0, 0, 0, 63, 1, 0, 239, 0, 0}
	riff := func(body []byte) []byte {
		return slices.Concat([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(4+len(body))), []byte("WEBP"), body)
	}
	part := func(kind string, data []byte) []byte {
		b := slices.Concat([]byte(kind), binary.LittleEndian.AppendUint32(nil, uint32(len(data))), data)
		return append(b, make([]byte, len(data)%2)...)
	}
	file := riff(slices.Concat(part("VP8X", canvas), part("EXIF", exifSample(nil)), part("XMP ", []byte(packetSample))))
	d := must(t, file)
	if d.findings() != "image/not-decoded" || d.field("dimensions") != "320 x 240" || d.Text != "A harbour\nA quay" {
		t.Errorf("findings %s, text %q, %v", d.findings(), d.Text, d.Fields)
	}
	if got := must(t, append(file, "behind it"...)).findings(); got != "image/data-behind-end image/not-decoded" {
		t.Errorf("behind: %s", got)
	}
}

func boxOf(kind string, data ...[]byte) []byte {
	body := slices.Concat(data...)
	return slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(len(body)+8)), []byte(kind), body)
}

func TestHEIF(t *testing.T) {
	exif := slices.Concat([]byte{0, 0, 0, 0}, exifSample(nil))
	ftyp := boxOf("ftyp", []byte("heic\x00\x00\x00\x00mif1heic"))
	item := func(id byte, kind string) []byte {
		return boxOf("infe", []byte{2, 0, 0, 0, 0, id, 0, 0}, []byte(kind), []byte{0})
	}
	meta := func(at int) []byte {
		where := binary.BigEndian.AppendUint32([]byte{0, 0, 0, 0, 0x44, 0, 0, 1, 0, 2, 0, 0, 0, 1}, uint32(at))
		return boxOf("meta", []byte{0, 0, 0, 0},
			boxOf("pitm", []byte{0, 0, 0, 0, 0, 1}),
			boxOf("iinf", []byte{0, 0, 0, 0, 0, 2}, item(1, "hvc1"), item(2, "Exif")),
			boxOf("iloc", where, binary.BigEndian.AppendUint32(nil, uint32(len(exif)))),
			boxOf("iprp", boxOf("ipco", boxOf("ispe", []byte{0, 0, 0, 0, 0, 0, 1, 64, 0, 0, 0, 240})),
				boxOf("ipma", []byte{0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 0x81})))
	}
	at := len(ftyp) + len(meta(0)) + 8
	d := must(t, slices.Concat(ftyp, meta(at), boxOf("mdat", exif)))
	if d.Format != "heic" || d.findings() != "image/not-decoded" || d.field("dimensions") != "320 x 240" || d.Text != "A harbour" {
		t.Errorf("%s, findings %s, text %q, %v", d.Format, d.findings(), d.Text, d.Fields)
	}
	if got := must(t, slices.Concat(ftyp, meta(1<<30), boxOf("mdat", exif))).findings(); got != "image/damaged image/not-decoded" {
		t.Errorf("outside: %s", got)
	}
}

func resourceOf(id uint16, data []byte) []byte {
	b := binary.BigEndian.AppendUint16([]byte("8BIM"), id)
	b = binary.BigEndian.AppendUint32(append(b, 0, 0), uint32(len(data)))
	return append(append(b, data...), make([]byte, len(data)%2)...)
}

func iptcOf(pairs ...string) (b []byte) {
	for i := 0; i < len(pairs); i += 2 {
		var record, number byte
		fmt.Sscanf(pairs[i], "%d:%d", &record, &number)
		b = binary.BigEndian.AppendUint16(append(b, 0x1c, record, number), uint16(len(pairs[i+1])))
		b = append(b, pairs[i+1]...)
	}
	return b
}

func TestPSDAndIPTC(t *testing.T) {
	iptc := iptcOf("2:5", "Quay", "2:80", "Ann", "2:122", "Bob", "2:120", "At low tide, caf\xe9", "2:55", "20190203", "2:60", "040506+0900", "2:65", "Painter", "2:70", "2.1")
	resources := slices.Concat(resourceOf(0x0404, iptc), resourceOf(0x0425, make([]byte, 16)), resourceOf(0x0424, []byte(packetSample)))
	head := []byte("8BPS\x00\x01\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\xf0\x00\x00\x01\x40\x00\x08\x00\x03\x00\x00\x00\x00")
	file := slices.Concat(binary.BigEndian.AppendUint32(head, uint32(len(resources))), resources, make([]byte, 6))
	d := must(t, file)
	if d.findings() != "image/not-decoded" || d.field("dimensions") != "320 x 240" || d.Text != "Quay\nAt low tide, café\nA quay" {
		t.Errorf("findings %s, text %q, %v", d.findings(), d.Text, d.Fields)
	}
	want := []document.Time{{What: document.Created, At: "2019-02-03T04:05:06+09:00", Text: "20190203 040506+0900", Where: "IPTC DateCreated, TimeCreated"}}
	if diff := cmp.Diff(want, d.Times); diff != "" {
		t.Error(diff)
	}
	if len(d.Authors) != 1 || len(d.Editors) != 1 || d.Software[0].Version != "2.1" || !strings.HasPrefix(d.field("IPTC digest"), "is another") {
		t.Errorf("%v %v %v %q", d.Authors, d.Editors, d.Software, d.field("IPTC digest"))
	}
	if got := must(t, file[:60]).findings(); got != "image/damaged image/not-decoded" {
		t.Errorf("cut: %s", got)
	}
}

func TestSVG(t *testing.T) {
	d := must(t, []byte(`<?xml version="1.0"?><!-- Generator: Painter 2.1, plug-in -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10mm" viewBox="0 0 1 1"><title>A plan</title>
<text>North <tspan>gate</tspan></text><image xlink:href="data:image/gif;base64,R0lGODlhAQABAAAAADs="/><image xlink:href="http://example.org/x.png"/><script>1</script></svg>`))
	if d.Kind != document.Drawing || d.Text != "A plan\nNorth\ngate" || d.findings() != "" || len(d.Embedded) != 1 {
		t.Errorf("%s, text %q, findings %s, %d embedded", d.Kind, d.Text, d.findings(), len(d.Embedded))
	}
	if d.field("reference outside") != "http://example.org/x.png" || d.field("scripts") != "1" || d.Software[0].Name != "Painter" {
		t.Errorf("%v %v", d.Fields, d.Software)
	}
}
