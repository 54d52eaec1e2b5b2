package image

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
)

// MaxListed is how many segments the field of the structure names.
const MaxListed = 200

// processes are the ways of coding: ISO/IEC 10918-1 Table B.1.
var processes = map[byte]string{
	0xc0: "baseline", 0xc1: "extended sequential", 0xc2: "progressive", 0xc3: "lossless",
	0xc9: "extended sequential, arithmetic", 0xca: "progressive, arithmetic", 0xcb: "lossless, arithmetic",
}

// structure reports how a JPEG is built: programmes and cameras differ in it.
func (r *reader) structure(f jpegFile) {
	var names []string
	var quantisers, huffman []byte
	for i, s := range f.segments {
		if i < MaxListed {
			names = append(names, s.String())
		}
		switch {
		case s.marker == mSOS:
			r.scans++
		case s.marker == mDQT:
			quantisers = append(quantisers, s.data...)
		case s.marker == mDHT:
			huffman = append(huffman, s.data...)
		case s.marker == mDRI && len(s.data) >= 2:
			r.field("JPEG restart interval", fmt.Sprint(binary.BigEndian.Uint16(s.data)), "JPEG DRI")
		case s.marker == mAPP0 && bytes.HasPrefix(s.data, []byte("JFIF\x00")) && len(s.data) >= 12:
			r.jfif(s.data)
		case s.marker == mAPP0+14 && bytes.HasPrefix(s.data, []byte("Adobe")) && len(s.data) >= 12:
			r.field("Adobe marker", fmt.Sprintf("version %d, colour transform %d", binary.BigEndian.Uint16(s.data[5:]), s.data[11]), "JPEG APP14")
		case mSOF0 <= s.marker && s.marker <= 0xcf && s.marker != mDHT && s.marker != 0xc8 && s.marker != 0xcc:
			r.frame(s)
		}
	}
	if len(f.segments) > MaxListed {
		names = append(names, fmt.Sprintf("… (%d more)", len(f.segments)-MaxListed))
	}
	r.field("JPEG segments", strings.Join(names, ", "), "JPEG")
	if r.scans > 1 {
		r.field("JPEG scans", fmt.Sprint(r.scans), "JPEG SOS")
	}
	r.quantisation(quantisers)
	if len(huffman) > 0 {
		r.field("JPEG Huffman tables", huffmanKind(huffman), "JPEG DHT")
	}
}

// frame reads a frame header: ISO/IEC 10918-1 §B.2.2.
func (r *reader) frame(s segment) {
	if len(s.data) < 6 || r.claimed.width > 0 {
		return
	}
	n := int(s.data[5])
	r.claimed = shape{
		width: int(binary.BigEndian.Uint16(s.data[3:])), height: int(binary.BigEndian.Uint16(s.data[1:])),
		depth: int(s.data[0]), where: "JPEG " + s.String(),
	}
	r.field("JPEG process", processes[s.marker], "JPEG "+s.String())
	var sampling []string
	for i := 0; i < n && 6+3*i+2 < len(s.data); i++ {
		hv := s.data[6+3*i+1]
		sampling = append(sampling, fmt.Sprintf("%dx%d", hv>>4, hv&15))
	}
	r.field("JPEG components", fmt.Sprintf("%d (sampling %s)", n, strings.Join(sampling, " ")), "JPEG "+s.String())
}

// jfif reads the JFIF header: ITU-T T.871 §10.1.
func (r *reader) jfif(b []byte) {
	unit := map[byte]string{1: "dots per inch", 2: "dots per cm"}[b[7]]
	r.field("JFIF", strings.TrimSpace(fmt.Sprintf("%d.%02d, %d x %d %s", b[5], b[6], binary.BigEndian.Uint16(b[8:]), binary.BigEndian.Uint16(b[10:]), unit)), "JPEG APP0")
	if len(b) > 13 && b[12] > 0 && b[13] > 0 {
		r.field("JFIF thumbnail", fmt.Sprintf("%d x %d", b[12], b[13]), "JPEG APP0")
	}
}

// quantisation reports the tables that decide the loss. Their digest is that
// of the tables' bytes as they stand in the file, precision and number included.
func (r *reader) quantisation(dqt []byte) {
	if len(dqt) == 0 {
		return
	}
	sum := sha256.Sum256(dqt)
	r.field("JPEG quantisation tables", "sha256 "+hex.EncodeToString(sum[:]), "JPEG DQT")
	tables := parseDQT(dqt)
	if len(tables) == 0 {
		return
	}
	q, exact := quality(tables)
	if exact {
		r.field("JPEG quality", fmt.Sprintf("%d: the tables of the standard's Annex K as the Independent JPEG Group scales them, which very many programmes use", q), "JPEG DQT")
	} else {
		r.field("JPEG quality", fmt.Sprintf("about %d on the Independent JPEG Group's scale, with other tables than that group's", q), "JPEG DQT")
	}
}

// table is one quantisation table, in zigzag order.
type table struct {
	id     byte
	values [64]uint16
}

// parseDQT reads tables: ISO/IEC 10918-1 §B.2.4.1.
func parseDQT(b []byte) (tables []table) {
	for len(b) > 0 {
		wide, t := int(b[0]>>4), table{id: b[0] & 15}
		size := 64 * (1 + wide)
		if wide > 1 || len(b) < 1+size {
			return tables
		}
		for i := range t.values {
			if wide == 1 {
				t.values[i] = binary.BigEndian.Uint16(b[1+2*i:])
			} else {
				t.values[i] = uint16(b[1+i])
			}
		}
		tables, b = append(tables, t), b[1+size:]
	}
	return tables
}
