package image

import (
	"bytes"
	_ "embed"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// annexK holds the example tables of ISO/IEC 10918-1 Annex K, row by row:
// K.1 luminance and K.2 chrominance.
//
//go:embed annexk.tsv
var annexK string

// huffmanK holds the typical Huffman tables of the same annex, K.3 to K.6, as
// they stand in a DHT segment, in hexadecimal.
//
//go:embed huffman.tsv
var huffmanK string

var standard = readTables(annexK)

// zigzag is the order in which a segment keeps a table: ISO/IEC 10918-1 Figure A.6.
var zigzag = makeZigzag()

func makeZigzag() (order [64]int) {
	x, y := 0, 0
	for i := range order {
		order[i] = 8*y + x
		switch {
		case (x+y)%2 == 0 && x == 7:
			y++
		case (x+y)%2 == 0 && y == 0:
			x++
		case (x+y)%2 == 0:
			x, y = x+1, y-1
		case y == 7:
			x++
		case x == 0:
			y++
		default:
			x, y = x-1, y+1
		}
	}
	return order
}

func readTables(text string) (tables [2][64]int) {
	for i, word := range strings.Fields(text) {
		n, err := strconv.Atoi(word)
		if err != nil || i >= 128 {
			panic(fmt.Sprintf("annexk.tsv, value %d: %q", i, word)) // the file is part of the programme
		}
		tables[i/64][i%64] = n
	}
	return tables
}

// scaled is the standard's table at one of the Independent JPEG Group's
// qualities, 1 to 100: 5000/q percent below 50, else 200-2q percent.
func scaled(which, q int) (values [64]uint16) {
	percent := 200 - 2*q
	if q < 50 {
		percent = 5000 / q
	}
	for i, from := range zigzag {
		values[i] = uint16(min(max((standard[which][from]*percent+50)/100, 1), 255))
	}
	return values
}

// quality finds the scale of tables. It is exact where each table is one of
// the standard's at one same quality; else it is the nearest by the sum of the
// first, which is luminance by custom.
func quality(tables []table) (q int, exact bool) {
	best := 1 << 30
	for c := 100; c >= 1; c-- {
		luma, chroma := scaled(0, c), scaled(1, c)
		all := true
		for i, t := range tables {
			all = all && (t.values == luma || i > 0 && t.values == chroma)
		}
		if all {
			return c, true
		}
		off := 0
		for i := range luma {
			off += int(tables[0].values[i]) - int(luma[i])
		}
		if off = max(off, -off); off < best {
			best, q = off, c
		}
	}
	return q, false
}

// huffmanKind says whether tables are the standard's typical ones or made for
// this picture.
func huffmanKind(dht []byte) string {
	typical := 0
	count := 0
	for len(dht) >= 17 {
		n := 17
		for _, codes := range dht[1:17] {
			n += int(codes)
		}
		if n > len(dht) {
			break
		}
		count++
		for line := range strings.Lines(huffmanK) {
			if want, err := hex.DecodeString(strings.TrimSpace(line)); err == nil && bytes.Equal(want, dht[1:n]) {
				typical++
				break
			}
		}
		dht = dht[n:]
	}
	switch {
	case count == 0:
		return "unreadable"
	case typical == count:
		return fmt.Sprintf("%d, all the standard's typical ones", count)
	}
	return fmt.Sprintf("%d, made for this picture (%d of them the standard's)", count, typical)
}
