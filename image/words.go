package image

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// maxText is how many bytes of one entry's text are read.
const maxText = 16 << 10

// maxShown is how many numbers of one entry are shown.
const maxShown = 32

// String gives a value for people: text, numbers, or how many bytes there are.
func (t *tiffData) String(e entry) string {
	switch {
	case e.kind == 2 || e.kind == 129:
		return text(e.data)
	case e.kind == 7 && printable(e.data):
		return text(e.data)
	case (e.kind == 7 || e.kind == 1) && len(e.data) > maxShown:
		return fmt.Sprintf("(%d bytes)", len(e.data))
	}
	var words []string
	for i := range int(min(e.count, maxShown)) {
		f, ok := t.number(e, i)
		switch {
		case !ok:
			words = append(words, "undefined")
		case (e.kind == 5 || e.kind == 10) && f > 0 && f < 0.5 && math.Abs(1/f-math.Round(1/f)) < 0.01:
			words = append(words, "1/"+strconv.Itoa(int(math.Round(1/f)))) // exposure times
		default:
			words = append(words, strconv.FormatFloat(f, 'g', 8, 64))
		}
	}
	if e.count > maxShown {
		words = append(words, fmt.Sprintf("… (%d values)", e.count))
	}
	return strings.Join(words, " ")
}

func printable(b []byte) bool {
	b = bytes.TrimRight(b[:min(len(b), maxText)], "\x00")
	for _, c := range b {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return len(b) > 0
}

// text is what stands before the first zero byte, as UTF-8 or else Windows-1252.
func text(b []byte) string {
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	if len(b) > maxText {
		return strings.TrimSpace(latin(b[:maxText])) + "…"
	}
	return strings.TrimSpace(latin(b))
}

// latin reads bytes as UTF-8 where they are, else as Windows-1252, which has all
// of ISO 8859-1's letters.
func latin(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = charmap.Windows1252.DecodeByte(c)
	}
	return string(runes)
}

// wide reads UTF-16 up to the first zero.
func wide(b []byte, order binary.ByteOrder) string {
	var units []uint16
	for ; len(b) >= 2 && len(units) < maxText; b = b[2:] {
		u := order.Uint16(b)
		if u == 0 {
			break
		}
		units = append(units, u)
	}
	return strings.TrimSpace(string(utf16.Decode(units)))
}
