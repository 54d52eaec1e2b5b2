package image

import (
	"bytes"
	"encoding/binary"
	"fmt"
	stdimage "image"
	"image/color"
	"image/draw"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
	painted := resized(photo, 160, 120)
	draw.Draw(painted, stdimage.Rect(110, 23, 122, 34), stdimage.NewUniform(color.White), stdimage.Point{}, draw.Src)
	part := resized(photo.SubImage(stdimage.Rect(0, 0, 160, 120)), 160, 120)
	for name, c := range map[string]struct {
		thumb stdimage.Image
		want  string
		away  [2]int // least and greatest departure
	}{
		"same": {small, "", [2]int{0, 5}}, "with bars": {bars, "", [2]int{0, 15}}, "turned": {turned, "", [2]int{0, 5}},
		"another": {scene(2, 160, 120), "image/thumbnail-differs", [2]int{60, 255}}, "a quarter": {part, "image/thumbnail-differs", [2]int{60, 255}},
		"painted over": {painted, "", [2]int{60, 255}},
	} {
		d := must(t, withSegment(asJPEG(photo, 90), 0xe1, []byte("Exif\x00\x00"), exifSample(asJPEG(c.thumb, 80))))
		if got := d.findings(); got != c.want {
			t.Errorf("%s: findings %q, want %q; %s", name, got, c.want, d.field("thumbnail"))
		}
		away := -1
		if n, err := fmt.Sscanf(d.field("thumbnail departure"), "%d of 255", &away); n != 1 || away < c.away[0] || away > c.away[1] {
			t.Errorf("%s: departure %d, want %v; %v", name, away, c.away, err)
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

func TestNoPicture(t *testing.T) {
	for _, content := range []string{"", "text", "<html><svg/></html>", "BM", "RIFF    WAVE", "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isom"} {
		if d, err := Read([]byte(content)); err == nil {
			t.Errorf("%q is taken for %s", content, d.Format)
		}
	}
}
