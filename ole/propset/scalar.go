package propset

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"assay/ole"
	"assay/ole/locale"
)

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
