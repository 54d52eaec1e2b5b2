package pdf

import (
	"errors"
	"fmt"
)

var errPredictor = errors.New("its predictor's parameters are out of range")

// maxColumns bounds the samples of a row.
const maxColumns = 1 << 24

// predicted undoes the predictor that parm names on out; err is what was wrong
// before. ISO 32000-2 §7.4.4.4.
func predicted(out []byte, err error, parm *Dict, get resolver) ([]byte, error) {
	value := func(key Name, otherwise int64) int {
		if n, ok := get(parm.Get(key)).(int64); ok {
			return int(max(-1, min(n, maxColumns+1)))
		}
		return int(otherwise)
	}
	predictor := value("Predictor", 1)
	if predictor <= 1 {
		return out, err
	}
	colours, bits, columns := value("Colors", 1), value("BitsPerComponent", 8), value("Columns", 1)
	if colours < 1 || colours > 64 || columns < 1 || columns > maxColumns || bits != 1 && bits != 2 && bits != 4 && bits != 8 && bits != 16 {
		return nil, errors.Join(err, errPredictor)
	}
	row, step := (colours*bits*columns+7)/8, max(1, colours*bits/8)
	if predictor == 2 {
		return unTIFF(out, row, bits, colours), err
	}
	plain, wrong := unPNG(out, row, step)
	return plain, errors.Join(err, wrong)
}

// unTIFF adds to each sample the one on its left.
func unTIFF(data []byte, row, bits, colours int) []byte {
	for from := 0; from < len(data); from += row {
		line := data[from:min(from+row, len(data))]
		switch bits {
		case 8:
			for i := colours; i < len(line); i++ {
				line[i] += line[i-colours]
			}
		case 16:
			for i := 2 * colours; i+1 < len(line); i += 2 {
				sum := (int(line[i])<<8 | int(line[i+1])) + (int(line[i-2*colours])<<8 | int(line[i-2*colours+1]))
				line[i], line[i+1] = byte(sum>>8), byte(sum)
			}
		default:
			unTIFFBits(line, bits, colours)
		}
	}
	return data
}

func unTIFFBits(line []byte, bits, colours int) {
	mask := 1<<bits - 1
	samples := len(line) * 8 / bits
	at := func(i int) (index, shift int) { return i * bits / 8, 8 - bits - i*bits%8 }
	for i := colours; i < samples; i++ {
		left, ls := at(i - colours)
		own, os := at(i)
		sum := (int(line[left])>>ls + int(line[own])>>os) & mask
		line[own] = line[own]&^byte(mask<<os) | byte(sum<<os)
	}
}

// unPNG undoes the filter of each row, which its first byte names.
func unPNG(data []byte, row, step int) ([]byte, error) {
	out := make([]byte, 0, len(data))
	above := make([]byte, min(row, len(data)))
	for len(data) > 1 {
		filter := data[0]
		n := min(row, len(data)-1)
		from := len(out)
		out = append(out, data[1:1+n]...)
		data = data[1+n:]
		if filter > 4 {
			return out[:from], fmt.Errorf("the row at byte %d names the unknown filter %d", from, filter)
		}
		line := out[from:]
		unFilter(filter, line, above, step)
		above = line
		if n < row {
			break
		}
	}
	return out, nil
}

func unFilter(filter byte, line, above []byte, step int) {
	for i := range line {
		left, corner := 0, 0
		if i >= step {
			left, corner = int(line[i-step]), int(above[i-step])
		}
		up := int(above[i])
		switch filter {
		case 1:
			line[i] += byte(left)
		case 2:
			line[i] += byte(up)
		case 3:
			line[i] += byte((left + up) / 2)
		case 4:
			line[i] += byte(paeth(left, up, corner))
		}
	}
}

func paeth(a, b, c int) int {
	p := a + b - c
	pa, pb, pc := abs(p-a), abs(p-b), abs(p-c)
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
