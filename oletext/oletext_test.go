package oletext_test

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assay/document"
	"assay/internal/doctest"
	"assay/ole"
	"assay/oletext"
)

func read(t testing.TB, content []byte) *document.Document {
	t.Helper()
	d, err := oletext.Read(content)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// propertySet is a summary with a title and the time of the last save.
func propertySet(title string, saved time.Time) []byte {
	le := binary.LittleEndian
	b := []byte{0xFE, 0xFF, 0, 0, 1, 5, 2, 0}
	b = append(b, make([]byte, 16)...)
	b = le.AppendUint32(b, 1)
	b = append(b, 0xE0, 0x85, 0x9F, 0xF2, 0xF9, 0x4F, 0x68, 0x10, 0xAB, 0x91, 0x08, 0x00, 0x2B, 0x27, 0xB3, 0xD9)
	for _, v := range []uint32{48, 200, 2, 13, 24, 2, 36, 0x40} {
		b = le.AppendUint32(b, v)
	}
	b = le.AppendUint64(b, uint64(saved.Unix()+11_644_473_600)*10_000_000)
	b = le.AppendUint32(le.AppendUint32(b, 0x1E), uint32(len(title)))
	return append(b, title...)
}

var saved = time.Date(2003, 4, 5, 6, 7, 8, 0, time.UTC)

// TestSorts tells formats apart by streams and classes.
func TestSorts(t *testing.T) {
	for format, root := range map[string]ole.Node{
		"doc":             {Children: []ole.Node{{Name: "WordDocument", Data: []byte("x")}}},
		"xls":             {Children: []ole.Node{{Name: "Book", Data: []byte("x")}}},
		"ppt":             {Children: []ole.Node{{Name: "PowerPoint Document", Data: []byte("x")}}},
		"vsd":             {Children: []ole.Node{{Name: "VisioDocument", Data: []byte("x")}}},
		"msg":             {Children: []ole.Node{{Name: "__properties_version1.0", Data: []byte("x")}}},
		"ooxml-encrypted": {Children: []ole.Node{{Name: "EncryptedPackage", Data: []byte("x")}, {Name: "EncryptionInfo", Data: []byte{4, 0, 4, 0}}}},
		"mpp":             {CLSID: [16]byte{0x3A, 0x8F, 0xB7, 0x74, 0xC8, 0xC8, 0xD1, 0x11, 0xBE, 0x11, 0x00, 0xC0, 0x4F, 0xB6, 0xFA, 0xF1}},
		"ole":             {Children: []ole.Node{{Name: "anything", Data: []byte("x")}}},
	} {
		if d := read(t, ole.Build(root)); d.Format != format || d.MIME == "" || d.Kind == "" {
			t.Errorf("%s is called %q, %q, %q", format, d.Format, d.MIME, d.Kind)
		}
	}
	if _, err := oletext.Read([]byte("PK\x03\x04")); err == nil {
		t.Error("a zip file is read")
	}
}

func TestEncryptedPackage(t *testing.T) {
	d := read(t, ole.Build(ole.Node{Children: []ole.Node{{Name: "EncryptedPackage", Data: make([]byte, 64)}, {Name: "EncryptionInfo", Data: []byte{4, 0, 4, 0, 0x40}}}}))
	if diff := cmp.Diff([]string{"ole/encrypted"}, doctest.IDs(d)); diff != "" || doctest.Fields(d, "encryption")[0] != "version 4.4" {
		t.Errorf("%s, fields %v", diff, d.Fields)
	}
}

// TestTimes holds the container's time against the last save.
func TestTimes(t *testing.T) {
	for written, want := range map[time.Time][]string{
		saved.Add(2 * time.Hour):   nil,
		saved.Add(26 * time.Hour):  {"ole/times-differ"},
		saved.Add(-26 * time.Hour): {"ole/times-differ"},
		{}:                         nil,
	} {
		d := read(t, ole.Build(ole.Node{Modified: written, Children: []ole.Node{{Name: "\x05SummaryInformation", Data: propertySet("A title", saved)}}}))
		if diff := cmp.Diff(want, doctest.IDs(d)); diff != "" {
			t.Errorf("written at %v: %s", written, diff)
		}
		if d.Titles[0].Value != "A title" || d.Times[0].At != "2003-04-05T06:07:08Z" {
			t.Errorf("titles %v, times %v", d.Titles, d.Times)
		}
	}
}

// native is a packager object. Its data is followed by nothing.
func native(label, path, temporary, data string) []byte {
	le := binary.LittleEndian
	b := append([]byte{2, 0}, label+"\x00"+path+"\x00"...)
	b = append(b, 0, 0, 3, 0)
	b = append(le.AppendUint32(b, uint32(len(temporary)+1)), temporary+"\x00"...)
	b = append(le.AppendUint32(b, uint32(len(data))), data...)
	return append(le.AppendUint32(nil, uint32(len(b))), b...)
}

// TestEmbedded takes out a packaged file with its paths, and a document in a
// storage.
func TestEmbedded(t *testing.T) {
	d := read(t, ole.Build(ole.Node{Children: []ole.Node{
		{Name: "WordDocument", Data: []byte("x")},
		{Name: "ObjectPool", Children: []ole.Node{
			{Name: "_1", Children: []ole.Node{{Name: "\x01Ole10Native", Data: native("note.txt", `C:\Users\ana\note.txt`, `C:\Temp\note.txt`, "the data")}}},
			{Name: "_2", Children: []ole.Node{{Name: "Workbook", Data: []byte("book")}}},
			{Name: "_3", Children: []ole.Node{{Name: "\x01Ole10Native", Data: []byte("\x06\x00\x00\x00\x02\x00abcd")}}},
		}},
	}}))
	if len(d.Embedded) != 3 {
		t.Fatalf("embedded: %+v", d.Embedded)
	}
	if e := d.Embedded[0]; string(e.Data) != "the data" || !strings.HasSuffix(e.Name, ".txt") {
		t.Errorf("packaged file %q: %q", e.Name, e.Data)
	}
	if got := doctest.Fields(d, "its original path"); !slices.Equal(got, []string{`C:\Users\ana\note.txt`}) {
		t.Errorf("original path %q", got)
	}
	if inner := read(t, d.Embedded[1].Data); inner.Format != "xls" {
		t.Errorf("embedded document is %q", inner.Format)
	}
	if e := d.Embedded[2]; string(e.Data) != "\x02\x00abcd" {
		t.Errorf("what cannot be unpacked is %q", e.Data)
	}
}

// TestLeftovers finds a sentence in a sector that is free.
func TestLeftovers(t *testing.T) {
	b := ole.Build(ole.Node{Children: []ole.Node{{Name: "anything", Data: []byte("x")}}})
	var wide []byte
	for _, r := range "Строка из прежнего состояния этого файла" {
		wide = binary.LittleEndian.AppendUint16(wide, uint16(r))
	}
	d := read(t, append(b, wide...))
	if got := doctest.Fields(d, "text in unused sectors"); len(got) != 1 || got[0] != "Строка из прежнего состояния этого файла" {
		t.Errorf("found %q", got)
	}
	if diff := cmp.Diff([]string{"ole/leftovers"}, doctest.IDs(d)); diff != "" {
		t.Error(diff)
	}
}

// TestDamage turns a problem of the container into a finding.
func TestDamage(t *testing.T) {
	b := ole.Build(ole.Node{Children: []ole.Node{{Name: "long", Data: make([]byte, 9000)}}})
	entry := strings.Index(string(b), "l\x00o\x00n\x00g\x00")
	binary.LittleEndian.PutUint32(b[entry+120:], 90_000)
	if diff := cmp.Diff([]string{"ole/damaged"}, doctest.IDs(read(t, b))); diff != "" {
		t.Error(diff)
	}
}
