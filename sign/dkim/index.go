package dkim

import "assay/mail"

// fieldIndex finds the fields of a header by name, from the lowest up, so that
// neither many names nor many fields make a search long.
type fieldIndex struct {
	header []mail.Field
	slot   map[string]int // name in lower case -> its place in lowest and count
	lowest []int          // offset in header of the lowest field of that name
	count  []int          // how many there are
	above  []int          // for each field, the next one of its name; -1 at the top
}

func newFieldIndex(header []mail.Field) *fieldIndex {
	x := &fieldIndex{header: header, slot: make(map[string]int, len(header)), above: make([]int, len(header))}
	var buf []byte
	for i, f := range header {
		if f.Junk() {
			continue
		}
		buf = f.AppendLowerName(buf[:0])
		n, known := x.slot[string(buf)]
		if !known {
			n = len(x.lowest)
			x.slot[string(buf)] = n
			x.lowest, x.count = append(x.lowest, -1), append(x.count, 0)
		}
		x.above[i], x.lowest[n] = x.lowest[n], i
		x.count[n]++
	}
	return x
}

// pick picks the instances that names stand for, each name the lowest that is
// not taken yet; a name that finds none stands for nothing. RFC 6376 §5.4.2
func (x *fieldIndex) pick(names []string) []mail.Field {
	picked := make([]mail.Field, 0, len(names))
	next := append([]int(nil), x.lowest...)
	for _, name := range names {
		if n, known := x.slot[name]; known && next[n] >= 0 {
			picked = append(picked, x.header[next[n]])
			next[n] = x.above[next[n]]
		}
	}
	return picked
}
