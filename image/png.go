package image

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"time"

	"assay/document"
)

// png reads a PNG file: W3C PNG, third edition, §5 and §11.
func (r *reader) png() {
	var order []string
	at, bad := 8, 0
	for count := 0; ; count++ {
		if len(r.content)-at < 12 || uint64(binary.BigEndian.Uint32(r.content[at:]))+12 > uint64(len(r.content)-at) {
			r.unread("image/damaged", fmt.Sprintf("PNG, byte %d", at), "The file breaks off before its end chunk. Innocent explanations: an interrupted transfer, a faulty writer.")
			return
		}
		if count == MaxSegments {
			r.unread("image/damaged", "PNG", fmt.Sprintf("It has more than %d chunks; the rest was not read.", MaxSegments))
			return
		}
		n := int(binary.BigEndian.Uint32(r.content[at:]))
		kind, data := string(r.content[at+4:at+8]), r.content[at+8:at+8+n]
		if sum := crc32.ChecksumIEEE(r.content[at+4 : at+8+n]); sum != binary.BigEndian.Uint32(r.content[at+8+n:]) {
			if r.mended == nil {
				r.mended = slices.Clone(r.content)
			}
			binary.BigEndian.PutUint32(r.mended[at+8+n:], sum) // its decoder would refuse the picture
			if bad++; bad <= maxShown {
				r.d.Note("image/checksum", fmt.Sprintf("PNG %q, byte %d", kind, at), "The checksum of this chunk is wrong. Innocent explanations: a faulty transfer, a tool that changes chunks and does not renew it.")
			}
		}
		if len(order) == 0 || order[len(order)-1] != kind {
			order = append(order, kind)
		}
		at += 12 + n
		if kind == "IEND" {
			break
		}
		r.chunk(kind, data)
	}
	if bad > maxShown {
		r.d.Note("image/checksum", "PNG", fmt.Sprintf("The checksums of %d chunks are wrong; the first %d are listed.", bad, maxShown))
	}
	if len(order) > MaxListed {
		order = append(order[:MaxListed], fmt.Sprintf("… (%d more)", len(order)-MaxListed))
	}
	r.field("PNG chunks", strings.Join(order, ", "), "PNG")
	r.behind(at, "PNG")
}

// chunk reads one chunk.
func (r *reader) chunk(kind string, data []byte) {
	where := "PNG " + kind
	switch kind {
	case "IHDR":
		if len(data) >= 10 && r.claimed.where == "" {
			r.claimed = shape{int(binary.BigEndian.Uint32(data)), int(binary.BigEndian.Uint32(data[4:])), int(data[8]), 1, where}
			r.field("colour type", map[byte]string{0: "grey", 2: "colour", 3: "palette", 4: "grey and transparency", 6: "colour and transparency"}[data[9]], where)
		}
	case "acTL":
		if len(data) >= 4 {
			r.claimed.frames = int(binary.BigEndian.Uint32(data))
		}
	case "tEXt":
		key, value, _ := bytes.Cut(data, []byte{0})
		r.pngText(latin(key), latin(value), where)
	case "zTXt":
		key, rest, _ := bytes.Cut(data, []byte{0})
		if value, ok := r.inflate(rest[min(1, len(rest)):], where); ok {
			r.pngText(latin(key), latin(value), where)
		}
	case "iTXt":
		r.international(data, where)
	case "iCCP":
		_, rest, _ := bytes.Cut(data, []byte{0})
		if profile, ok := r.inflate(rest[min(1, len(rest)):], where); ok {
			r.icc(profile, where)
		}
	case "eXIf":
		r.exif(data, "EXIF")
	case "tIME":
		if len(data) == 7 {
			text := fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02dZ", binary.BigEndian.Uint16(data), data[2], data[3], data[4], data[5], data[6])
			t := document.Time{What: document.Modified, At: text, Where: where}
			if _, err := time.Parse(time.RFC3339, text); err != nil {
				t.At, t.Text = "", text
			}
			r.d.Times = append(r.d.Times, t)
		}
	case "pHYs":
		if len(data) == 9 {
			r.field("pixel density", fmt.Sprintf("%d x %d, unit %d", binary.BigEndian.Uint32(data), binary.BigEndian.Uint32(data[4:]), data[8]), where)
		}
	case "caBX":
		r.field("C2PA manifest", "present", where)
	}
}

// international reads an iTXt chunk: keyword, compression, language, the keyword
// translated, text.
func (r *reader) international(data []byte, where string) {
	key, rest, ok := bytes.Cut(data, []byte{0})
	if !ok || len(rest) < 2 {
		return
	}
	packed := rest[0] == 1
	language, rest, _ := bytes.Cut(rest[2:], []byte{0})
	_, value, _ := bytes.Cut(rest, []byte{0})
	if packed {
		if value, ok = r.inflate(value, where); !ok {
			return
		}
	}
	if string(key) == "XML:com.adobe.xmp" {
		r.packet(value, "XMP")
		return
	}
	if len(language) > 0 {
		where += " (" + latin(language) + ")"
	}
	r.pngText(latin(key), latin(value), where)
}

// inflate decompresses; what cannot be, or is too much, is a finding.
func (r *reader) inflate(data []byte, where string) ([]byte, bool) {
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err == nil {
		defer z.Close()
		var out []byte
		if r.overspent {
			return nil, false
		}
		if out, err = io.ReadAll(io.LimitReader(z, MaxInflated+1)); err == nil && len(out) <= MaxInflated {
			return out, r.afford(len(out), where)
		}
	}
	r.afford(MaxInflated, where) // so much was read, or might have been
	why := fmt.Sprintf("more than %d bytes", MaxInflated)
	if err != nil {
		why = err.Error()
	}
	r.unread("image/chunk-unread", where, fmt.Sprintf("A compressed chunk of %d bytes could not be read: %s.", len(data), why))
	return nil, false
}
