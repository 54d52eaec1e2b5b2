package image

import (
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"strings"
)

// makerNames holds the entries of maker notes that name a device, a lens, an
// owner, or one picture: maker, number, name.
//
//go:embed makernotes.tsv
var makerNames string

var makerName = readNames(makerNames)

// maker is a form of maker notes: none is published, these are well known.
type maker struct {
	name, header string
	start        int  // of the directory in the note
	own          bool // offsets count from the note, else from the EXIF data
	order        binary.ByteOrder
	tiff         int // where a TIFF header of its own stands; 0 for none
}

var makers = []maker{
	{name: "Nikon", header: "Nikon\x00\x02", tiff: 10},
	{name: "Nikon", header: "Nikon\x00\x01", start: 8},
	{name: "Sony", header: "SONY DSC ", start: 12},
	{name: "Sony", header: "SONY CAM ", start: 12},
	{name: "Panasonic", header: "Panasonic\x00", start: 12},
	{name: "Olympus", header: "OLYMPUS\x00II", start: 12, own: true, order: binary.LittleEndian},
	{name: "Olympus", header: "OLYMP\x00", start: 8},
	{name: "Fujifilm", header: "FUJIFILM\x0c\x00\x00\x00", start: 12, own: true, order: binary.LittleEndian},
	{name: "Apple", header: "Apple iOS\x00", start: 14, own: true, order: binary.BigEndian},
	{name: "Pentax", header: "AOC\x00", start: 6},
	{name: "Casio", header: "QVC\x00", start: 6},
}

// makerNote reports a maker note: its digest, and of known forms the entries
// that tell one device from another.
func (x *exifReader) makerNote(e entry) {
	sum := sha256.Sum256(e.data)
	where := x.where + " MakerNote"
	x.field("maker note", fmt.Sprintf("%d bytes, sha256 %s", len(e.data), hex.EncodeToString(sum[:])), where)
	m := x.makerOf(e.data)
	if m.name == "" {
		return
	}
	t, at := &tiffData{x.t.b, x.t.order}, uint32(e.at+m.start)
	switch {
	case m.tiff > 0:
		var err error
		if t, at, err = openTIFF(e.data[min(m.tiff, len(e.data)):]); err != nil {
			x.field("maker note of "+m.name, "unreadable: "+err.Error(), where)
			return
		}
	case m.own:
		t, at = &tiffData{e.data, m.order}, uint32(m.start)
	}
	list, _, err := t.directory(at)
	told, moved := fmt.Sprintf("%d entries", len(list)), !inPlace(list, int(at))
	if moved {
		told += "; its values do not stand where cameras put them, so that an editor may have moved it, and only the shortest were read"
	}
	if err != nil { // editors move notes without mending their offsets: no finding
		told += "; " + err.Error()
	}
	x.field("maker note of "+m.name, told, where)
	for _, n := range list {
		if x.entries++; x.entries > MaxEntries {
			return
		}
		if name := makerName[tagKey{m.name, n.tag}]; name != "" && n.data != nil && (!moved || len(n.data) <= 4) {
			x.field(m.name+" "+name, t.String(n), where)
		}
	}
}

// inPlace says whether the first value follows its directory at once, as cameras
// write notes. Editors that move a note leave its offsets, which then point at
// something else.
func inPlace(list []entry, directory int) bool {
	first := math.MaxInt
	for _, n := range list {
		if len(n.data) > 4 {
			first = min(first, n.at)
		}
	}
	end := directory + 2 + 12*len(list)
	return first == math.MaxInt || first == end || first == end+4
}

// makerOf knows a note by its heading; Canon's has none.
func (x *exifReader) makerOf(note []byte) maker {
	for _, m := range makers {
		if strings.HasPrefix(string(note[:min(len(note), 16)]), m.header) {
			return m
		}
	}
	if strings.HasPrefix(strings.ToLower(x.t.String(x.get("IFD0", 0x010f))), "canon") {
		return maker{name: "Canon"}
	}
	return maker{}
}
