package rtf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"

	"assay/document"
)

// object is what an embedded object or a picture is made of.
type object struct {
	class, name string
	mime        string
	data        []byte
	half        int // the first digit of a byte, plus one
}

// add takes bytes.
func (o *object) add(b []byte) { o.data = append(o.data, b...) }

// digits takes hexadecimal digits; other bytes do not count, as Word reads it.
func (o *object) digits(b []byte) {
	for _, c := range b {
		d := digit(c)
		switch {
		case d < 0:
		case o.half == 0:
			o.half = d + 1
		default:
			o.data = append(o.data, byte((o.half-1)<<4|d))
			o.half = 0
		}
	}
}

// pictureTypes are the words that name the sort of a picture.
var pictureTypes = map[string]string{
	"pngblip": "image/png", "jpegblip": "image/jpeg", "emfblip": "image/emf", "wmetafile": "image/wmf",
	"macpict": "image/x-pict", "dibitmap": "image/bmp", "wbitmap": "application/octet-stream",
}

// takePicture takes a picture out.
func (r *reader) takePicture() {
	r.embed("picture", `\pict`, r.picture.mime, r.picture.data)
	r.picture = object{}
}

// takeObject takes an object out of its wrapping ([MS-OLEDS] §2.2.4, §2.2.5);
// where there is none, as it stands.
func (r *reader) takeObject() {
	data := r.object.data
	class := r.object.class
	r.object = object{}
	w := wrapping{rest: data}
	w.number() // version of the writer
	form := w.number()
	said := w.text()
	topic, item := w.text(), w.text()
	switch {
	case w.bad || form != 1 && form != 2:
		r.embed("object", `\objdata`, "", data)
		return
	case form == 1:
		r.c.Field("linked object", strings.TrimSpace(topic+" "+item), `\objdata`)
		r.embed("object", `\objdata`, "", data)
		return
	}
	if said != class {
		r.c.Field("object class", said, `\objdata`)
	}
	native := w.bytes(int(w.number()))
	if w.bad {
		r.c.D.Unread("office/object-damaged", `\objdata`, "An embedded object is shorter than it says.")
		native = w.rest
	}
	if strings.EqualFold(said, "package") && r.takePackage(native) {
		return
	}
	r.embed("object", `\objdata`, "", native)
}

// takePackage takes a file out of the form that Windows' packager has: its
// label, the path it came from, and its bytes.
func (r *reader) takePackage(native []byte) bool {
	w := wrapping{rest: native}
	w.bytes(2)
	label, from := w.zero(), w.zero()
	w.bytes(4)
	w.bytes(int(w.number())) // where it was put for the time being
	data := w.bytes(int(w.number()))
	if w.bad {
		return false
	}
	r.c.Field("packaged file", label, `\objdata`)
	r.c.Field("packaged file came from", from, `\objdata`)
	r.embed("object", `\objdata `+label, "", data)
	return true
}

// embed adds a file; an empty one is none.
func (r *reader) embed(sort, where, mime string, data []byte) {
	if len(data) == 0 {
		return
	}
	if r.instances++; r.instances > document.MaxFiles {
		return
	}
	r.c.D.Embedded = append(r.c.D.Embedded, document.Embedded{Name: fmt.Sprintf("%s-%d", sort, r.instances), MIME: mime, Where: where, Data: data})
}

// wrapping reads the fields of a header one after another; bad says that it
// was too short.
type wrapping struct {
	rest []byte
	bad  bool
}

func (w *wrapping) bytes(n int) []byte {
	if w.bad || n < 0 || n > len(w.rest) {
		w.bad = true
		return nil
	}
	b := w.rest[:n]
	w.rest = w.rest[n:]
	return b
}

func (w *wrapping) number() uint32 {
	if b := w.bytes(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

// text is a string with its length before it ([MS-OLEDS] §2.1.4).
func (w *wrapping) text() string {
	return strings.TrimRight(decode(w.bytes(int(w.number())), 1252), "\x00")
}

// zero is a string that a zero ends.
func (w *wrapping) zero() string {
	n := bytes.IndexByte(w.rest, 0)
	if n < 0 {
		w.bad = true
		return ""
	}
	return decode(bytes.TrimSuffix(w.bytes(n+1), []byte{0}), 1252)
}
