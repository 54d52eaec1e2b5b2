// Package officeart takes pictures out of the drawings of Office 97–2003
// ([MS-ODRAW]). Bitmaps come out byte for byte as they were put in; metafiles
// are unpacked, and a WMF lacks the placeable header that it had as a file.
package officeart

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"

	"assay/document"
	"assay/ole"
)

// Record types. [MS-ODRAW] §2.2
const (
	entryType = 0xF007 // of a picture, with what refers to it
	maxDepth  = 16
)

const maxUnpacked = 16 << 20 // bytes of one metafile

// kinds are the pictures that records hold.
var kinds = map[uint16]struct {
	ext, mime string
	packed    bool
}{
	0xF01A: {"emf", "image/emf", true},
	0xF01B: {"wmf", "image/wmf", true},
	0xF01C: {"pict", "image/x-pict", true},
	0xF01D: {"jpg", "image/jpeg", false},
	0xF01E: {"png", "image/png", false},
	0xF01F: {"dib", "image/bmp", false},
	0xF029: {"tif", "image/tiff", false},
	0xF02A: {"jpg", "image/jpeg", false},
}

// Storage is the type of embedded compound files of which nothing more is known.
const Storage = "application/x-ole-storage"

// walker goes through records and adds each picture once.
type walker struct {
	delayed  []byte // stream that entries without a picture of their own point into
	d        *document.Document
	where    string
	seen     map[uint32]bool
	deep     bool
	unpacked int // bytes of all metafiles so far
}

// Drawings adds the pictures of a Word document: those of the drawings dgg,
// whose pixels stand in main, and those of its Data stream. [MS-DOC] §2.9.172, §2.9.190
func Drawings(dgg, main, data []byte, d *document.Document) {
	w := &walker{delayed: main, d: d, where: "drawing", seen: map[uint32]bool{}}
	w.records(dgg, 0)
	w = &walker{d: d, where: "Data"}
	for at := 0; at+0x44 <= len(data); {
		size, header := int64(ole.U32(data, at)), int(ole.U16(data, at+4))
		if size < 0x44 || header < 0x44 || int64(header) > size || int64(at)+size > int64(len(data)) {
			return // other data than pictures follows
		}
		art := data[at+header : at+int(size)]
		if ole.U16(data, at+6) == 0x66 && len(art) > 0 { // the name of a linked file comes first
			art = art[min(1+int(art[0]), len(art)):]
		}
		w.records(art, 0)
		at += int(size)
	}
}

// Records adds the pictures among records: of Excel's drawing group, or of
// PowerPoint's Pictures stream.
func Records(b []byte, where string, d *document.Document) {
	(&walker{d: d, where: where, seen: map[uint32]bool{}}).records(b, 0)
}

// records walks through records and into containers. [MS-ODRAW] §1.3.1
func (w *walker) records(b []byte, depth int) {
	if depth > maxDepth && !w.deep {
		w.deep = true
		w.d.Unread("ole/picture-damaged", w.where, fmt.Sprintf("Records of drawings lie more than %d deep, which no programme writes; pictures in them are not taken out.", maxDepth))
	}
	for len(b) >= 8 && depth <= maxDepth {
		flags, kind, size := ole.U16(b, 0), ole.U16(b, 2), int64(ole.U32(b, 4))
		size = min(size, int64(len(b)-8))
		body := b[8 : 8+size]
		_, picture := kinds[kind]
		switch {
		case picture:
			w.picture(flags, kind, body)
		case kind == entryType && len(body) >= 36:
			w.entry(body)
		case flags&0xF == 0xF:
			w.records(body, depth+1)
		}
		b = b[8+size:]
	}
}

// entry reads a picture that stands in its entry or is kept elsewhere.
// [MS-ODRAW] §2.2.32
func (w *walker) entry(b []byte) {
	if rest := b[min(len(b), 36+int(b[33])):]; len(rest) > 8 {
		w.records(rest, maxDepth)
		return
	}
	at := ole.U32(b, 28)
	if w.delayed == nil || int64(at)+8 > int64(len(w.delayed)) || w.seen[at] {
		return
	}
	w.seen[at] = true
	size := min(int64(ole.U32(w.delayed, int(at)+4)), int64(len(w.delayed))-int64(at)-8)
	w.records(w.delayed[at:int64(at)+8+size], maxDepth)
}

// picture adds one. [MS-ODRAW] §2.2.23
func (w *walker) picture(flags, kind uint16, b []byte) {
	k := kinds[kind]
	head := 16
	if flags>>4&1 == 1 { // odd instances carry two digests
		head = 32
	}
	if k.packed {
		head += 34
	} else {
		head++
	}
	if head >= len(b) {
		return
	}
	data := b[head:]
	if k.packed && b[head-2] == 0 { // compression: deflate
		unpacked, err := Unpack(data, min(maxUnpacked, document.MaxEmbedded-w.unpacked))
		if err != nil {
			w.d.Unread("ole/picture-damaged", w.where, fmt.Sprintf("A metafile of %d bytes is not unpacked: %v.", len(data), err))
			return
		}
		data = unpacked
		w.unpacked += len(data)
	}
	Add(w.d, "picture", k.ext, k.mime, w.where, data)
}

// Unpack inflates data up to where it is damaged. More than most bytes are an
// error.
func Unpack(data []byte, most int) ([]byte, error) {
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(z, int64(most)+1))
	if len(out) > most {
		return nil, fmt.Errorf("it holds more than %d bytes", most)
	}
	if len(out) == 0 {
		return nil, err
	}
	return out, nil
}

// Add adds an embedded file under a name of its own. One file over the bound
// is kept, so that Bound tells of the rest.
func Add(d *document.Document, name, ext, mime, where string, data []byte) {
	if len(d.Embedded) > document.MaxFiles {
		return
	}
	d.Embedded = append(d.Embedded, document.Embedded{Name: fmt.Sprintf("%s-%d.%s", name, len(d.Embedded)+1, ext), MIME: mime, Where: where, Data: data})
}
