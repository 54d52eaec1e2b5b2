package propset

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"assay/ole"
	"assay/ole/locale"
)

// Property is one value. Text holds it as people read it, whatever its type.
type Property struct {
	ID    uint32
	Name  string // of user-defined properties
	Type  uint16 // [MS-OLEPS] §2.2: 30 is a string of the code page, 64 a FILETIME
	Text  string
	Ticks uint64    // of a FILETIME: 100-nanosecond steps, which may be a duration
	Time  time.Time // of a FILETIME or DATE; zero for none
	Int   int64     // of whole numbers and booleans
	List  []string  // of a vector
	Bytes []byte    // of blobs and clipboard data: a part of the stream
}

const (
	vector  = 0x1000
	array   = 0x2000
	lpstr   = 0x1E
	lpwstr  = 0x1F
	variant = 0x0C // VT_VARIANT: each value has its own type
)

var errShort = errors.New("it is cut off, or longer than the stream")

// typed reads a value that begins with its type. [MS-OLEPS] §2.15
func (r *reader) typed(b []byte, p *Property) error {
	if len(b) < 4 {
		return errShort
	}
	p.Type = binary.LittleEndian.Uint16(b)
	switch {
	case p.Type&array != 0:
		p.Text = fmt.Sprintf("(array of type %#x)", p.Type&0xFFF)
		return nil
	case p.Type&vector != 0:
		return r.vector(b[4:], p)
	}
	_, err := r.value(p.Type, b[4:], false, p)
	if err == nil {
		r.links(p)
	}
	return err
}

// links reads the two properties of Office that are lists of links in a blob.
// [MS-OSHARED] §2.3.3.1.18
func (r *reader) links(p *Property) {
	switch {
	case p.Name == "_PID_LINKBASE":
		p.Text = clean(locale.UTF16Text(p.Bytes))
	case p.Name == "_PID_HLINKS" && len(p.Bytes) >= 4:
		count := binary.LittleEndian.Uint32(p.Bytes)
		if int64(count) > int64(len(p.Bytes))/8 {
			return
		}
		list, err := r.values(variant, p.Bytes[4:], int(count), true)
		if err != nil {
			return // the size of the blob stays as its text
		}
		for i := 4; i < len(list); i += 6 { // four numbers, then address and place
			p.List = append(p.List, strings.TrimSuffix(list[i]+"#"+strings.Join(list[i+1:min(i+2, len(list))], ""), "#"))
		}
		p.Text = strings.Join(p.List, ", ")
	}
}

// vector reads a counted list. Office writes strings of code pages without the
// padding that the standard asks for, so both are tried. [MS-OSHARED] §2.3.3.1.5
func (r *reader) vector(b []byte, p *Property) error {
	if len(b) < 4 {
		return errShort
	}
	count := int(min(binary.LittleEndian.Uint32(b), math.MaxInt32))
	if count > len(b)/2 {
		return fmt.Errorf("a list of %d values in %d bytes", count, len(b))
	}
	list, err := r.values(p.Type&0xFFF, b[4:], count, false)
	if err != nil && r.budget > 0 {
		list, err = r.values(p.Type&0xFFF, b[4:], count, true)
	}
	p.List, p.Text = list, strings.Join(list, ", ")
	return err
}

func (r *reader) values(kind uint16, b []byte, count int, padded bool) (list []string, err error) {
	for range count {
		var v Property
		own := kind
		if kind == variant {
			if len(b) < 4 {
				return list, errShort
			}
			own, b = binary.LittleEndian.Uint16(b), b[4:]
		}
		n, err := r.value(own, b, padded, &v)
		if err != nil {
			return list, err
		}
		list, b = append(list, v.Text), b[n:]
	}
	return list, nil
}

// value reads one scalar and says how many bytes it took.
func (r *reader) value(kind uint16, b []byte, padded bool, p *Property) (n int, err error) {
	if !r.spend(8) {
		return 0, errors.New("the values of this stream overlap too much to be read")
	}
	switch kind {
	case 0, 1: // VT_EMPTY, VT_NULL
		return 0, nil
	case 8, lpstr, lpwstr, 0x41, 0x46, 0x47, 0x42, 0x43, 0x44, 0x45, 0x49:
		return r.counted(kind, b, padded, p)
	}
	width, known := widths[kind]
	if !known {
		return 0, fmt.Errorf("type %#x is not known", kind)
	}
	if len(b) < width {
		return 0, errShort
	}
	scalar(kind, b, p)
	return width, nil
}

// widths of scalars, padded to four bytes as they stand in the stream.
var widths = map[uint16]int{
	0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x0E: 16, 0x10: 4, 0x11: 4,
	0x12: 4, 0x13: 4, 0x14: 8, 0x15: 8, 0x16: 4, 0x17: 4, 0x40: 8, 0x48: 16,
}

// scalar fills p from a value of fixed width. [MS-OLEPS] §2.15
func scalar(kind uint16, b []byte, p *Property) {
	u32 := binary.LittleEndian.Uint32(b)
	whole := func(v int64) { p.Int, p.Text = v, strconv.FormatInt(v, 10) }
	switch kind {
	case 0x02:
		whole(int64(int16(u32)))
	case 0x03, 0x0A, 0x16:
		whole(int64(int32(u32)))
	case 0x04:
		p.Text = strconv.FormatFloat(float64(math.Float32frombits(u32)), 'g', -1, 32)
	case 0x05:
		p.Text = strconv.FormatFloat(math.Float64frombits(binary.LittleEndian.Uint64(b)), 'g', -1, 64)
	case 0x06:
		p.Text = strconv.FormatFloat(float64(int64(binary.LittleEndian.Uint64(b)))/10_000, 'f', 4, 64)
	case 0x07:
		p.Time = oleDate(math.Float64frombits(binary.LittleEndian.Uint64(b)))
		p.Text = p.Time.Format("2006-01-02T15:04:05")
	case 0x0B:
		p.Int, p.Text = int64(u32&1), strconv.FormatBool(u32&0xFFFF != 0)
	case 0x0E:
		p.Text = fmt.Sprintf("(decimal %X)", b[:16])
	case 0x10:
		whole(int64(int8(u32)))
	case 0x11:
		whole(int64(uint8(u32)))
	case 0x12:
		whole(int64(uint16(u32)))
	case 0x13, 0x17:
		whole(int64(u32))
	case 0x14, 0x15:
		whole(int64(binary.LittleEndian.Uint64(b)))
	case 0x40:
		p.Ticks = binary.LittleEndian.Uint64(b)
		if p.Time = ole.FileTime(p.Ticks); !p.Time.IsZero() {
			p.Text = p.Time.Format(time.RFC3339)
		}
	case 0x48:
		p.Text = ole.GUID(b)
	}
}

// counted reads a value that begins with its length.
func (r *reader) counted(kind uint16, b []byte, padded bool, p *Property) (n int, err error) {
	if len(b) < 4 {
		return 0, errShort
	}
	length := int64(binary.LittleEndian.Uint32(b))
	if kind == lpwstr {
		length *= 2
	}
	if length > int64(len(b)-4) || !r.spend(int(length)) {
		return 0, errShort
	}
	raw := b[4 : 4+length]
	n = 4 + int(length)
	switch kind {
	case lpwstr:
		p.Text = clean(locale.UTF16Text(raw))
		padded = true
	case 8, lpstr:
		p.Text = clean(r.text(raw))
	default:
		p.Bytes, p.Text = raw, fmt.Sprintf("(%d bytes)", length)
		padded = true
	}
	if padded {
		n = min((n+3)&^3, len(b))
	}
	return n, nil
}

func (r *reader) text(raw []byte) string {
	text, _ := locale.Text(r.page, raw)
	return clean(text)
}

// clean cuts a string at its first NUL: what follows is no part of it.
func clean(text string) string {
	text, _, _ = strings.Cut(text, "\x00")
	return text
}

// oleDate turns days since 1899-12-30 into a time without a zone.
func oleDate(days float64) time.Time {
	if math.IsNaN(days) || days < -657_434 || days > 2_958_466 { // years 100 to 9999
		return time.Time{}
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Add(time.Duration(days*86400) * time.Second)
}
