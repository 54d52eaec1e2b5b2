package dkim

import (
	"hash/maphash"

	"assay/mail"
)

// fieldIndex finds the fields of a header by name, from the lowest up, so that
// neither many names nor many fields make a search long. It is a hash table
// over the header itself: no name is copied.
type fieldIndex struct {
	header []mail.Field
	table  []int32 // 0, or 1 + the number of a name
	lowest []int32 // by number of a name: offset in header of its lowest field
	count  []int32 // by number of a name: how many fields have it
	above  []int32 // of each field, the next one of its name; -1 at the top
}

// nameSeed keeps the maker of a header from choosing names that collide.
var nameSeed = maphash.MakeSeed()

func newFieldIndex(header []mail.Field) *fieldIndex {
	size := 16
	for size < 2*len(header) {
		size *= 2
	}
	n := len(header)
	room := make([]int32, size+3*n)
	x := &fieldIndex{header: header, table: room[:size], above: room[size : size+n]}
	x.lowest, x.count = room[size+n:size+n:size+2*n], room[size+2*n:size+2*n]
	var short [64]byte
	name := short[:0]
	for i, f := range header {
		if f.Junk() {
			continue
		}
		name = f.AppendLowerName(name[:0])
		at := x.find(name)
		if x.table[at] == 0 {
			x.lowest, x.count = append(x.lowest, -1), append(x.count, 0)
			x.table[at] = int32(len(x.lowest))
		}
		n := x.table[at] - 1
		x.above[i], x.lowest[n] = x.lowest[n], int32(i)
		x.count[n]++
	}
	return x
}

// find is the place in the table where a name in lower case stands, or would.
func (x *fieldIndex) find(name []byte) int {
	mask := len(x.table) - 1
	at := int(maphash.Bytes(nameSeed, name)) & mask
	for x.table[at] != 0 && !x.header[x.lowest[x.table[at]-1]].Is(string(name)) {
		at = (at + 1) & mask
	}
	return at
}

// number is the number of a name in lower case; known is false where no field
// has it.
func (x *fieldIndex) number(name string) (n int32, known bool) {
	n = x.table[x.find([]byte(name))] - 1
	return n, n >= 0
}

// pick picks the instances that names stand for, each name the lowest that is
// not taken yet; a name that finds none stands for nothing. RFC 6376 §5.4.2
func (x *fieldIndex) pick(names []string) []mail.Field {
	picked := make([]mail.Field, 0, len(names))
	for _, at := range x.slots(names) {
		if at >= 0 {
			picked = append(picked, x.header[at])
		}
	}
	return picked
}

// slots are the offsets in the header of the fields that names stand for, -1
// for a name that finds none.
func (x *fieldIndex) slots(names []string) []int {
	list := make([]int, len(names))
	next := append([]int32(nil), x.lowest...)
	for i, name := range names {
		list[i] = -1
		if n, known := x.number(name); known && next[n] >= 0 {
			list[i] = int(next[n])
			next[n] = x.above[next[n]]
		}
	}
	return list
}
