package paper

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"sync"
	"time"

	"github.com/klauspost/compress/flate"
)

// part is one entry of a ZIP archive.
type part struct {
	name   string
	data   []byte
	stored bool
	// fixed parts are the same in many files: their compressed bytes are kept.
	fixed bool
}

// packer is how a maker writes ZIP archives: APPNOTE.TXT §4.3 to §4.5.
type packer struct {
	madeBy     uint16
	flags      uint16 // of deflated entries; stored ones of Word have none
	stored     uint16 // flags of stored entries
	descriptor bool   // sizes follow the data
	timed      bool   // entries have the time of saving; else 1980-01-01
	// padding lists the bytes that the maker leaves free in front of an entry,
	// for its growth: header A220 of Office.
	padding map[string]int
}

var officePacker = packer{madeBy: 45, flags: 6, padding: map[string]int{
	"[Content_Types].xml": 516, "_rels/.rels": 516, "word/_rels/document.xml.rels": 260, "xl/_rels/workbook.xml.rels": 260,
	"docProps/core.xml": 260, "docProps/app.xml": 260,
}}

var libreOfficePacker = packer{madeBy: 20, flags: 0x0808, stored: 0x0800, descriptor: true, timed: true}

// archiver is what a general programme for archives does: the forger's way back.
var archiver = packer{madeBy: 20, flags: 0, timed: true}

func (k packer) pack(parts []part, at time.Time) []byte {
	var out, directory bytes.Buffer
	date, clock := uint16(0x0021), uint16(0)
	if k.timed {
		date = uint16((at.Year()-1980)<<9 | int(at.Month())<<5 | at.Day())
		clock = uint16(at.Hour()<<11 | at.Minute()<<5 | at.Second()/2)
	}
	for _, p := range parts {
		k.add(&out, &directory, p, date, clock)
	}
	n, size, start := uint16(len(parts)), uint32(directory.Len()), uint32(out.Len())
	out.Write(directory.Bytes())
	put(&out, uint32(0x06054b50), uint16(0), uint16(0), n, n, size, start, uint16(0))
	return out.Bytes()
}

func (k packer) add(out, directory *bytes.Buffer, p part, date, clock uint16) {
	start, sum := uint32(out.Len()), crc32.ChecksumIEEE(p.data)
	method, need, flags, data := uint16(8), uint16(20), k.flags, p.data
	if p.stored {
		method, need, flags = 0, 10, k.stored
	} else if p.fixed {
		data = deflateOnce(p.data)
	} else {
		data = deflate(p.data)
	}
	packed, size := uint32(len(data)), uint32(len(p.data))
	var extra []byte
	if n := k.padding[p.name]; n > 0 {
		extra = make([]byte, n+4)
		binary.LittleEndian.PutUint16(extra, 0xa220)
		binary.LittleEndian.PutUint16(extra[2:], uint16(n))
		binary.LittleEndian.PutUint16(extra[4:], 0xa028)
		binary.LittleEndian.PutUint16(extra[6:], uint16(n-4))
	}
	later := k.descriptor && !p.stored
	put(out, uint32(0x04034b50), need, flags, method, clock, date)
	if later {
		put(out, uint32(0), uint32(0), uint32(0))
	} else {
		put(out, sum, packed, size)
	}
	put(out, uint16(len(p.name)), uint16(len(extra)))
	out.WriteString(p.name)
	out.Write(extra)
	out.Write(data)
	if later {
		put(out, uint32(0x08074b50), sum, packed, size)
	}
	put(directory, uint32(0x02014b50), k.madeBy, need, flags, method, clock, date, sum, packed, size,
		uint16(len(p.name)), uint16(0), uint16(0), uint16(0), uint16(0), uint32(0), start)
	directory.WriteString(p.name)
}

// put writes numbers in little endian.
func put(w *bytes.Buffer, numbers ...any) {
	for _, n := range numbers {
		switch n := n.(type) {
		case uint16:
			w.Write([]byte{byte(n), byte(n >> 8)})
		case uint32:
			w.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)})
		}
	}
}

var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, 3)
	if err != nil {
		panic(err) // the level is out of range: it is not
	}
	return w
}}

func deflate(data []byte) []byte {
	var out bytes.Buffer
	w := deflaters.Get().(*flate.Writer)
	w.Reset(&out)
	w.Write(data)
	w.Close()
	deflaters.Put(w)
	return out.Bytes()
}

var deflated sync.Map // of fixed parts, by their text: what goes in is this package's own, so it stays small

func deflateOnce(data []byte) []byte {
	if v, ok := deflated.Load(string(data)); ok {
		return v.([]byte)
	}
	out := deflate(data)
	deflated.Store(string(data), out)
	return out
}
