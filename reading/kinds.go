package reading

import (
	"bytes"
	_ "embed"
	"encoding/hex"
	"strconv"
	"strings"
	"sync"
)

// parser names one entry of the table of parsers.
type parser string

// The parsers that a child process serves.
const (
	parsePDF    parser = "pdf"
	parseOffice parser = "office" // OOXML, ODF, RTF
	parseOLE    parser = "ole"
	parseImage  parser = "image"
	parsePlain  parser = "plain"
	pdfText     parser = "pdf-text" // by pdfium
	pdfPageText parser = "pdf-page-text"
	pdfPicture  parser = "pdf-picture"
	pdfStart    parser = "pdf-start" // makes machine code for the other two
)

//go:embed kinds.tsv
var kindsTable string

// kind is one row of kinds.tsv.
type kind struct {
	parser parser
	offset int
	within int // bytes from offset within which it may begin
	bytes  []byte
}

var kinds = sync.OnceValue(func() []kind {
	list, err := parseKinds(kindsTable)
	if err != nil {
		panic(err) // a test reads every row
	}
	return list
})

func parseKinds(text string) (list []kind, err error) {
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0][0] == '#' {
			continue
		}
		k := kind{parser: parser(f[0])}
		if k.offset, err = strconv.Atoi(f[1]); err != nil {
			return nil, err
		}
		if k.within, err = strconv.Atoi(f[2]); err != nil {
			return nil, err
		}
		if k.bytes, err = hex.DecodeString(f[3]); err != nil {
			return nil, err
		}
		list = append(list, k)
	}
	return list, nil
}

func (k *kind) fits(head []byte) bool {
	if len(head) < k.offset {
		return false
	}
	window := head[k.offset:min(len(head), k.offset+k.within+len(k.bytes))]
	return bytes.Contains(window, k.bytes)
}

// parserOf says which parser reads something that begins with head; empty
// where none does.
func parserOf(head []byte) parser {
	for i := range kinds() {
		if k := &kinds()[i]; k.fits(head) {
			return k.parser
		}
	}
	if isText(head) {
		return parsePlain
	}
	return ""
}

// maxControls is the share of control characters, one in so many bytes, up to
// which something is taken for text.
const maxControls = 100

// isText reports whether head looks like text in any charset: package plain
// then looks closer.
func isText(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return true
	}
	controls := 0
	for _, b := range head {
		switch {
		case b == 0:
			return false
		case b < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1b", rune(b)):
			controls++
		}
	}
	return len(head) > 0 && controls*maxControls <= len(head)
}
