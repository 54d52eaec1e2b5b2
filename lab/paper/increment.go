package paper

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
)

// Increment alters the words of a PDF by an update appended to it, which draws
// a page anew: ISO 32000-1 §7.5.6. The former state stands in the file.
func Increment(r *rand.Rand, content []byte, e Edit) (Edited, bool) {
	if formatOf(content) != PDF {
		return Edited{}, false
	}
	f, ok := parsePDF(content)
	start := startXref.FindAllSubmatch(content, -1)
	if !ok || len(start) == 0 {
		return Edited{}, false
	}
	f.taken = highest(content)
	claimed := f.modified()
	out, touched, ok := f.change(r, &e)
	if !ok {
		return Edited{}, false
	}
	if e.Care != NoCare && !f.timeOf("ModDate").IsZero() {
		out.Traces = append(out.Traces, UpdateUndated)
	}
	if e.Care == NoCare && f.object(f.info) != nil {
		f.setInfo("ModDate", "("+pdfTime(e.At, false)+")")
		touched = append(touched, f.info)
		if e.At.After(claimed) {
			out.Traces = append(out.Traces, ModifiedLater)
		}
		if o := f.metadata(); o != nil {
			f.noteInXMP(r, e.At)
			touched = append(touched, o.number)
		}
	}
	out.Traces = append(out.Traces, IncrementalUpdate)
	slices.Sort(touched)
	previous, _ := strconv.Atoi(string(start[len(start)-1][1]))
	out.Content = f.update(content, slices.Compact(touched), previous)
	return out, true
}

// update appends those objects, with a section of cross-references of the kind
// that the file has.
func (f *pdfFile) update(content []byte, touched []int, previous int) []byte {
	var b bytes.Buffer
	b.Write(content)
	if !bytes.HasSuffix(content, []byte("\n")) {
		b.WriteString(f.eol)
	}
	places := map[int]int{}
	for _, n := range touched {
		places[n] = b.Len()
		f.object(n).write(&b, f.eol)
	}
	f.extra += fmt.Sprintf("/Prev %d", previous)
	start := b.Len()
	if f.layout == streamed {
		number := f.next()
		places[number] = start
		f.updateStream(number, append(touched, number), places).write(&b, f.eol)
	} else {
		b.WriteString("xref" + f.eol + "0 1" + f.eol + "0000000000 65535 f\r\n")
		for _, n := range touched {
			fmt.Fprintf(&b, "%d 1%s%010d 00000 n\r\n", n, f.eol, places[n])
		}
		fmt.Fprintf(&b, "trailer%s<<%s>>%s", f.eol, f.trailer(f.next()), f.eol)
	}
	fmt.Fprintf(&b, "startxref%s%d%s%%%%EOF%s", f.eol, start, f.eol, f.eol)
	return b.Bytes()
}

// highest is the highest number in use: object streams and those of
// cross-references count, though reading leaves them out.
func highest(content []byte) (n int) {
	for _, m := range objectHead.FindAllSubmatch(content, -1) {
		if v, err := strconv.Atoi(string(m[1])); err == nil {
			n = max(n, v)
		}
	}
	return n
}

// updateStream is a stream of cross-references of the touched alone: §7.5.8.
func (f *pdfFile) updateStream(number int, touched []int, places map[int]int) *pdfObject {
	var rows []byte
	index := ""
	for _, n := range touched {
		rows = append(rows, 1)
		rows = be.AppendUint32(rows, uint32(places[n]))
		rows = append(rows, 0, 0)
		index += fmt.Sprintf("%d 1 ", n)
	}
	return &pdfObject{number: number, isStream: true, stream: zlibbed(rows),
		body: fmt.Appendf(nil, "<</Type/XRef/W[1 4 2]/Index[%s]/Filter/FlateDecode%s>>", index[:len(index)-1], f.trailer(number+1))}
}
