package image

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// segment is one marker of a JPEG and what belongs to it.
type segment struct {
	marker byte
	at     int    // of its 0xff
	data   []byte // without marker and length
}

// jpegFile is the structure of one JPEG: ISO/IEC 10918-1 Annex B.
type jpegFile struct {
	segments []segment
	end      int    // behind EOI, or of the content
	problem  string // why reading ended early; empty where it did not
	ended    bool   // with EOI
}

// Markers: ISO/IEC 10918-1 Table B.1.
const (
	mSOF0, mDHT, mSOI, mEOI, mSOS, mDQT = 0xc0, 0xc4, 0xd8, 0xd9, 0xda, 0xdb
	mDRI, mAPP0, mCOM                   = 0xdd, 0xe0, 0xfe
)

// walkJPEG lists the segments up to the end marker.
func walkJPEG(b []byte) (f jpegFile) {
	at := min(2, len(b))
	f.segments = []segment{{marker: mSOI}}
	for {
		start := bytes.IndexByte(b[at:], 0xff)
		if start < 0 {
			f.end = len(b)
			return f
		}
		if start > 0 && f.problem == "" {
			f.problem = fmt.Sprintf("%d bytes at byte %d belong to no segment", start, at)
		}
		at += start
		begin := at
		for at < len(b) && b[at] == 0xff { // fill bytes
			at++
		}
		if at >= len(b) {
			f.end = len(b)
			return f
		}
		s := segment{marker: b[at], at: begin}
		at++
		if len(f.segments) == MaxSegments {
			f.problem, f.end = fmt.Sprintf("it has more than %d segments", MaxSegments), len(b)
			return f
		}
		switch {
		case s.marker == mEOI:
			f.segments, f.end, f.ended = append(f.segments, s), at, true
			return f
		case s.marker == 0 || s.marker == 1 || 0xd0 <= s.marker && s.marker <= mSOI: // stand alone
			continue
		}
		if len(b)-at < 2 || int(binary.BigEndian.Uint16(b[at:])) > len(b)-at || binary.BigEndian.Uint16(b[at:]) < 2 {
			f.problem, f.end = fmt.Sprintf("the segment at byte %d is cut off", begin), len(b)
			return f
		}
		n := int(binary.BigEndian.Uint16(b[at:]))
		s.data = b[at+2 : at+n]
		f.segments = append(f.segments, s)
		if at += n; s.marker == mSOS {
			at = skipScan(b, at)
		}
	}
}

// skipScan gives the place of the marker behind entropy-coded data.
func skipScan(b []byte, at int) int {
	for at < len(b) {
		i := bytes.IndexByte(b[at:], 0xff)
		if i < 0 || at+i+1 >= len(b) {
			return len(b)
		}
		switch next := b[at+i+1]; {
		case next == 0xff:
			at += i + 1
		case next == 0 || 0xd0 <= next && next <= 0xd7:
			at += i + 2
		default:
			return at + i
		}
	}
	return len(b)
}

// jpeg reads a JPEG file.
func (r *reader) jpeg() {
	f := walkJPEG(r.content)
	if f.problem != "" {
		r.unread("image/damaged", "JPEG segments", fmt.Sprintf("The file is not built as a JPEG is: %s. Innocent explanations: a faulty transfer, a faulty writer.", f.problem))
	}
	if !f.ended {
		r.d.Note("image/cut-off", "JPEG EOI", "The file ends without the end marker of a JPEG. Innocent explanations: an interrupted transfer, a writer that leaves it out.")
		r.mended = slices.Concat(r.content, []byte{0xff, mEOI})
	}
	r.structure(f)
	var icc, resources []byte
	var extended extendedXMP
	mpf := segment{}
	for _, s := range f.segments {
		switch body := s.data; {
		case s.marker == mAPP0+1 && cut(&body, "Exif\x00"):
			r.exif(body[min(1, len(body)):], "EXIF")
		case s.marker == mAPP0+1 && cutXMP(&body):
			r.packet(body, "XMP")
			extended.main(body)
		case s.marker == mAPP0+1 && cut(&body, "http://ns.adobe.com/xmp/extension/\x00"):
			extended.add(body)
		case s.marker == mAPP0+2 && cut(&body, "ICC_PROFILE\x00") && len(body) > 2:
			icc = append(icc, body[2:]...)
		case s.marker == mAPP0+2 && cut(&body, "MPF\x00") && mpf.data == nil:
			mpf = segment{at: s.at + 8, data: body}
		case s.marker == mAPP0+13 && cut(&body, "Photoshop 3.0\x00"):
			resources = append(resources, body...)
		case s.marker == mAPP0+11 && bytes.Contains(body[:min(len(body), 64)], []byte("c2pa")):
			r.field("C2PA manifest", "present", "JPEG APP11")
		case s.marker == mAPP0+12 && cut(&body, "Ducky\x00\x01\x00\x04") && len(body) >= 4:
			r.field("Ducky quality", fmt.Sprint(binary.BigEndian.Uint32(body)), "JPEG APP12, as Photoshop's export for the web writes it")
		case s.marker == mCOM:
			r.field("comment", latin(body), "JPEG COM")
			r.caption(latin(body))
		}
	}
	extended.join(r)
	r.icc(icc, "JPEG APP2 ICC_PROFILE")
	r.resources(resources, "JPEG APP13")
	where := "JPEG"
	if f.problem != "" {
		where = "JPEG, damaged before"
	}
	r.behind(r.multi(mpf, f.end), where)
}

// cut takes a heading off b, where it stands there.
func cut(b *[]byte, heading string) bool {
	rest, ok := bytes.CutPrefix(*b, []byte(heading))
	if ok {
		*b = rest
	}
	return ok
}

// cutXMP takes off the heading of an XMP segment. Some editors damage its first
// letters, and readers forgive that.
func cutXMP(b *[]byte) bool {
	heading := []byte("://ns.adobe.com/xap/1.0/\x00")
	i := bytes.Index((*b)[:min(len(*b), 40)], heading)
	if i >= 0 {
		*b = (*b)[i+len(heading):]
	}
	return i >= 0
}

// names of markers, for the field that lists them.
func (s segment) String() string {
	switch {
	case s.marker == mDHT:
		return "DHT"
	case s.marker == 0xc8 || s.marker == 0xcc:
		return fmt.Sprintf("%02X", s.marker)
	case mSOF0 <= s.marker && s.marker <= 0xcf:
		return fmt.Sprintf("SOF%d", s.marker-mSOF0)
	case mAPP0 <= s.marker && s.marker <= 0xef:
		return strings.TrimSpace(fmt.Sprintf("APP%d %s", s.marker-mAPP0, heading(s.data)))
	}
	for marker, name := range map[byte]string{mSOI: "SOI", mEOI: "EOI", mSOS: "SOS", mDQT: "DQT", mDRI: "DRI", mCOM: "COM", 0xdc: "DNL"} {
		if marker == s.marker {
			return name
		}
	}
	return fmt.Sprintf("%02X", s.marker)
}

// heading is the name with which an application segment begins.
func heading(data []byte) string {
	n := 0
	for n < len(data) && n < 32 && ' ' < data[n] && data[n] < 0x7f {
		n++
	}
	if n < 3 {
		return ""
	}
	return string(data[:n])
}
