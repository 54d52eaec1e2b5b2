package officeart_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"slices"
	"testing"

	"assay/document"
	"assay/oletext/officeart"
)

var le = binary.LittleEndian

func rec(version, instance, kind uint16, parts ...[]byte) []byte {
	body := slices.Concat(parts...)
	b := le.AppendUint16(le.AppendUint16(nil, version|instance<<4), kind)
	return append(le.AppendUint32(b, uint32(len(body))), body...)
}

func png(data string) []byte { return rec(0, 0x6E0, 0xF01E, make([]byte, 17), []byte(data)) }

func deflate(data []byte) []byte {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	if _, err := z.Write(data); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

func emf(data []byte) []byte { return rec(0, 0x3D4, 0xF01A, make([]byte, 50), deflate(data)) }

func TestRecords(t *testing.T) {
	d := &document.Document{}
	entry := rec(2, 5, 0xF007, make([]byte, 36), png("inside an entry"))
	twice := rec(0, 0x6E1, 0xF01E, make([]byte, 33), []byte("with two digests"))
	officeart.Records(slices.Concat(png("a bitmap"), rec(15, 0, 0xF001, entry, twice), emf([]byte("a metafile"))), "here", d)
	var got []string
	for _, e := range d.Embedded {
		got = append(got, e.MIME+" "+string(e.Data))
	}
	if want := []string{"image/png a bitmap", "image/png inside an entry", "image/png with two digests", "image/emf a metafile"}; !slices.Equal(got, want) {
		t.Errorf("pictures %q, want %q", got, want)
	}
}

// TestDrawings takes a picture of the main stream once, though two entries name it.
func TestDrawings(t *testing.T) {
	main := append(make([]byte, 100), png("far away")...)
	entry := make([]byte, 36)
	le.PutUint32(entry[28:], 100)
	dgg := rec(15, 0, 0xF000, rec(15, 0, 0xF001, rec(2, 6, 0xF007, entry), rec(2, 6, 0xF007, entry)))
	inline := append(make([]byte, 68), png("inline")...)
	le.PutUint32(inline, uint32(len(inline)))
	le.PutUint16(inline[4:], 68)
	d := &document.Document{}
	officeart.Drawings(dgg, main, inline, d)
	if len(d.Embedded) != 2 || string(d.Embedded[0].Data) != "far away" || string(d.Embedded[1].Data) != "inline" {
		t.Errorf("embedded %+v", d.Embedded)
	}
}

// TestBomb holds that a metafile that unpacks to too much is told of, not kept.
func TestBomb(t *testing.T) {
	d := &document.Document{}
	officeart.Records(emf(make([]byte, 20<<20)), "here", d)
	if len(d.Embedded) > 0 || len(d.Findings) != 1 || d.Findings[0].ID != "ole/picture-damaged" {
		t.Errorf("embedded %d, findings %v", len(d.Embedded), d.Findings)
	}
}

func TestDeep(t *testing.T) {
	deep := png("bottom")
	for range 100 {
		deep = rec(15, 0, 0xF003, deep)
	}
	d := &document.Document{}
	officeart.Records(deep, "here", d)
	if len(d.Embedded) > 0 || len(d.Findings) != 1 {
		t.Errorf("embedded %d, findings %v", len(d.Embedded), d.Findings)
	}
}

func FuzzRecords(f *testing.F) {
	f.Add(slices.Concat(png("a"), rec(15, 0, 0xF001, rec(2, 5, 0xF007, make([]byte, 36), png("b"))), emf([]byte("c"))), png("d"))
	f.Fuzz(func(t *testing.T, records, data []byte) {
		d := &document.Document{}
		officeart.Records(records, "here", d)
		officeart.Drawings(records, data, data, d)
	})
}
