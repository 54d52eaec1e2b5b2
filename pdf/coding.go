package pdf

import (
	"errors"
	"fmt"
)

// unASCIIHex undoes ASCIIHexDecode. ISO 32000-2 §7.4.2.
func unASCIIHex(data []byte) ([]byte, error) {
	l := lexer{b: append(append([]byte("<"), data...), '>')}
	s, err := l.hex()
	return []byte(s), err
}

var errASCII85 = errors.New("a group of base-85 digits is broken")

// unASCII85 undoes ASCII85Decode. ISO 32000-2 §7.4.3.
func unASCII85(data []byte) ([]byte, error) {
	var out []byte
	var group uint64
	n := 0
	for i, c := range data {
		switch {
		case class[c] == blank:
			continue
		case c == '<' && i+1 < len(data) && data[i+1] == '~' && len(out) == 0 && n == 0:
			continue // the frame that other programmes put around it
		case c == '~':
			return endOf85(out, group, n)
		case c == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
			continue
		case c < '!' || c > 'u':
			return out, errASCII85
		}
		group = group*85 + uint64(c-'!')
		if n++; n == 5 {
			if group > 0xffffffff {
				return out, errASCII85
			}
			out = append(out, byte(group>>24), byte(group>>16), byte(group>>8), byte(group))
			group, n = 0, 0
		}
	}
	return endOf85(out, group, n)
}

// endOf85 adds the bytes of a last group of n digits.
func endOf85(out []byte, group uint64, n int) ([]byte, error) {
	if n == 0 {
		return out, nil
	}
	if n == 1 {
		return out, errASCII85
	}
	for range 5 - n {
		group = group*85 + 84
	}
	for i := range n - 1 {
		out = append(out, byte(group>>(24-8*i)))
	}
	return out, nil
}

// unRunLength undoes RunLengthDecode. ISO 32000-2 §7.4.5.
func unRunLength(data []byte, limit int) ([]byte, error) {
	var out []byte
	for i := 0; i < len(data) && len(out) <= limit; {
		n := int(data[i])
		i++
		switch {
		case n == 128:
			return out, nil
		case n < 128:
			end := min(i+n+1, len(data))
			out = append(out, data[i:end]...)
			i = end
		case i < len(data):
			for range 257 - n {
				out = append(out, data[i])
			}
			i++
		}
	}
	return out, nil
}

const (
	lzwClear = 256
	lzwEnd   = 257
	lzwFirst = 258
	lzwCodes = 4096
)

// lzwEntry is the text of the code prefix, and one byte more.
type lzwEntry struct {
	prefix int
	last   byte
	length int
}

// unLZW undoes LZWDecode. ISO 32000-2 §7.4.4.
func unLZW(data []byte, early bool, limit int) ([]byte, error) {
	var table [lzwCodes]lzwEntry
	for i := range lzwClear {
		table[i] = lzwEntry{-1, byte(i), 1}
	}
	var out []byte
	next, width, before, ahead := lzwFirst, 9, -1, 0
	if early {
		ahead = 1
	}
	bits, have := 0, 0
	for _, c := range data {
		bits, have = (bits<<8|int(c))&0xffffff, have+8
		if have < width {
			continue
		}
		have -= width
		code := bits >> have & (1<<width - 1)
		switch {
		case code == lzwEnd:
			return out, nil
		case code == lzwClear:
			next, width, before = lzwFirst, 9, -1
			continue
		case code > next || code == next && before < 0 || before < 0 && code >= lzwFirst:
			return out, fmt.Errorf("the code %d is not yet known", code)
		}
		from := len(out)
		if code == next {
			out = spell(out, &table, before)
			out = append(out, out[from])
		} else {
			out = spell(out, &table, code)
		}
		if before >= 0 && next < lzwCodes {
			table[next] = lzwEntry{before, out[from], table[before].length + 1}
			next++
		}
		before = code
		for width < 12 && next+ahead >= 1<<width {
			width++
		}
		if len(out) > limit {
			return out[:limit+1], nil
		}
	}
	return out, nil
}

// spell adds the text of code to out.
func spell(out []byte, table *[lzwCodes]lzwEntry, code int) []byte {
	n := table[code].length
	from := len(out)
	out = append(out, make([]byte, n)...)
	for i := from + n - 1; i >= from && code >= 0; i-- {
		out[i] = table[code].last
		code = table[code].prefix
	}
	return out
}
