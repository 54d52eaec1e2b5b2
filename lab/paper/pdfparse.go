package paper

import (
	"bytes"
	"regexp"
	"strconv"
)

// What is read of a PDF is enough for a forger: objects in the order of the
// file, the last of a number; no encryption. Nothing here trusts the tables.

const maxObjects = 20_000

var (
	objectHead      = regexp.MustCompile(`(?:^|[\r\n >])([0-9]{1,7}) [0-9]{1,5} obj\b`)
	lengthEntry     = regexp.MustCompile(`/Length ([0-9]{1,9})(?: *[/>\r\n]|$)`)
	lengthElsewhere = regexp.MustCompile(`/Length [0-9]{1,7} [0-9]{1,5} R`)
	rootEntry       = regexp.MustCompile(`/Root ([0-9]{1,7}) [0-9]+ R`)
	infoEntry       = regexp.MustCompile(`/Info ([0-9]{1,7}) [0-9]+ R`)
	idEntry         = regexp.MustCompile(`/ID ?\[ ?<([0-9A-Fa-f]+)>[ \r\n]*<([0-9A-Fa-f]+)> ?\]`)
	checksumOf      = regexp.MustCompile(`/DocChecksum ?/[0-9A-F]+`)
	startXref       = regexp.MustCompile(`startxref[\r\n ]+([0-9]{1,10})`)
)

func parsePDF(content []byte) (*pdfFile, bool) {
	if len(content) > maxFile {
		return nil, false
	}
	f := &pdfFile{eol: "\n"}
	at := bytes.Index(content, []byte("%PDF-"))
	if at < 0 || len(content) < at+9 {
		return nil, false
	}
	f.version = string(content[at+5 : at+8])
	if content[at+8] == '\r' {
		f.eol = "\r\n"
	}
	f.mark = markOf(content[at:])
	trailers := f.scan(content)
	if len(f.objects) == 0 || len(f.objects) > maxObjects || bytes.Contains(trailers, []byte("/Encrypt")) {
		return nil, false
	}
	f.readTrailer(trailers)
	f.unpack()
	switch {
	case bytes.Contains(content, []byte("/XRefStm")):
		f.layout = hybrid
	case !bytes.Contains(content, []byte("\ntrailer")) && !bytes.Contains(content, []byte("\rtrailer")):
		f.layout = streamed
	}
	return f, f.object(f.root) != nil
}

// markOf is the comment behind the header, as far as it is one.
func markOf(content []byte) string {
	const longest = 32
	_, rest, _ := bytes.Cut(content[:min(len(content), 2*longest)], []byte("%PDF-"))
	at := bytes.IndexAny(rest, "\r\n")
	if at < 0 {
		return adobeMark
	}
	rest = bytes.TrimLeft(rest[at:], "\r\n")
	if end := bytes.IndexAny(rest, "\r\n"); end > 1 && rest[0] == '%' {
		return string(rest[1:end])
	}
	return adobeMark
}

// scan collects the objects, and hands back what stands between them: trailers.
func (f *pdfFile) scan(content []byte) (trailers []byte) {
	places := map[int]int{}
	for at := 0; at < len(content) && len(f.objects) <= maxObjects; {
		m := objectHead.FindSubmatchIndex(content[at:])
		if m == nil {
			return append(trailers, content[at:]...)
		}
		trailers = append(trailers, content[at:at+m[0]]...)
		number, _ := strconv.Atoi(string(content[at+m[2] : at+m[3]]))
		o, next := readObject(content, at+m[1])
		o.number, at = number, next
		if bytes.Contains(o.body, []byte("/XRef")) && o.isStream {
			trailers = append(trailers, o.body...)
			continue
		}
		if i, known := places[number]; known {
			f.objects[i] = o
			continue
		}
		places[number] = len(f.objects)
		f.objects = append(f.objects, o)
	}
	return trailers
}

// readObject reads one object whose head ends at from.
func readObject(content []byte, from int) (o pdfObject, next int) {
	end := bytes.Index(content[from:], []byte("endobj"))
	if end < 0 {
		end = len(content) - from
	}
	body := content[from : from+end]
	start := bytes.Index(body, []byte("stream"))
	if start < 0 || !bytes.HasSuffix(bytes.TrimSpace(body[:start]), []byte(">>")) {
		return pdfObject{body: bytes.TrimSpace(body)}, min(from+end+6, len(content))
	}
	o = pdfObject{body: bytes.TrimSpace(body[:start]), isStream: true}
	data := from + start + 6
	if data < len(content) && content[data] == '\r' {
		data++
	}
	if data < len(content) && content[data] == '\n' {
		data++
	}
	size := -1
	if m := lengthElsewhere.FindIndex(o.body); m != nil {
		o.body = append(bytes.Clone(o.body[:m[0]]), o.body[m[1]:]...)
	} else if m := lengthEntry.FindSubmatchIndex(o.body); m != nil {
		size, _ = strconv.Atoi(string(o.body[m[2]:m[3]]))
		o.body = append(bytes.Clone(o.body[:m[0]]), o.body[m[3]:]...)
	}
	if size < 0 || size > len(content)-data || !bytes.HasPrefix(bytes.TrimSpace(content[data+size:min(data+size+16, len(content))]), []byte("endstream")) {
		size = max(0, bytes.Index(content[min(data, len(content)):], []byte("endstream")))
		size = withoutLineEnd(content[min(data, len(content)):], size)
	}
	o.stream = content[min(data, len(content)):min(data+size, len(content))]
	after := min(data+size, len(content))
	if end := bytes.Index(content[after:], []byte("endobj")); end >= 0 {
		return o, after + end + 6
	}
	return o, len(content)
}

// withoutLineEnd leaves out the end of line before endstream: §7.3.8.1.
func withoutLineEnd(data []byte, size int) int {
	if size > 0 && data[size-1] == '\n' {
		size--
	}
	if size > 0 && data[size-1] == '\r' {
		size--
	}
	return size
}

// readTrailer takes the last word of each entry.
func (f *pdfFile) readTrailer(trailers []byte) {
	last := func(p *regexp.Regexp) [][]byte {
		all := p.FindAllSubmatch(trailers, -1)
		if len(all) == 0 {
			return nil
		}
		return all[len(all)-1]
	}
	if m := last(rootEntry); m != nil {
		f.root, _ = strconv.Atoi(string(m[1]))
	}
	if m := last(infoEntry); m != nil {
		f.info, _ = strconv.Atoi(string(m[1]))
	}
	if m := last(idEntry); m != nil {
		f.id = [2]string{string(m[1]), string(m[2])}
	}
	f.extra = string(checksumOf.Find(trailers))
}
