package c2pa

import (
	"encoding/binary"
	"fmt"
	"slices"
)

const pngMagic = "\x89PNG\r\n\x1a\n"

// boxEnd is where the box at start ends.
func boxEnd(content []byte, start int) (int, error) {
	n, err := boxLength(content[start:])
	if err != nil {
		return 0, fmt.Errorf("at byte %d: %w", start, err)
	}
	return start + n, nil
}

// png reads the chunks; the store is the content of caBX. C2PA 2.1 appendix A.3.1, PNG §5.3
func (a *asset) png() {
	a.pieces = append(a.pieces, piece{"PNGh", stretch{0, len(pngMagic)}})
	for at := len(pngMagic); at+12 <= len(a.content) && !a.crowded(); {
		size := binary.BigEndian.Uint32(a.content[at:])
		if uint64(size) > uint64(len(a.content)-at-12) {
			return // cut off: what is left has no piece
		}
		kind, span := string(a.content[at+4:at+8]), stretch{at, at + 12 + int(size)}
		if kind == "caBX" {
			a.add(fmt.Sprintf("PNG chunk caBX at byte %d", at), a.content[at+8:span.End-4], span)
			kind = storePiece
		}
		a.pieces = append(a.pieces, piece{kind, span})
		if at = span.End; kind == "IEND" {
			return
		}
	}
}

// riff reads the chunks of WebP, WAV and AVI; the store is the content of
// C2PA. C2PA 2.1 appendix A.3.5
func (a *asset) riff() {
	for at := 12; at+8 <= len(a.content); {
		size := binary.LittleEndian.Uint32(a.content[at+4:])
		if uint64(size) > uint64(len(a.content)-at-8) {
			return
		}
		end := at + 8 + int(size)
		padded := min(end+int(size&1), len(a.content))
		if string(a.content[at:at+4]) == "C2PA" {
			a.add(fmt.Sprintf("RIFF chunk C2PA at byte %d", at), a.content[at+8:end], stretch{at, padded})
		}
		at = padded
	}
}

// The tag of C2PA 2.1 appendix A.3.4, and how many directories of a TIFF are looked through.
const (
	tiffTag = 0xcd41
	maxIFDs = 1000
)

// tiff follows the chain of directories of a classic TIFF. TIFF 6.0 §2
func (a *asset) tiff() {
	var order binary.ByteOrder = binary.LittleEndian
	if a.content[0] == 'M' {
		order = binary.BigEndian
	}
	if len(a.content) < 8 {
		return
	}
	seen := map[uint32]bool{}
	for at := order.Uint32(a.content[4:]); at != 0 && !seen[at]; {
		seen[at] = true
		if len(seen) > maxIFDs {
			a.trouble = fmt.Sprintf("the TIFF has more than %d directories", maxIFDs)
			return
		}
		if uint64(at)+2 > uint64(len(a.content)) {
			return
		}
		count, first := int(order.Uint16(a.content[at:])), int(at)+2
		if first+12*count+4 > len(a.content) {
			return
		}
		for entry := first; entry < first+12*count; entry += 12 {
			if order.Uint16(a.content[entry:]) == tiffTag {
				a.tiffStore(order, entry)
			}
		}
		at = order.Uint32(a.content[first+12*count:])
	}
}

func (a *asset) tiffStore(order binary.ByteOrder, entry int) {
	size, start := uint64(order.Uint32(a.content[entry+4:])), uint64(order.Uint32(a.content[entry+8:]))
	if size < 8 || start+size > uint64(len(a.content)) {
		a.trouble = fmt.Sprintf("the TIFF tag %d points outside of the file", tiffTag)
		return
	}
	a.add(fmt.Sprintf("TIFF tag %d", tiffTag), a.content[start:start+size], stretch{entry, entry + 12}, stretch{int(start), int(start + size)})
}

// bmffUser is the type of the uuid box that holds C2PA's own. C2PA 2.1 appendix A.5.1
const bmffUser = "\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81"

// bmff looks through the boxes of MP4, HEIF and AVIF at the top level.
func (a *asset) bmff() {
	for at := 0; at < len(a.content); {
		end, err := boxEnd(a.content, at)
		if err != nil {
			return
		}
		if string(a.content[at+4:at+8]) == "uuid" {
			a.bmffStore(at, end)
		}
		at = end
	}
}

// bmffStore takes the store out of a uuid box: type, version and flags, the
// purpose with its final zero, eight bytes of offset, then the store.
func (a *asset) bmffStore(at, end int) {
	body := a.content[at+8 : end]
	if binary.BigEndian.Uint32(a.content[at:]) == 1 {
		body = body[min(8, len(body)):]
	}
	if len(body) < 20 || string(body[:16]) != bmffUser {
		return
	}
	purpose := body[20:]
	zero := slices.Index(purpose, 0)
	if zero < 0 || zero+9 > len(purpose) {
		return
	}
	switch string(purpose[:zero]) {
	case "manifest":
	case "original", "update":
		a.trouble = "it is kept in two parts, an original and an update, a form that is not read"
		return
	default:
		return
	}
	a.add(fmt.Sprintf("BMFF uuid box at byte %d", at), purpose[zero+9:], stretch{at, end})
}
