package c2pa

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// storePiece is the name of the piece that is the store. C2PA 2.1 §18.7
const storePiece = "C2PA"

// markerNames are the names that bindings give to JPEG's segments.
// ITU-T T.81 table B.1
var markerNames = func() (names [256]string) {
	for m := range names {
		names[m] = fmt.Sprintf("%02X", m)
	}
	for prefix, run := range map[string][2]int{"SOF": {0xc0, 16}, "RST": {0xd0, 8}, "APP": {0xe0, 16}, "JPG": {0xf0, 14}} {
		for i := range run[1] {
			names[run[0]+i] = fmt.Sprint(prefix, i)
		}
	}
	for m, name := range map[int]string{0x01: "TEM", 0xc4: "DHT", 0xc8: "JPG", 0xcc: "DAC", 0xd8: "SOI", 0xd9: "EOI",
		0xda: "SOS", 0xdb: "DQT", 0xdc: "DNL", 0xdd: "DRI", 0xde: "DHP", 0xdf: "EXP", 0xfe: "COM"} {
		names[m] = name
	}
	return names
}()

// jpeg cuts the file into its segments and puts JUMBF segments together.
// ITU-T T.81 §B.1.1
func (a *asset) jpeg() {
	run := map[uint16]*jumbfRun{}
	var order []*jumbfRun
	for at := 0; at+2 <= len(a.content); {
		if a.content[at] != 0xff {
			break // after the image, or damaged: what is left has no piece
		}
		marker := a.content[at+1]
		if marker == 0xff { // a fill byte
			at++
			continue
		}
		end, ok := a.segmentEnd(at, marker)
		if !ok || a.crowded() {
			break
		}
		a.pieces = append(a.pieces, piece{markerNames[marker], stretch{at, end}})
		if r := a.jumbfSegment(run, at, end, marker, len(a.pieces)-1); r != nil {
			order = append(order, r)
		}
		if at = end; marker == 0xd9 {
			break
		}
	}
	a.assemble(order)
}

// segmentEnd is where the segment at at ends, of SOS with the coded data that
// follows it.
func (a *asset) segmentEnd(at int, marker byte) (int, bool) {
	if marker == 0xd8 || marker == 0xd9 || marker == 0x01 || marker >= 0xd0 && marker <= 0xd7 {
		return at + 2, true
	}
	if at+4 > len(a.content) {
		return 0, false
	}
	end := at + 2 + int(binary.BigEndian.Uint16(a.content[at+2:]))
	if end > len(a.content) || end < at+4 {
		return 0, false
	}
	if marker != 0xda {
		return end, true
	}
	for {
		next := bytes.IndexByte(a.content[end:], 0xff)
		if next < 0 || end+next+1 >= len(a.content) {
			return len(a.content), true
		}
		if end += next; a.content[end+1] != 0 && (a.content[end+1] < 0xd0 || a.content[end+1] > 0xd7) && a.content[end+1] != 0xff {
			return end, true
		}
		end++
	}
}

// jumbfRun is one box that goes through several APP11 segments.
type jumbfRun struct {
	data    []byte
	last    uint32 // sequence number of the segment before
	pieces  []int  // indices into asset.pieces
	trouble string
}

// jumbfSegment adds an APP11 segment to its run: common identifier, box
// instance, sequence number, and the box header, which every segment repeats.
// ISO/IEC 19566-5 §D.2. It returns the run where it is a new one.
func (a *asset) jumbfSegment(runs map[uint16]*jumbfRun, at, end int, marker byte, index int) *jumbfRun {
	seg := a.content[at:end]
	if marker != 0xeb || len(seg) < 20 || string(seg[4:6]) != "JP" || string(seg[16:20]) != "jumb" {
		return nil
	}
	instance, number := binary.BigEndian.Uint16(seg[6:]), binary.BigEndian.Uint32(seg[8:])
	r := runs[instance]
	if r == nil || isNew(r, seg, number) {
		r = &jumbfRun{data: append([]byte(nil), seg[12:]...), last: number, pieces: []int{index}}
		runs[instance] = r
		return r
	}
	head := 20
	if binary.BigEndian.Uint32(seg[12:]) == 1 {
		head = min(28, len(seg))
	}
	if number != r.last+1 {
		r.trouble = fmt.Sprintf("its APP11 segments are numbered %d, %d", r.last, number)
	}
	if index != r.pieces[len(r.pieces)-1]+1 {
		r.trouble = "other segments stand between its APP11 segments"
	}
	r.data, r.last, r.pieces = append(r.data, seg[head:]...), number, append(r.pieces, index)
	return nil
}

// isNew reports whether a segment begins another box of the same instance
// number: it is the first, and brings a description of its own.
func isNew(r *jumbfRun, seg []byte, number uint32) bool {
	return number <= 1 && r.last >= 1 && len(seg) >= 28 && string(seg[24:28]) == "jumd"
}

// assemble keeps the runs that are manifest stores, and names their pieces.
func (a *asset) assemble(runs []*jumbfRun) {
	gone := map[int]bool{}
	for _, r := range runs {
		if !isStore(r.data) {
			continue
		}
		if r.trouble != "" {
			a.trouble = r.trouble
			continue
		}
		first := a.pieces[r.pieces[0]]
		var spans []stretch
		for i, p := range r.pieces {
			spans = append(spans, a.pieces[p].stretch)
			gone[p] = i > 0
		}
		a.pieces[r.pieces[0]] = piece{storePiece, stretch{first.Start, a.pieces[r.pieces[len(r.pieces)-1]].End}}
		a.add(fmt.Sprintf("JPEG APP11 at byte %d", first.Start), r.data, spans...)
	}
	kept := a.pieces[:0]
	for i, p := range a.pieces {
		if !gone[i] {
			kept = append(kept, p)
		}
	}
	a.pieces = kept
}
