package c2pa

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"

	"assay/document"
	"assay/finding"
)

func inWebP(store []byte) ([]byte, stretch) {
	chunk := append(append([]byte("C2PA"), binary.LittleEndian.AppendUint32(nil, uint32(len(store)))...), store...)
	if len(store)%2 == 1 {
		chunk = append(chunk, 0)
	}
	body := append([]byte("WEBPVP8 \x04\x00\x00\x00abcd"), chunk...)
	file := append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
	return file, stretch{len(file) - len(chunk), len(file)}
}

// inTIFF has one directory of two entries; the store is the last thing.
func inTIFF(store []byte) ([]byte, stretch) {
	order := binary.BigEndian
	file := order.AppendUint32([]byte("MM\x00*"), 8)
	file = order.AppendUint16(file, 2)
	file = append(file, 1, 0, 0, 3, 0, 0, 0, 1, 0, 16, 0, 0) // ImageWidth 16
	const start = 8 + 2 + 24 + 4
	file = order.AppendUint32(append(file, 0xcd, 0x41, 0, 7), uint32(len(store)))
	file = order.AppendUint32(order.AppendUint32(file, start), 0)
	return append(file, store...), stretch{start, start + len(store)}
}

func inSVG(store []byte) ([]byte, stretch) {
	const head = `<svg xmlns="http://www.w3.org/2000/svg"><metadata><c2pa:manifest xmlns:c2pa="http://c2pa.org/manifest">`
	text := base64.StdEncoding.EncodeToString(store)
	return []byte(head + text + `</c2pa:manifest></metadata><path d="M0 0"/></svg>`), stretch{len(head), len(head) + len(text)}
}

func inPDF(store []byte) ([]byte, stretch) {
	head := fmt.Sprintf("%%PDF-1.7\n1 0 obj<</Type/Filespec/AFRelationship/C2PA_Manifest/EF<</F 2 0 R>>>>endobj\n2 0 obj<</Length %6d>>stream\r\n", len(store))
	return append(append([]byte(head), store...), "\nendstream endobj\n%%EOF\n"...), stretch{len(head), len(head) + len(store)}
}

func TestContainers(t *testing.T) {
	for name, in := range map[string]container{"WebP": inWebP, "TIFF": inTIFF, "SVG": inSVG, "PDF": inPDF} {
		t.Run(name, func(t *testing.T) {
			file := bound(t, in, newMaker(actions), nil)
			if s := read(t, file).Signed[0]; s.Result != finding.Pass || !s.Whole {
				t.Errorf("%+v", s)
			}
			if got, ok := find(file); !ok || !isStore(got.JUMBF) || !bytes.Contains(file[got.Spans[0].Start:], got.JUMBF[:4]) && name != "SVG" {
				t.Errorf("%v %+v", ok, got.Spans)
			}
			if s := read(t, changed(t, in)).Signed[0]; s.Result != finding.Fail {
				t.Errorf("altered: %+v", s)
			}
		})
	}
}

// changed is a valid file with a byte changed that is not of the store.
func changed(t *testing.T, in container) []byte {
	file := bound(t, in, newMaker(actions), nil)
	span := locate(file).stores[0].Spans
	at := span[len(span)-1].End + 1
	if at >= len(file) {
		at = 20 // before the store: of a chunk or an entry
	}
	file[at] ^= 1
	return file
}

// TestLeftOutWhereNothingIsKnown has a range left out beside the store in a
// format whose parts are not read: the signature does not pass.
func TestLeftOutWhereNothingIsKnown(t *testing.T) {
	file := bound(t, inPDF, newMaker(actions), func(s stretch) []stretch { return []stretch{{s.Start, s.End + 8}} })
	if s := read(t, file).Signed[0]; s.Result != finding.PermError || s.Whole {
		t.Errorf("%+v", s)
	}
}

// TestStoresOfOthers are manifest stores that are not the file's own.
func TestStoresOfOthers(t *testing.T) {
	picture := bound(t, inJPEG(60_000), newMaker(actions), nil)
	pdf := slices.Concat([]byte("%PDF-1.7\n1 0 obj<</Length 9>>stream\n"), picture, []byte("\nendstream endobj\n"))
	d := &document.Document{}
	if Add(d, pdf) || len(d.Findings) > 0 {
		t.Errorf("of a picture in a PDF: %+v", d)
	}
	loose, _ := inPDF(store(newMaker(actions).manifest()))
	d = &document.Document{}
	Add(d, bytes.ReplaceAll(loose, []byte("/C2PA_Manifest"), []byte("/Supplement111")))
	if got := ids(d); len(d.Signed) > 0 || !slices.Equal(got, []string{"c2pa/malformed"}) {
		t.Errorf("of an attachment: %v %v", d.Signed, got)
	}
}

func TestAddStore(t *testing.T) {
	file := bound(t, inPDF, newMaker(actions), nil)
	s, _ := find(file)
	d := &document.Document{}
	addStore(d, file, manifestStore{JUMBF: s.JUMBF, Spans: s.Spans, Where: "embedded file 1"})
	if len(d.Signed) != 1 || d.Signed[0].Result != finding.Pass || d.Signed[0].Where != "embedded file 1" {
		t.Errorf("%+v", d.Signed)
	}
}

// TestSegments has APP11 segments out of order, one missing, and one torn away
// by another segment.
func TestSegments(t *testing.T) {
	file := bound(t, inJPEG(300), newMaker(actions), nil)
	spans := locate(file).stores[0].Spans
	a, b, c := spans[0], spans[1], spans[2]
	for name, broken := range map[string][]byte{
		"order":   slices.Concat(file[:a.End], file[c.Start:c.End], file[b.Start:b.End], file[c.End:]),
		"missing": slices.Concat(file[:a.End], file[b.End:]),
		"torn":    slices.Concat(file[:a.End], []byte{0xff, 0xfe, 0, 4, 'h', 'i'}, file[a.End:]),
	} {
		d := &document.Document{}
		if !Add(d, broken) || len(d.Signed) > 0 || !slices.Equal(ids(d), []string{"c2pa/malformed"}) {
			t.Errorf("%s: %v %v", name, d.Signed, ids(d))
		}
	}
}

// TestAddedLater has a PDF that was added to after it was signed: what was
// signed still stands there, and that is said.
func TestAddedLater(t *testing.T) {
	file := bound(t, inPDF, newMaker(actions), nil)
	later := append(bytes.Clone(file), "4 0 obj<<>>endobj\n%%EOF\n"...)
	s := read(t, later).Signed[0]
	if want := fmt.Sprintf("%d bytes were added at the end", len(later)-len(file)); s.Result != finding.Fail || !strings.Contains(s.Reason, want) || len(s.Changes) != 1 {
		t.Errorf("%+v, want %s", s, want)
	}
	later[9] ^= 1
	if s := read(t, later).Signed[0]; s.Result != finding.Fail || strings.Contains(s.Reason, "added") {
		t.Errorf("%+v", s)
	}
}
