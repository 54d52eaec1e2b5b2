package source

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
)

// The directory of an OLE2 file ([MS-CFB] §2.6): entries of 128 bytes, of
// which the first sector holds at least four.
const (
	oleHeaderSize = 512
	oleEntrySize  = 128
	oleEntries    = 4
	oleSpan       = oleEntries * oleEntrySize
	oleClassAt    = 80
)

// directoryAt is where the directory of the OLE2 file stands that begins with
// head ([MS-CFB] §2.2); ok is false where its header makes no sense.
func directoryAt(head []byte) (offset int64, ok bool) {
	if len(head) < oleHeaderSize {
		return 0, false
	}
	shift := binary.LittleEndian.Uint16(head[30:])
	if shift != 9 && shift != 12 {
		return 0, false
	}
	return (int64(binary.LittleEndian.Uint32(head[48:])) + 1) << shift, true
}

// directoryIn is the beginning of the directory where it stands inside head.
func directoryIn(head []byte) []byte {
	at, ok := directoryAt(head)
	if !ok || at+oleSpan > int64(len(head)) {
		return nil
	}
	return head[at : at+oleSpan]
}

// outlookClass is the class of a message ([MS-OXMSG] §2.2.3).
var outlookClass = []byte("\x0b\x0d\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46")

// outlookNames open the names of the streams and storages of a message
// ([MS-OXMSG] §2.2 to §2.4).
var outlookNames = [][]byte{
	utf16Bytes("__properties_version1.0"), utf16Bytes("__nameid_version1.0"),
	utf16Bytes("__substg1.0_"), utf16Bytes("__recip_version1.0_"), utf16Bytes("__attach_version1.0_"),
}

// isOutlookMessage reports whether a directory is that of a message: by the
// class of its root or the first names. A document that holds a message has
// names of its own first.
func isOutlookMessage(directory []byte) bool {
	if len(directory) < oleSpan {
		return false
	}
	if bytes.Equal(directory[oleClassAt:oleClassAt+len(outlookClass)], outlookClass) {
		return true
	}
	for at := oleEntrySize; at < oleSpan; at += oleEntrySize {
		for _, name := range outlookNames {
			if bytes.HasPrefix(directory[at:], name) {
				return true
			}
		}
	}
	return false
}

func utf16Bytes(s string) (b []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

// excerpt is a writer that keeps the bytes from offset at on, as many as buf
// has room for.
type excerpt struct {
	at, n int64
	buf   []byte
	have  int
}

func (x *excerpt) Write(p []byte) (int, error) {
	if skip := x.at + int64(x.have) - x.n; skip < int64(len(p)) && x.have < len(x.buf) {
		x.have += copy(x.buf[x.have:], p[skip:])
	}
	x.n += int64(len(p))
	return len(p), nil
}
