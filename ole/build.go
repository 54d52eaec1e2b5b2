package ole

import (
	"encoding/binary"
	"slices"
	"strings"
	"time"
	"unicode/utf16"
)

// Node is a storage (Data nil) or stream for Build.
type Node struct {
	Name              string
	CLSID             [16]byte
	Created, Modified time.Time
	Data              []byte
	Children          []Node
}

// Build writes a compound file of version 3. It serves to hand on a storage
// inside a document as a file of its own, and to make samples.
func Build(root Node) []byte {
	b := &builder{}
	root.Name = "Root Entry"
	b.add(root, 5)
	for i := range b.nodes {
		if data := b.nodes[i].Data; len(data) > 0 && len(data) < 4096 && i > 0 {
			b.starts[i] = uint32(len(b.mini) / 64)
			b.mini = append(b.mini, pad(data, 64)...)
			b.minifat = link(b.minifat, (len(data)+63)/64)
		}
	}
	for i := range b.nodes {
		if data := b.nodes[i].Data; len(data) >= 4096 {
			b.starts[i] = b.place(data)
		}
	}
	b.starts[0], b.sizes[0] = b.place(b.mini), uint32(len(b.mini))
	minifat := b.place(words(b.minifat))
	directory := b.place(b.directory())
	return b.finish(directory, minifat)
}

type builder struct {
	nodes   []Node
	types   []byte
	links   [][3]uint32 // left, right, child
	starts  []uint32
	sizes   []uint32
	mini    []byte
	minifat []uint32
	body    []byte
	fat     []uint32
}

// add appends n and what is below it, and gives its number.
func (b *builder) add(n Node, kind byte) uint32 {
	number := uint32(len(b.nodes))
	b.nodes, b.types = append(b.nodes, n), append(b.types, kind)
	b.links, b.starts = append(b.links, [3]uint32{noEntry, noEntry, noEntry}), append(b.starts, endOfChain)
	b.sizes = append(b.sizes, uint32(len(n.Data)))
	children := slices.Clone(n.Children)
	slices.SortStableFunc(children, func(x, y Node) int {
		if d := len(utf16.Encode([]rune(x.Name))) - len(utf16.Encode([]rune(y.Name))); d != 0 {
			return d
		}
		return strings.Compare(strings.ToUpper(x.Name), strings.ToUpper(y.Name))
	})
	b.links[number][2] = b.tree(children)
	return number
}

// tree makes a balanced tree of siblings, ordered as [MS-CFB] §2.6.4 asks.
func (b *builder) tree(list []Node) uint32 {
	if len(list) == 0 {
		return noEntry
	}
	mid := len(list) / 2
	kind := byte(Storage)
	if list[mid].Data != nil {
		kind = byte(Stream)
	}
	number := b.add(list[mid], kind)
	left, right := b.tree(list[:mid]), b.tree(list[mid+1:])
	b.links[number][0], b.links[number][1] = left, right
	return number
}

// place appends data in whole sectors and gives its first.
func (b *builder) place(data []byte) uint32 {
	if len(data) == 0 {
		return endOfChain
	}
	start := uint32(len(b.body) / 512)
	b.body = append(b.body, pad(data, 512)...)
	b.fat = link(b.fat, (len(data)+511)/512)
	return start
}

func (b *builder) directory() []byte {
	var out []byte
	for i, n := range b.nodes {
		e := make([]byte, entrySize)
		name := utf16.Encode([]rune(n.Name))
		name = name[:min(len(name), 31)]
		for j, u := range name {
			binary.LittleEndian.PutUint16(e[2*j:], u)
		}
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66], e[67] = b.types[i], 1
		for j, l := range b.links[i] {
			binary.LittleEndian.PutUint32(e[68+4*j:], l)
		}
		copy(e[80:], n.CLSID[:])
		binary.LittleEndian.PutUint64(e[100:], fileTime(n.Created))
		binary.LittleEndian.PutUint64(e[108:], fileTime(n.Modified))
		binary.LittleEndian.PutUint32(e[116:], b.starts[i])
		binary.LittleEndian.PutUint32(e[120:], b.sizes[i])
		out = append(out, e...)
	}
	for len(out)%512 != 0 { // free entries refer to nothing
		e := make([]byte, entrySize)
		copy(e[68:80], strings.Repeat("\xFF", 12))
		out = append(out, e...)
	}
	return out
}

// finish adds the sector tables and the header. [MS-CFB] §2.2
func (b *builder) finish(directory, minifat uint32) []byte {
	data := len(b.fat)
	fats, difats := 0, 0
	for {
		f := (data + fats + difats + 127) / 128
		d := (max(0, f-109) + 126) / 127
		if f == fats && d == difats {
			break
		}
		fats, difats = f, d
	}
	var list []uint32
	for i := range fats {
		list = append(list, uint32(data+i))
		b.fat = append(b.fat, fatMark)
	}
	for range difats {
		b.fat = append(b.fat, difatMark)
	}
	for len(b.fat)%128 != 0 {
		b.fat = append(b.fat, free)
	}
	h := make([]byte, headerSize)
	copy(h, magic)
	for at, v := range map[int]uint16{24: 0x3E, 26: 3, 28: 0xFFFE, 30: 9, 32: 6} {
		binary.LittleEndian.PutUint16(h[at:], v)
	}
	firstDifat := uint32(endOfChain)
	if difats > 0 {
		firstDifat = uint32(data + fats)
	}
	for at, v := range map[int]uint32{44: uint32(fats), 48: directory, 56: 4096, 60: minifat, 64: uint32((len(b.minifat) + 127) / 128), 68: firstDifat, 72: uint32(difats)} {
		binary.LittleEndian.PutUint32(h[at:], v)
	}
	head := slices.Clone(list[:min(109, len(list))])
	for len(head) < 109 {
		head = append(head, free)
	}
	copy(h[76:], words(head))
	out := append(append(h, b.body...), words(b.fat)...)
	return append(out, difat(list[min(109, len(list)):], uint32(data+fats))...)
}

// difat lays out the rest of the list of table sectors, 127 a sector.
func difat(list []uint32, first uint32) (out []byte) {
	for i := uint32(1); len(list) > 0; i++ {
		n := min(127, len(list))
		part := slices.Clone(list[:n])
		for len(part) < 127 {
			part = append(part, free)
		}
		next := first + i
		if list = list[n:]; len(list) == 0 {
			next = endOfChain
		}
		out = append(out, words(append(part, next))...)
	}
	return out
}

func link(table []uint32, n int) []uint32 {
	for i := range n {
		next := uint32(len(table) + 1)
		if i == n-1 {
			next = endOfChain
		}
		table = append(table, next)
	}
	return table
}

func words(list []uint32) []byte {
	out := make([]byte, 0, 4*len(list))
	for _, v := range list {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}

func pad(data []byte, unit int) []byte {
	return append(slices.Clone(data), make([]byte, (unit-len(data)%unit)%unit)...)
}

func fileTime(t time.Time) uint64 {
	if t.IsZero() {
		return 0
	}
	return uint64(t.Unix()+11_644_473_600)*10_000_000 + uint64(t.Nanosecond()/100)
}
