package vba_test

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"assay/ole"
	"assay/ole/vba"
)

// TestDecompress uses the examples of [MS-OVBA] §3.2.
func TestDecompress(t *testing.T) {
	for want, packed := range map[string][]byte{
		"abcdefghijklmnopqrstuv.":                                  []byte("\x01\x19\xB0\x00abcdefgh\x00ijklmnop\x00qrstuv."),
		"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa": []byte("\x01\x2F\xB0\x00\x23\x61\x61\x61\x62\x63\x64\x65\x82\x66\x00\x70\x61\x67\x68\x69\x6A\x01\x38\x08\x61\x6B\x6C\x00\x30\x6D\x6E\x6F\x70\x06\x71\x02\x70\x04\x10\x72\x73\x74\x75\x76\x10\x77\x78\x79\x7A\x00\x3C"),
		strings.Repeat("a", 73):                                    []byte("\x01\x03\xB0\x02\x61\x45\x00"),
	} {
		got, err := vba.Decompress(packed, 1<<16)
		if err != nil || string(got) != want {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
}

func TestDecompressHostile(t *testing.T) {
	for name, packed := range map[string][]byte{
		"nothing":              nil,
		"other bytes":          []byte("\x02abc"),
		"chunk without mark":   []byte("\x01\x03\x00\x02\x61\x45\x00"),
		"chunk cut off":        []byte("\x01\xFF\xBF\x00a"),
		"copy before the text": []byte("\x01\x03\xB0\x01\x45\x00\x00"),
	} {
		if got, err := vba.Decompress(packed, 1<<16); err == nil {
			t.Errorf("%s gives %q", name, got)
		}
	}
	bomb := append([]byte{1}, bytes.Repeat([]byte("\x03\xB0\x02\x61\x45\x00"), 1000)...)
	if got, err := vba.Decompress(bomb, 10_000); err == nil || len(got) > 10_000 {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

// plain packs text as chunks without compression of up to eight bytes each.
func plain(text string) []byte {
	out := []byte{1}
	for len(text) > 0 {
		n := min(8, len(text))
		out = binary.LittleEndian.AppendUint16(out, uint16(0xB000|(1+n+2-3)))
		out = append(append(out, 0), text[:n]...)
		text = text[n:]
	}
	return out
}

func record(id uint16, value string) string {
	b := binary.LittleEndian.AppendUint16(nil, id)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(value)))
	return string(b) + value
}

// project is a file with one module of two lines of code.
func project() []byte {
	dir := record(3, "\xE3\x04") + record(4, "Budget") + "\x09\x00\x04\x00\x00\x00\x01\x00\x00\x00\x02\x00" +
		record(0x19, "Module1") + record(0x1A, "Stream1") + record(0x31, "\x03\x00\x00\x00")
	source := "Attribute VB_Name = \"Module1\"\r\n\r\nSub \xCF()\r\nEnd Sub\r\n"
	return ole.Build(ole.Node{Children: []ole.Node{{Name: "Macros", Children: []ole.Node{{Name: "VBA", Children: []ole.Node{
		{Name: "dir", Data: plain(dir)}, {Name: "Stream1", Data: append([]byte("pcd"), plain(source)...)},
	}}}}}})
}

func TestFind(t *testing.T) {
	f, err := ole.Open(project())
	if err != nil {
		t.Fatal(err)
	}
	list := vba.Find(f)
	if len(list) != 1 || list[0].Problem != "" || len(list[0].Modules) != 1 {
		t.Fatalf("projects %+v", list)
	}
	p, m := list[0], list[0].Modules[0]
	if p.Path != "Macros" || p.Name != "Budget" || m.Name != "Module1" || m.Lines != 2 || !strings.Contains(m.Source, "Sub П()") {
		t.Errorf("project %+v", p)
	}
}

func FuzzMacros(f *testing.F) {
	f.Add(project())
	f.Fuzz(func(t *testing.T, content []byte) {
		file, err := ole.Open(content)
		if err != nil {
			return
		}
		for _, p := range vba.Find(file) {
			for _, m := range p.Modules {
				if len(m.Source) > 3*(16<<20) {
					t.Errorf("%d bytes of source", len(m.Source))
				}
			}
		}
	})
}
