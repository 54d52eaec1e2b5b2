package image

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// tiffData is a TIFF structure; all offsets count from its first byte.
type tiffData struct {
	b     []byte
	order binary.ByteOrder
}

// entry is one entry of a directory: TIFF 6.0 §2.
type entry struct {
	tag, kind uint16
	count     uint32
	data      []byte // the value; nil where it stands outside
	at        int    // of data
}

var errTIFF = errors.New("it does not begin as TIFF does")

// openTIFF gives a structure and the offset of its first directory.
func openTIFF(b []byte) (*tiffData, uint32, error) {
	if len(b) < 8 {
		return nil, 0, errTIFF
	}
	t := &tiffData{b: b}
	switch string(b[:2]) {
	case "II":
		t.order = binary.LittleEndian
	case "MM":
		t.order = binary.BigEndian
	default:
		return nil, 0, errTIFF
	}
	return t, t.order.Uint32(b[4:]), nil
}

// sizes of the types 1 to 13: TIFF 6.0 §2; 129 is UTF-8 of EXIF 3.0.
var sizes = map[uint16]uint64{1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}

// directory reads the entries at offset, and the offset of the next directory.
func (t *tiffData) directory(offset uint32) (list []entry, next uint32, err error) {
	if uint64(offset)+2 > uint64(len(t.b)) {
		return nil, 0, fmt.Errorf("a directory is said to be at byte %d of %d", offset, len(t.b))
	}
	at, n := int(offset)+2, int(t.order.Uint16(t.b[offset:]))
	bad := 0
	for i := range n {
		if at+12 > len(t.b) {
			return list, 0, fmt.Errorf("a directory of %d entries is cut off after %d", n, i)
		}
		e := entry{tag: t.order.Uint16(t.b[at:]), kind: t.order.Uint16(t.b[at+2:]), count: t.order.Uint32(t.b[at+4:]), at: at + 8}
		size := uint64(e.count) * sizes[e.kind]
		if size > 4 {
			e.at = int(t.order.Uint32(t.b[at+8:]))
		}
		if size > 0 && uint64(e.at)+size <= uint64(len(t.b)) {
			e.data = t.b[e.at : e.at+int(size)]
		} else if e.count > 0 {
			bad++
		}
		list, at = append(list, e), at+12
	}
	if at+4 <= len(t.b) {
		next = t.order.Uint32(t.b[at:])
	}
	if bad > 0 {
		err = fmt.Errorf("the values of %d of %d entries stand outside or have an unknown type", bad, n)
	}
	return list, next, err
}

// number gives the i-th value; false where it is not there or no number.
func (t *tiffData) number(e entry, i int) (float64, bool) {
	size := int(sizes[e.kind])
	if i < 0 || size == 0 || (i+1)*size > len(e.data) {
		return 0, false
	}
	b := e.data[i*size:]
	switch e.kind {
	case 1, 7:
		return float64(b[0]), true
	case 6:
		return float64(int8(b[0])), true
	case 3:
		return float64(t.order.Uint16(b)), true
	case 8:
		return float64(int16(t.order.Uint16(b))), true
	case 4, 13:
		return float64(t.order.Uint32(b)), true
	case 9:
		return float64(int32(t.order.Uint32(b))), true
	case 5:
		return divide(float64(t.order.Uint32(b)), float64(t.order.Uint32(b[4:])))
	case 10:
		return divide(float64(int32(t.order.Uint32(b))), float64(int32(t.order.Uint32(b[4:]))))
	case 11:
		return finite(float64(math.Float32frombits(t.order.Uint32(b))))
	case 12:
		return finite(math.Float64frombits(t.order.Uint64(b)))
	}
	return 0, false
}

func divide(n, d float64) (float64, bool) { return finite(n / d) }

func finite(f float64) (float64, bool) { return f, !math.IsNaN(f) && !math.IsInf(f, 0) }

// integer gives the first value as a whole number; 0 where there is none.
func (t *tiffData) integer(e entry) int {
	f, _ := t.number(e, 0)
	return int(f)
}
