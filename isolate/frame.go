package isolate

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// A frame is one byte of kind, four bytes of length (big-endian) and that many
// bytes. The parent's first frame is the terms, answered by ready; then each
// request is answered by one frame of an answer.
const (
	frameTerms   byte = 'T' // parent: see terms
	frameReady   byte = 'R' // child: the terms are in force; a text says otherwise
	frameRequest byte = 'Q' // parent: a byte of length, the parser's name, the request

	frameAnswer  byte = 'A' // child: the answer
	frameError   byte = 'E' // child: the parser's error, one line
	framePanic   byte = 'P' // child: the panic's message; the child ends
	frameTooMuch byte = 'M' // child: the length of an answer over the bound
	frameLast    byte = 'L' // child: sent before an answer after which it wants to end
)

// Bounds of frames.
const (
	MaxRequest = 128 << 20 // bytes of one request
	MaxAnswer  = 256 << 20 // bytes of one answer, where Options say nothing else
	maxName    = 255       // of a parser
	step       = 1 << 20   // bytes set aside before any of a frame has come
)

// errFrame is wrapped by everything that is no frame.
var errFrame = errors.New("not a frame")

// writeFrame writes one frame whose content is parts, one after the other.
func writeFrame(out io.Writer, kind byte, parts ...[]byte) error {
	length := 0
	for _, p := range parts {
		length += len(p)
	}
	head := binary.BigEndian.AppendUint32([]byte{kind}, uint32(length))
	if length < step { // one write for small frames
		for _, p := range parts {
			head = append(head, p...)
		}
		parts = nil
	}
	if _, err := out.Write(head); err != nil {
		return err
	}
	for _, p := range parts {
		if _, err := out.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// readFrame reads one frame of at most bound bytes. Memory is taken as the
// bytes come, not as the length says. io.EOF stands for an end between frames.
func readFrame(in io.Reader, bound int) (kind byte, content []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(in, head[:]); err != nil {
		return 0, nil, err
	}
	length := int64(binary.BigEndian.Uint32(head[1:]))
	if length > int64(bound) {
		return head[0], nil, fmt.Errorf("%w: kind %q, %d bytes, over the bound of %d", errFrame, head[0], length, bound)
	}
	var b bytes.Buffer
	b.Grow(int(min(length, step)))
	if _, err := io.CopyN(&b, in, length); err == io.EOF {
		return head[0], nil, io.ErrUnexpectedEOF
	} else if err != nil {
		return head[0], nil, err
	}
	return head[0], b.Bytes(), nil
}

// splitRequest takes a frame of a request apart.
func splitRequest(content []byte) (parser string, request []byte, err error) {
	if len(content) == 0 || int(content[0]) >= len(content) {
		return "", nil, fmt.Errorf("%w: a request without a parser's name", errFrame)
	}
	n := 1 + int(content[0])
	return string(content[1:n]), content[n:], nil
}

// terms are what the parent tells a child before anything else.
type terms struct {
	memory uint64 // bytes
	answer uint64 // bytes of one answer
	writes bool   // it may write files
}

const termsMagic = "assay child 1\n"

func (t terms) bytes() []byte {
	b := binary.BigEndian.AppendUint64([]byte(termsMagic), t.memory)
	b = binary.BigEndian.AppendUint64(b, t.answer)
	if t.writes {
		return append(b, 1)
	}
	return append(b, 0)
}

func readTerms(content []byte) (t terms, err error) {
	rest, ok := bytes.CutPrefix(content, []byte(termsMagic))
	if !ok || len(rest) != 17 || rest[16] > 1 {
		return t, fmt.Errorf("%w: terms %.40q", errFrame, content)
	}
	t.memory, t.answer, t.writes = binary.BigEndian.Uint64(rest), binary.BigEndian.Uint64(rest[8:]), rest[16] == 1
	if t.memory < MinMemory || t.memory > 1<<46 || t.answer > MaxAnswer {
		return t, fmt.Errorf("%w: terms of %d bytes of memory, %d of an answer", errFrame, t.memory, t.answer)
	}
	return t, nil
}
