// Package pdf reads PDF files byte-exactly: their objects and where these
// stand, their former states (incremental updates), what each state changed,
// their signature fields as they stand there, and what they remember of their
// making. It follows ISO 32000-2, and reads damaged files as viewers do.
//
// It shows what stands in the file. It cannot show who wrote it, nor when:
// metadata are claims. It draws no pages and reads no text off them, and it
// does no signature's mathematics.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
)

// File is an opened PDF. It is not safe for use by several goroutines.
type File struct {
	content []byte
	header  int // where %PDF- stands; -1 if nowhere
	shift   int // what is added to offsets, of files with bytes before their header

	cache      map[int]*Definition // by offset
	packs      map[int]*pack       // object streams by offset
	cached     int                 // objects in both
	unpacked   int                 // bytes that filters have made
	visits     int                 // objects that comparisons have walked over
	endstreams []int
	sections   map[int]*section
	reach      map[int]int // see furthest
	spent      int         // bytes parsed
	revisions  []Revision
	rebuilt    *section
	views      []*View // the latest used
	defs       []*Definition
	byNumber   map[int][]*Definition
	adopted    map[int]bool // offsets of objects that a scan found in place of a wrong offset
	partial    bool         // an object stream could not be read
	scanned    bool
	scanning   bool
	crypt      *security
	hints      int // see hintsAt
	troubles   []string
	untold     int
}

// maxHeader is how far from the beginning viewers look for the header.
const maxHeader = 1024

// ErrFormat is met where content is no PDF at all.
var ErrFormat = errors.New("not a PDF file")

// Open reads the structure of content, which is kept and must not change. The
// error is ErrFormat, where there is neither a header nor a document.
func Open(content []byte) (*File, error) {
	f := &File{content: content, cache: map[int]*Definition{}, packs: map[int]*pack{}, sections: map[int]*section{}, reach: map[int]int{}, adopted: map[int]bool{}}
	f.header = bytes.Index(content[:min(len(content), maxHeader)], []byte("%PDF-"))
	f.findRevisions()
	v := f.Now()
	if f.header < 0 && v.Root() == nil {
		return nil, ErrFormat
	}
	f.unlock(v)
	return f, nil
}

// Version is that of the header, as it stands there: "1.7"; empty without one.
func (f *File) Version() string {
	if f.header < 0 {
		return ""
	}
	from := f.header + len("%PDF-")
	to := from
	for to < len(f.content) && to-from < 8 && (f.content[to] == '.' || '0' <= f.content[to] && f.content[to] <= '9') {
		to++
	}
	return string(f.content[from:to])
}

// Content is the whole file. It must not be changed.
func (f *File) Content() []byte { return f.content }

// place turns an offset that the file states into one in content.
func (f *File) place(offset int) int { return offset + f.shift }

// maxTroubles bounds the structural troubles that are told one by one.
const maxTroubles = 40

// trouble notes what is wrong with the structure, once.
func (f *File) trouble(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	for _, old := range f.troubles {
		if old == text {
			return
		}
	}
	if len(f.troubles) >= maxTroubles {
		f.untold++
		return
	}
	f.troubles = append(f.troubles, text)
}
