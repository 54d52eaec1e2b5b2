package pdf

import (
	"bytes"
	"fmt"
	"slices"
)

// Definition is one place where an indirect object is written down: "12 0 obj".
type Definition struct {
	Ref Ref
	// From and To bound its bytes in the file, endobj included; of an object in
	// an object stream they are those of that stream's definition.
	From, To int
	// Container is the number of the object stream that holds it, 0 if none.
	Container int
	// Index is its place in that stream.
	Index int
	Value Object

	dataFrom  int // where stream data begin, 0 if it is no stream
	decrypted bool
}

// definition reads the indirect object whose number stands at offset at.
func (f *File) definition(at int) (*Definition, error) {
	if d, ok := f.cache[at]; ok {
		return d, nil
	}
	if at < 0 || at >= len(f.content) {
		return nil, fmt.Errorf("offset %d lies outside the file", at)
	}
	if f.overspent() {
		return nil, errSpent
	}
	d, p, err := parseDefinition(f.content, at)
	f.spent += p.pos - at
	if err != nil {
		return nil, err
	}
	f.keep(at, d, p.nodes)
	return d, nil
}

// parseBudget bounds the bytes that are parsed, as a multiple of the file's own:
// offsets that lead into the same long object would have it read each time.
const parseBudget = 32

var errSpent = fmt.Errorf("its objects are so interwoven that more than %d times its size was read", parseBudget)

func (f *File) overspent() bool {
	if f.spent <= parseBudget*len(f.content)+maxHeader*maxHeader {
		return false
	}
	f.trouble("%v", errSpent)
	return true
}

// maxCached bounds the objects that are kept parsed; beyond it all are
// forgotten and read again when asked for.
const maxCached = 8 << 20

func (f *File) keep(at int, d *Definition, nodes int) {
	if f.cached += nodes + 1; f.cached > maxCached {
		clear(f.cache)
		f.cached = nodes + 1
	}
	f.cache[at] = d
}

func parseDefinition(b []byte, at int) (*Definition, *parser, error) {
	p := &parser{lexer: lexer{b: b, pos: at}}
	number, ok1 := p.whole()
	generation, ok2 := p.whole()
	if !ok1 || !ok2 || !p.keyword("obj") {
		if !ok1 || !ok2 || !p.gluedObj() {
			return nil, p, fmt.Errorf("no object begins at offset %d", at)
		}
	}
	if number > maxNumber || generation > maxGeneration {
		return nil, p, fmt.Errorf("object number %d %d at offset %d is out of range", number, generation, at)
	}
	d := &Definition{Ref: Ref{number, generation}, From: at}
	if !p.keyword("endobj") { // an empty object is null
		value, err := p.object(0)
		if err != nil {
			return nil, p, fmt.Errorf("object %d %d at offset %d: %w", number, generation, at, err)
		}
		d.Value = value
	}
	d.To = p.pos
	if dict, ok := d.Value.(*Dict); ok && p.keyword("stream") {
		d.dataFrom = afterStream(b, p.pos)
		d.Value = &Stream{Dict: dict, From: d.dataFrom, ref: d.Ref}
		d.To = d.dataFrom
	} else if p.keyword("endobj") {
		d.To = p.pos
	}
	return d, p, nil
}

// gluedObj takes "obj" that has the object's first word glued to it.
func (p *parser) gluedObj() bool {
	p.skip()
	if bytes.HasPrefix(p.b[p.pos:], []byte("obj")) {
		p.pos += len("obj")
		return true
	}
	return false
}

// afterStream is where data begin after the word stream: behind CR LF or LF,
// and behind a lone CR, which is wrong and read so by all. ISO 32000-2 §7.3.8.1.
func afterStream(b []byte, at int) int {
	for at < len(b) && (b[at] == ' ' || b[at] == '\t') {
		at++
	}
	if at < len(b) && b[at] == '\r' {
		at++
	}
	if at < len(b) && b[at] == '\n' {
		at++
	}
	return at
}

// extent finds where a stream's data end. length is what /Length says, or -1.
// It is believed where endstream follows; else the next endstream is.
func (f *File) extent(from, length int) (to int, wrong bool) {
	if length >= 0 && length <= len(f.content)-from {
		l := lexer{b: f.content, pos: from + length}
		for l.pos < len(l.b) && class[l.b[l.pos]] == blank && l.pos-from-length < maxGap {
			l.pos++
		}
		if bytes.HasPrefix(l.b[l.pos:], []byte("endstream")) {
			return from + length, false
		}
	}
	end := f.nextEndstream(from)
	if end > from && f.content[end-1] == '\n' {
		end--
	}
	if end > from && f.content[end-1] == '\r' {
		end--
	}
	return end, true
}

// nextEndstream is the place of the first endstream from on; failing that of
// the end of the file. The places are looked up once, so that files with many
// streams and no end cost no more than others.
func (f *File) nextEndstream(from int) int {
	if f.endstreams == nil {
		f.endstreams = places(f.content, "endstream")
	}
	i, _ := slices.BinarySearch(f.endstreams, from)
	if i < len(f.endstreams) {
		return f.endstreams[i]
	}
	return len(f.content)
}

// places lists where word stands in b; it is never nil.
func places(b []byte, word string) []int {
	list := []int{}
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte(word))
		if i < 0 {
			return list
		}
		list = append(list, at+i)
		at += i + len(word)
	}
}
