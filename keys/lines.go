package keys

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// maxLine is how many bytes a line of a zone file may have, and a record with
// all its lines: the longest TXT record, each byte written as \DDD.
const maxLine = 4 * maxRecord

// errLongLine stands for a line that was left out.
var errLongLine = errors.New("the line is too long")

// lines reads lines one by one; the last one can be put back.
type lines struct {
	r      *bufio.Reader
	n      int // number of the line given last, from 1
	text   string
	again  bool
	failed error // of the line put back
}

// next gives a line without its end. The error is io.EOF, errLongLine (the
// line is skipped), or the reader's.
func (l *lines) next() (string, error) {
	if l.again {
		l.again = false
		l.n++
		return l.text, l.failed
	}
	var line []byte
	var size int
	for {
		part, err := l.r.ReadSlice('\n')
		if size += len(part); size <= maxLine {
			line = append(line, part...)
		}
		if err == nil || err == io.EOF && size > 0 {
			break
		}
		if err != bufio.ErrBufferFull {
			return "", err
		}
	}
	l.n++
	l.text, l.failed = "", errLongLine
	if size <= maxLine {
		line = bytes.TrimRight(line, "\r\n")
		if l.n == 1 {
			line = bytes.TrimPrefix(line, bom)
		}
		l.text, l.failed = string(line), nil
	}
	return l.text, l.failed
}

// back makes next give the last line once more.
func (l *lines) back() {
	l.again = true
	l.n--
}
