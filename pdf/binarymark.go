package pdf

import (
	"bytes"
	"encoding/hex"
)

// maxMark bounds the comment behind the header that is told.
const maxMark = 16

// binaryMark is the comment of bytes beyond ASCII in the line behind the header, in
// hexadecimal: ISO 32000-2 §7.5.2. Each writer has bytes of its own choosing. It is
// empty where there is none.
func (f *File) binaryMark() string {
	if f.header < 0 {
		return ""
	}
	line := f.content[f.header:min(len(f.content), f.header+64)]
	end := bytes.IndexAny(line, "\r\n")
	if end < 0 {
		return ""
	}
	mark, ok := bytes.CutPrefix(bytes.TrimLeft(line[end:], "\r\n"), []byte("%"))
	n := 0
	for n < len(mark) && n < maxMark && mark[n] >= 0x80 {
		n++
	}
	if !ok || n < 4 { // fewer are no such comment
		return ""
	}
	return hex.EncodeToString(mark[:n])
}
