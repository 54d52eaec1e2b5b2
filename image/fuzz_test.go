package image

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/document"
)

// FuzzJPEG holds that segments follow one another inside the file.
func FuzzJPEG(f *testing.F) {
	small := asJPEG(scene(1, 16, 16), 50)
	f.Add(small)
	f.Add(small[:100])
	f.Add(append(slices.Clone(small), "\xff\xd8\xff\xe1\x00\x04"...))
	f.Add(withSegment(small, 0xe1, []byte("Exif\x00\x00"), exifSample(small)))
	f.Fuzz(func(t *testing.T, content []byte) {
		file := walkJPEG(content)
		last := -1
		for i, s := range file.segments {
			if i > 0 && s.at <= last || s.at > len(content) {
				t.Fatalf("segment at %d after %d of %d", s.at, last, len(content))
			}
			last = s.at
		}
		if file.end > len(content) || file.ended && string(content[file.end-1:file.end]) != "\xd9" {
			t.Fatalf("end at %d of %d", file.end, len(content))
		}
		for _, x := range parseDQT(content) {
			quality([]table{x})
		}
		huffmanKind(content)
	})
}

// FuzzPNG mutates the file behind its signature.
func FuzzPNG(f *testing.F) {
	plain := asPNG(scene(1, 8, 8))
	full := withChunk(plain, "zTXt", []byte("Comment\x00\x00"), packed("Low tide"))
	full = withChunk(full, "iTXt", []byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"), []byte(packetSample))
	full = withChunk(full, "tEXt", []byte("Raw profile type exif\x00\nexif\n4\n4578"))
	full = withChunk(full, "tIME", []byte{7, 227, 2, 3, 4, 5, 6})
	f.Add(plain[8:])
	f.Add(full[8:])
	f.Fuzz(func(t *testing.T, rest []byte) { holds(t, append([]byte("\x89PNG\r\n\x1a\n"), rest...)) })
}

// FuzzRead mutates files of every format.
func FuzzRead(f *testing.F) {
	small := asJPEG(scene(1, 16, 16), 50)
	thumb := exifSample(small)
	f.Add(withSegment(small, 0xe1, []byte("Exif\x00\x00"), thumb))
	f.Add(withSegment(small, 0xed, []byte("Photoshop 3.0\x00"), resourceOf(0x0404, iptcOf("2:5", "Quay", "2:55", "20190203")), resourceOf(0x0421, make([]byte, 20))))
	f.Add(withSegment(small, 0xe2, []byte("MPF\x00"), appendDirectory([]byte("II*\x00\x08\x00\x00\x00"), []value{{0xb002, 7, 32, make([]byte, 32)}}, 0)))
	f.Add(thumb)
	f.Add(exifSample(nil))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff\x21\xfe\x05hello\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00\x3b"))
	f.Add([]byte("RIFF\x20\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x3f\x01\x00\xef\x00\x00EXIF\x00\x00\x00\x00"))
	f.Add([]byte("\x00\x00\x00\x14ftypheic\x00\x00\x00\x00mif1\x00\x00\x00\x22meta\x00\x00\x00\x00\x00\x00\x00\x0epitm\x00\x00\x00\x00\x00\x01\x00\x00\x00\x08iinf"))
	f.Add([]byte("8BPS\x00\x01\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\xf0\x00\x00\x01\x40\x00\x08\x00\x03\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("<svg xmlns='http://www.w3.org/2000/svg'><!-- Created with Painter --><text>a</text></svg>"))
	f.Add(append([]byte("BM\x40\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x01\x00\x18\x00"), make([]byte, 40)...))
	f.Fuzz(func(t *testing.T, content []byte) { holds(t, content) })
}

// holds checks what is true of every reading: it ends, it is bounded, its texts
// are clean, and a second reading says the same.
func holds(t *testing.T, content []byte) {
	d, err := Read(content)
	if err != nil {
		return
	}
	if len(d.Fields) > document.MaxFields || len(d.Text) > document.MaxText {
		t.Fatalf("%d fields, %d bytes of text", len(d.Fields), len(d.Text))
	}
	for _, x := range d.Fields {
		if strings.TrimSpace(x.Name) == "" || x.Value == "" || x.Where == "" {
			t.Fatalf("%+v", x)
		}
	}
	for _, x := range d.Findings {
		if x.ID == "" || x.Where == "" || x.Why == "" {
			t.Fatalf("%+v", x)
		}
	}
	again, _ := Read(content)
	if diff := cmp.Diff(d, again); diff != "" {
		t.Fatal(diff)
	}
}
