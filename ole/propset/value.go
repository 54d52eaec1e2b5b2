package propset

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

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
