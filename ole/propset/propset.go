// Package propset reads property sets, the metadata streams of compound files
// ([MS-OLEPS]): title, author, who saved last, editing time, and whatever
// programmes add. Every count and offset is held against the bytes that are
// there, and values are decoded at most twice, however many entries name them.
//
// All of it is what the last programme wrote; other tools can rewrite it
// without touching the document.
package propset

import (
	"encoding/binary"
	"errors"
	"fmt"

	"assay/ole"
	"assay/ole/locale"
)

const (
	maxSets  = 16 // the standard knows two
	maxCount = 10_000
)

// The sets that Office writes, by format identifier. [MS-OLEPS] §3
const (
	Summary         = "{F29F85E0-4FF9-1068-AB91-08002B27B3D9}"
	DocumentSummary = "{D5CDD502-2E9C-101B-9397-08002B2CF9AE}"
	UserDefined     = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
)

// Set is one property set.
type Set struct {
	FMTID      string // the set's format identifier, in braces
	CodePage   int    // as it states; 0 where it does not
	Properties []Property
	Problems   []string // what could not be read
}

// Stream is one property set stream.
type Stream struct {
	System string // operating system that wrote it, as it states: "Windows 5.1"
	CLSID  string
	Sets   []Set
}

// Read reads one property set stream ("\x05SummaryInformation").
func Read(b []byte) (*Stream, error) {
	if len(b) < 28 || binary.LittleEndian.Uint16(b) != 0xFFFE {
		return nil, fmt.Errorf("not a property set stream: it begins with %q", b[:min(4, len(b))])
	}
	s := &Stream{System: system(b[4:8]), CLSID: ole.GUID(b[8:24])}
	count := int(min(binary.LittleEndian.Uint32(b[24:]), maxSets+1))
	r := &reader{b: b, budget: 2*len(b) + 1024}
	for i := range count {
		at := 28 + 20*i
		if i == maxSets {
			return s, fmt.Errorf("more than %d sets are stated", maxSets)
		}
		if at+20 > len(b) {
			return s, errors.New("a property set stream cut off inside its list of sets")
		}
		set := Set{FMTID: format(b[at : at+16])}
		r.readSet(&set, int64(binary.LittleEndian.Uint32(b[at+16:])))
		s.Sets = append(s.Sets, set)
	}
	return s, nil
}

// format is the identifier of a set. Word for the Macintosh wrote the first
// three numbers of it in the other byte order.
func format(b []byte) string {
	turned := []byte{b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6]}
	switch id := ole.GUID(append(turned, b[8:16]...)); id {
	case Summary, DocumentSummary, UserDefined:
		return id
	}
	return ole.GUID(b)
}

// system reads the version of the operating system. [MS-OLEPS] §2.21
func system(b []byte) string {
	kinds := []string{"Windows (16 bit)", "Macintosh", "Windows"}
	kind := int(binary.LittleEndian.Uint16(b[2:]))
	if kind >= len(kinds) {
		return ""
	}
	return fmt.Sprintf("%s %d.%d", kinds[kind], b[0], b[1])
}

// reader decodes values out of b until its budget of bytes is spent.
type reader struct {
	b      []byte
	page   int
	budget int
}

// readSet reads the set at an offset. [MS-OLEPS] §2.20
func (r *reader) readSet(set *Set, offset int64) {
	bad := func(format string, args ...any) { set.Problems = append(set.Problems, fmt.Sprintf(format, args...)) }
	if offset+8 > int64(len(r.b)) {
		bad("the set is said to lie at offset %d of %d bytes", offset, len(r.b))
		return
	}
	b := r.b[offset:]
	count := int64(binary.LittleEndian.Uint32(b[4:]))
	if most := min(int64(len(b)-8)/8, maxCount); count > most {
		bad("%d properties are stated; %d are read", count, most)
		count = most
	}
	entries := b[8 : 8+8*count]
	r.page = 0
	var names map[uint32]string
	for pass := range 2 { // the code page and the names stand anywhere, and are needed for the rest
		for e := entries; len(e) >= 8; e = e[8:] {
			id, at := binary.LittleEndian.Uint32(e), int64(binary.LittleEndian.Uint32(e[4:]))
			switch {
			case id == 1 && pass == 0 && at+6 <= int64(len(b)):
				r.page = int(binary.LittleEndian.Uint16(b[at+4:]))
			case id == 0 && pass == 1 && at+4 <= int64(len(b)):
				names = r.dictionary(b[at:])
			}
		}
	}
	set.CodePage = r.page
	if r.page == 0 {
		r.page = locale.Western
	} else if _, known := locale.Text(r.page, []byte{0xC4}); !known {
		bad("code page %d is not known; text that is not ASCII is read as 1252", r.page)
	}
	for e := entries; len(e) >= 8; e = e[8:] {
		id, at := binary.LittleEndian.Uint32(e), int64(binary.LittleEndian.Uint32(e[4:]))
		if id == 0 || id == 1 {
			continue
		}
		p := Property{ID: id, Name: names[id]}
		if at+4 > int64(len(b)) {
			bad("property %d is said to lie at offset %d of %d bytes", id, at, len(b))
			continue
		}
		if err := r.typed(b[at:], &p); err != nil {
			bad("property %d: %v", id, err)
			continue
		}
		set.Properties = append(set.Properties, p)
	}
}

// dictionary reads the names of user-defined properties. [MS-OLEPS] §2.17
func (r *reader) dictionary(b []byte) map[uint32]string {
	count := binary.LittleEndian.Uint32(b)
	names := map[uint32]string{}
	for b = b[4:]; count > 0 && len(b) >= 8 && len(names) < maxCount; count-- {
		id, length := binary.LittleEndian.Uint32(b), int64(binary.LittleEndian.Uint32(b[4:]))
		b = b[8:]
		padded := length
		if r.page == locale.UTF16 {
			length *= 2
			padded = (length + 3) &^ 3
		}
		if length > int64(len(b)) || !r.spend(int(length)+8) {
			break
		}
		names[id] = r.text(b[:length])
		b = b[min(padded, int64(len(b))):]
	}
	return names
}

func (r *reader) spend(n int) bool {
	r.budget -= n
	return r.budget >= 0
}
