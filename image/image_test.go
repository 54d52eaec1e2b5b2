package image

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
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

// reading is a document with helpers for tests.
type reading struct{ *document.Document }

func (d *reading) field(name string) string {
	for _, f := range d.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}

// findings lists IDs.
func (d *reading) findings() string {
	var ids []string
	for _, f := range d.Findings {
		ids = append(ids, f.ID)
	}
	return strings.Join(ids, " ")
}

func chunkOf(kind string, data []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(append(b, kind...), data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

var photo = scene(1, 320, 240)

// exifSample has what cameras write.
func exifSample(thumb []byte) []byte {
	return tiffOf(
		[]value{ascii(0x010e, "A harbour"), ascii(0x010f, "EXAMPLE CORPORATION"), ascii(0x0110, "EXAMPLE D1"), ascii(0x0131, "Painter 2.1"), ascii(0x0132, "2019:02:03 04:05:06"), ascii(0x013b, "Ann Example"), ascii(0x8298, "(c) Ann")},
		[]value{ascii(0x9003, "2019:02:03 04:05:06"), ascii(0x9004, "0000:00:00 00:00:00"), ascii(0x9011, "+09:00"), ascii(0x9291, "045"), ascii(0xa431, "S-17"), rationals(0x829a, 1, 250)},
		[]value{ascii(1, "S"), rationals(2, 33, 1, 30, 1, 0, 1), ascii(3, "E"), rationals(4, 151, 1, 0, 1, 36, 1), rationals(7, 19, 1, 5, 1, 65, 10), ascii(0x1d, "2019:02:02")},
		thumb)
}

func TestEXIF(t *testing.T) {
	plain := asJPEG(photo, 90)
	file := withSegment(plain, 0xe1, []byte("Exif\x00\x00"), exifSample(nil))
	d := must(t, file)
	want := []document.Time{
		{What: document.Modified, At: "2019-02-03T04:05:06", Where: "EXIF IFD0 DateTime"},
		{What: document.Taken, At: "2019-02-03T04:05:06.045+09:00", Text: "2019:02:03 04:05:06 +09:00", Where: "EXIF ExifIFD DateTimeOriginal"},
		{What: document.Created, Text: "0000:00:00 00:00:00", Where: "EXIF ExifIFD DateTimeDigitized"},
		{What: document.Taken, At: "2019-02-02T19:05:06.5Z", Text: "2019:02:02 19 5 6.5", Where: "EXIF GPS GPSDateStamp, GPSTimeStamp"},
	}
	if diff := cmp.Diff(want, d.Times); diff != "" {
		t.Error(diff)
	}
	software := []document.Software{
		{Name: "EXAMPLE D1", Role: "device", Where: "EXIF IFD0 Make, Model"},
		{Name: "Painter", Version: "2.1", Role: "producer", Where: "EXIF IFD0 Software"},
	}
	if diff := cmp.Diff(software, d.Software); diff != "" {
		t.Error(diff)
	}
	for name, want := range map[string]string{
		"GPS position": "-33.500000, 151.010000", "BodySerialNumber": "S-17", "Copyright": "(c) Ann", "ExposureTime": "1/250",
		"dimensions": "320 x 240", "JPEG Huffman tables": "4, all the standard's typical ones", "JPEG process": "baseline",
	} {
		if got := d.field(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if len(d.Authors) != 1 || d.Authors[0].Value != "Ann Example" || d.Text != "A harbour" || d.findings() != "" {
		t.Errorf("authors %v, text %q, findings %s", d.Authors, d.Text, d.findings())
	}
	big := slices.Clone(file)
	copy(big[bytes.Index(big, []byte("II*")):], "XX")
	if got := must(t, big).findings(); got != "image/exif-unread" {
		t.Errorf("EXIF without byte order: %s", got)
	}
}

// TestThumbnail changes nothing but the thumbnail.
func TestThumbnail(t *testing.T) {
	bars := stdimage.NewRGBA(stdimage.Rect(0, 0, 160, 160))
	small := resized(photo, 160, 120)
	for y := range 120 {
		for x := range 160 {
			bars.Set(x, y+20, small.At(x, y))
		}
	}
	turned := stdimage.NewRGBA(stdimage.Rect(0, 0, 120, 160))
	for y := range 160 {
		for x := range 120 {
			turned.Set(x, y, small.At(y, 119-x))
		}
	}
	part := resized(photo.SubImage(stdimage.Rect(0, 0, 160, 120)), 160, 120)
	for name, c := range map[string]struct {
		thumb stdimage.Image
		want  string
	}{
		"same": {small, ""}, "with bars": {bars, ""}, "turned": {turned, ""},
		"another": {scene(2, 160, 120), "image/thumbnail-differs"}, "a quarter": {part, "image/thumbnail-differs"},
	} {
		d := must(t, withSegment(asJPEG(photo, 90), 0xe1, []byte("Exif\x00\x00"), exifSample(asJPEG(c.thumb, 80))))
		if got := d.findings(); got != c.want {
			t.Errorf("%s: findings %q, want %q; %s", name, got, c.want, d.field("thumbnail"))
		}
		if len(d.Embedded) != 1 || d.Embedded[0].MIME != "image/jpeg" || d.Embedded[0].Name != "thumbnail-1.jpg" {
			t.Errorf("%s: embedded %v", name, d.Embedded)
		}
	}
}

func TestJPEGEnd(t *testing.T) {
	whole := asJPEG(photo, 75)
	for name, c := range map[string]struct {
		file     []byte
		want     string
		embedded int
	}{
		"whole":   {whole, "", 0},
		"padding": {append(slices.Clone(whole), make([]byte, 100)...), "", 0},
		"two":     {append(slices.Clone(whole), "xy"...), "", 0},
		"behind":  {append(slices.Clone(whole), "a secret message"...), "image/data-behind-end", 1},
		"no end":  {whole[:len(whole)-2], "image/cut-off", 0},
	} {
		d := must(t, c.file)
		if got := d.findings(); got != c.want || len(d.Embedded) != c.embedded {
			t.Errorf("%s: findings %q, want %q; %d embedded", name, got, c.want, len(d.Embedded))
		}
	}
	if got := must(t, whole[:len(whole)/2]).findings(); got != "image/cut-off image/not-decoded" {
		t.Errorf("half: %q", got)
	}
}

// TestMulti lists a second picture behind the first.
func TestMulti(t *testing.T) {
	first, second := asJPEG(photo, 75), asJPEG(scene(3, 64, 64), 75)
	file := func(offset int) []byte {
		entries := make([]byte, 32)
		binary.LittleEndian.PutUint32(entries[20:], uint32(len(second)))
		binary.LittleEndian.PutUint32(entries[24:], uint32(offset))
		index := appendDirectory([]byte("II*\x00\x08\x00\x00\x00"), []value{{0xb002, 7, 32, entries}}, 0)
		return append(withSegment(first, 0xe2, []byte("MPF\x00"), index), second...)
	}
	whole := file(0)
	d := must(t, file(len(whole)-len(second)-10)) // offsets count from byte 10, behind "MPF\0"
	if len(d.Embedded) != 1 || !bytes.Equal(d.Embedded[0].Data, second) || d.findings() != "" {
		t.Errorf("%d embedded, findings %s", len(d.Embedded), d.findings())
	}
	if got := must(t, file(len(whole))).findings(); got != "image/mpf-missing image/data-behind-end" {
		t.Errorf("wrong offset: %s", got)
	}
}

// TestQuality holds the scale to an encoder that uses the same one.
func TestQuality(t *testing.T) {
	for q := 1; q <= 100; q++ {
		got := must(t, asJPEG(scene(1, 16, 16), q)).field("JPEG quality")
		if !strings.HasPrefix(got, fmt.Sprintf("%d: ", q)) {
			t.Errorf("quality %d: %s", q, got)
		}
	}
	file := asJPEG(scene(1, 16, 16), 80)
	file[bytes.Index(file, []byte{0xff, 0xdb})+8] ^= 1
	if got := must(t, file).field("JPEG quality"); !strings.HasPrefix(got, "about ") {
		t.Errorf("other tables: %s", got)
	}
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

func TestNoPicture(t *testing.T) {
	for _, content := range []string{"", "text", "<html><svg/></html>", "BM", "RIFF    WAVE", "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isom"} {
		if d, err := Read([]byte(content)); err == nil {
			t.Errorf("%q is taken for %s", content, d.Format)
		}
	}
}
