package c2pa

import (
	"bytes"
	"encoding/base64"
	"fmt"
)

// stretch is a run of bytes of a file, from Start up to End.
type stretch struct{ Start, End int }

// manifestStore is a manifest store and the place where it was found.
type manifestStore struct {
	JUMBF []byte // the store's superbox, put together
	Where string // in the file's own terms
	// Spans are the bytes of the file that carry the store, with the headers of
	// what holds them: the only ones that a binding may leave out.
	Spans []stretch
}

// piece is one named part of a JPEG or PNG, for c2pa.hash.boxes.
type piece struct {
	name string
	stretch
}

// asset is a file cut up as far as bindings and the search for stores need it.
type asset struct {
	content []byte
	stores  []manifestStore
	pieces  []piece // in file order; nil for formats whose boxes are not read
	single  bool    // the format allows one store; a PDF has one a revision
	// unsearched is set where the file has too many pieces: they are not kept.
	unsearched bool
	trouble    string // why a store that is there cannot be put together
}

// maxPieces of one file: pictures have some dozens, or thousands where their
// data are cut up small.
const maxPieces = 200_000

// crowded reports whether the file has more pieces than are read: a store may
// stand behind them.
func (a *asset) crowded() bool {
	if len(a.pieces) < maxPieces {
		return false
	}
	a.unsearched = true
	return true
}

// storeMark begins a manifest store: a superbox whose description has the type
// of C2PA stores. C2PA 2.1 §11.1.4
var storeMark = []byte("jumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71")

// isStore reports whether data begins with a manifest store's superbox.
func isStore(data []byte) bool {
	return len(data) >= 12+len(storeMark) && string(data[4:8]) == "jumb" && bytes.HasPrefix(data[12:], storeMark)
}

// locate finds the manifest stores of a file by its first bytes.
func locate(content []byte) *asset {
	a := &asset{content: content, single: !bytes.HasPrefix(content, []byte("%PDF-"))}
	switch {
	case bytes.HasPrefix(content, []byte("\xff\xd8\xff")):
		a.jpeg()
	case bytes.HasPrefix(content, []byte(pngMagic)):
		a.png()
	case bytes.HasPrefix(content, []byte("%PDF-")):
		a.pdf()
	case bytes.HasPrefix(content, []byte("RIFF")):
		a.riff()
	case bytes.HasPrefix(content, []byte("II*\x00")), bytes.HasPrefix(content, []byte("MM\x00*")):
		a.tiff()
	case len(content) >= 12 && string(content[4:8]) == "ftyp":
		a.bmff()
	default:
		a.svg()
	}
	if a.unsearched {
		a.pieces = nil
	}
	return a
}

// pdf looks for stores that stand plainly in a stream, as C2PA 2.1 appendix A.4 has them:
// neither compressed nor encrypted.
func (a *asset) pdf() {
	tied := bytes.Contains(a.content, []byte("/C2PA_Manifest"))
	for at := 0; ; {
		i := bytes.Index(a.content[at:], storeMark)
		if i < 0 {
			return
		}
		start := at + i - 12
		at += i + len(storeMark)
		if start < 8 || !isStore(a.content[start:]) || !bytes.HasSuffix(bytes.TrimRight(a.content[start-8:start], "\r\n"), []byte("stream")) {
			continue // of a picture in the PDF, not of the PDF
		}
		if !tied {
			a.trouble = "a manifest store stands in the PDF, but nothing that says that it is the PDF's own (AFRelationship C2PA_Manifest)"
			continue
		}
		end, err := boxEnd(a.content, start)
		if err != nil {
			a.trouble = err.Error()
			continue
		}
		a.add(fmt.Sprintf("PDF embedded file at byte %d", start), a.content[start:end], stretch{start, end})
	}
}

func (a *asset) add(where string, jumbf []byte, spans ...stretch) {
	a.stores = append(a.stores, manifestStore{JUMBF: jumbf, Where: where, Spans: spans})
}

// svgManifest is the element of C2PA 2.1 appendix A.3.2; its content is base64.
const svgManifest = "<c2pa:manifest"

// svgHead is how far the root element of an SVG is looked for.
const svgHead = 4096

func (a *asset) svg() {
	if !bytes.Contains(a.content[:min(len(a.content), svgHead)], []byte("<svg")) {
		return
	}
	open := bytes.Index(a.content, []byte(svgManifest))
	if open < 0 {
		return
	}
	start := bytes.IndexByte(a.content[open:], '>')
	if start < 0 {
		a.trouble = "the element c2pa:manifest has no end"
		return
	}
	start += open + 1
	length := bytes.IndexByte(a.content[start:], '<')
	if length < 0 {
		a.trouble = "the element c2pa:manifest has no end"
		return
	}
	text := bytes.Join(bytes.Fields(a.content[start:start+length]), nil)
	store := make([]byte, base64.StdEncoding.DecodedLen(len(text)))
	n, err := base64.StdEncoding.Decode(store, text)
	if err != nil {
		a.trouble = fmt.Sprintf("the element c2pa:manifest is not base64: %v", err)
		return
	}
	a.add("SVG c2pa:manifest", store[:n], stretch{start, start + length})
}
