package dkim

import (
	"assay/mail"
)

// fieldIndex finds the fields of a header by name, from the lowest up, so that
// neither many names nor many fields make a search long.
type fieldIndex struct {
	header []mail.Field
	lowest map[string]int // name in lower case -> offset in header
	above  []int          // offset of the next field of the same name; -1 at the top
}

func newFieldIndex(header []mail.Field) *fieldIndex {
	x := &fieldIndex{header: header, lowest: make(map[string]int, len(header)), above: make([]int, len(header))}
	var buf []byte
	for i, f := range header {
		if f.Junk() {
			continue
		}
		buf = f.AppendLowerName(buf[:0])
		x.above[i] = -1
		if below, ok := x.lowest[string(buf)]; ok {
			x.above[i] = below
		}
		x.lowest[string(buf)] = i
	}
	return x
}

// count is how many fields are called name.
func (x *fieldIndex) count(name string) (n int) {
	i, ok := x.lowest[name]
	for ; ok && i >= 0; i = x.above[i] {
		n++
	}
	return n
}

// pick picks the instances that names stand for, each name the lowest that is
// not taken yet; a name that finds none stands for nothing. RFC 6376 §5.4.2
func (x *fieldIndex) pick(names []string) []mail.Field {
	picked := make([]mail.Field, 0, len(names))
	next := make(map[string]int, len(names))
	for _, name := range names {
		i, asked := next[name]
		if !asked {
			lowest, present := x.lowest[name]
			if i = lowest; !present {
				i = -1
			}
		}
		if i >= 0 {
			picked = append(picked, x.header[i])
			i = x.above[i]
		}
		next[name] = i
	}
	return picked
}
