package cert

import (
	"errors"
	"fmt"
)

// Bounds on BER that is rewritten.
const (
	maxDepth = 64
	maxNodes = 1_000_000
)

// DER rewrites the first BER element of in with definite, shortest lengths and
// with octet strings in one piece, and returns what stands after it. Values are
// left as they are. X.690 §8.1.3, §8.7.3, §10.1
func DER(in []byte) (out, rest []byte, err error) {
	r := berReader{in: in}
	e, err := r.element(0)
	if err != nil {
		return nil, nil, fmt.Errorf("at byte %d: %w", r.at, err)
	}
	return e.encode(make([]byte, 0, r.at)), in[r.at:], nil
}

// element is one node of the tree; size is that of its content as DER.
type element struct {
	id       []byte
	content  []byte
	children []element
	size     int
}

type berReader struct {
	in        []byte
	at, nodes int
}

// header reads the identifier and length; length is -1 where it is indefinite.
func (r *berReader) header() (id []byte, length int, err error) {
	start := r.at
	next := func() (byte, bool) {
		if r.at >= len(r.in) {
			return 0, false
		}
		r.at++
		return r.in[r.at-1], true
	}
	b, ok := next()
	if ok && b&0x1f == 0x1f { // long tag, X.690 §8.1.2.4
		for n := 0; ; n++ {
			if b, ok = next(); !ok || b&0x80 == 0 {
				break
			}
			if n > 4 {
				return nil, 0, errors.New("a tag number is too big")
			}
		}
	}
	if id = r.in[start:r.at]; !ok {
		return nil, 0, errors.New("an element is cut off")
	}
	b, ok = next()
	switch {
	case !ok:
		return nil, 0, errors.New("a length is cut off")
	case b < 0x80:
		length = int(b)
	case b == 0x80:
		return id, -1, nil
	default:
		for n := b & 0x7f; n > 0; n-- {
			if b, ok = next(); !ok || length > len(r.in) {
				return nil, 0, errors.New("a length is longer than what is there")
			}
			length = length<<8 | int(b)
		}
	}
	if length > len(r.in)-r.at {
		return nil, 0, fmt.Errorf("an element of %d bytes has only %d", length, len(r.in)-r.at)
	}
	return id, length, nil
}

// element reads one element with all below it.
func (r *berReader) element(depth int) (e element, err error) {
	if r.nodes++; depth > maxDepth || r.nodes > maxNodes {
		return e, errors.New("it is nested too deeply or has too many parts")
	}
	id, length, err := r.header()
	if err != nil {
		return e, err
	}
	e.id = id
	if id[0]&0x20 == 0 {
		if length < 0 {
			return e, errors.New("an element without parts has no length")
		}
		e.content = r.in[r.at : r.at+length]
		e.size = length
		r.at += length
		return e, nil
	}
	outer := r.in
	if length >= 0 {
		r.in = r.in[:r.at+length] // no child reaches beyond its parent
	}
	for length < 0 || r.at < len(r.in) {
		if length < 0 && r.at+2 <= len(r.in) && r.in[r.at] == 0 && r.in[r.at+1] == 0 {
			r.at += 2
			break
		}
		child, err := r.element(depth + 1)
		if err != nil {
			return e, err
		}
		e.children = append(e.children, child)
	}
	r.in = outer
	return e, e.join()
}

// join makes one piece of an octet string in several, and sums up the size.
func (e *element) join() error {
	if e.id[0] == 0x24 { // universal, constructed, OCTET STRING
		for _, c := range e.children {
			if c.id[0] != 0x04 {
				return errors.New("a piece of an octet string is none itself")
			}
			e.content = append(e.content, c.content...)
		}
		e.id, e.children, e.size = []byte{0x04}, nil, len(e.content)
		return nil
	}
	for _, c := range e.children {
		e.size += len(c.id) + lengthSize(c.size) + c.size
	}
	return nil
}

func (e *element) encode(out []byte) []byte {
	out = append(out, e.id...)
	if e.size < 0x80 {
		out = append(out, byte(e.size))
	} else {
		n := lengthSize(e.size) - 1
		out = append(out, 0x80|byte(n))
		for n--; n >= 0; n-- {
			out = append(out, byte(e.size>>(8*n)))
		}
	}
	out = append(out, e.content...)
	for i := range e.children {
		out = e.children[i].encode(out)
	}
	return out
}

// lengthSize is how many bytes a shortest length takes.
func lengthSize(n int) int {
	size := 1
	if n >= 0x80 {
		for ; n > 0; n >>= 8 {
			size++
		}
	}
	return size
}
