package ole

import (
	"errors"
	"fmt"
	"time"
	"unicode/utf16"
)

// Type says what a directory entry is.
type Type byte

// The types of entries. [MS-CFB] §2.6.1
const (
	Unused  Type = 0
	Storage Type = 1
	Stream  Type = 2
	Root    Type = 5
)

// Entry is one storage or stream.
type Entry struct {
	Name string // as it stands: many begin with a control character
	Path string // names from the root down, joined with "/"; empty for the root
	Type Type
	// CLSID is the class of a storage as "{00020906-0000-0000-C000-000000000046}";
	// empty where it is all zero.
	CLSID             string
	Created, Modified time.Time // of a storage, UTC; zero where none is stated
	Size              int64     // of a stream, as the directory says
	Lost              bool      // the tree does not reach it
	Children          []*Entry  // in the order of the tree

	number             int
	class              [16]byte
	start              uint32
	left, right, child uint32
	mini               bool
	chain              []uint32
	there              int64 // bytes of its chain
}

const entrySize = 128

// Length is the bytes of a stream that are there, at most Size.
func (e *Entry) Length() int64 { return min(e.Size, e.there) }

// readDirectory reads all entries, then the tree, then the chains of streams.
func (f *File) readDirectory() error {
	raw := f.join(f.chain(le32(f.content, 48), -1, "directory"))
	var all []*Entry
	for at := 0; at+entrySize <= len(raw); at += entrySize {
		all = append(all, f.parseEntry(raw[at:at+entrySize], len(all)))
	}
	if len(all) == 0 {
		return errors.New("a compound file whose directory is not there")
	}
	f.Root = all[0]
	if f.Root.Type != Root {
		f.problem("tree", "directory", "its first entry is not the root; it is taken for it")
		f.Root.Type = Root
	}
	f.byPath = make(map[string]*Entry, len(all))
	reached := make([]bool, len(all))
	reached[0] = true
	f.Entries = append(f.Entries, f.Root)
	f.walkTree(all, f.Root, reached, 1)
	for i, e := range all {
		if !reached[i] && (e.Type == Storage || e.Type == Stream) {
			e.Lost, e.Path = true, fmt.Sprintf("lost entry %d %s", i, Printable(e.Name))
			f.Entries = append(f.Entries, e)
			f.problem("tree", "directory", fmt.Sprintf("the tree does not reach entry %d %q", i, e.Name))
		}
	}
	f.byPath[""] = f.Root
	for _, e := range f.Entries {
		if _, taken := f.byPath[e.Path]; taken && e != f.Root {
			f.problem("tree", "directory", fmt.Sprintf("two entries are called %q", e.Path))
			continue
		}
		f.byPath[e.Path] = e
	}
	f.readChains()
	return nil
}

// parseEntry reads one entry of 128 bytes. [MS-CFB] §2.6.1
func (f *File) parseEntry(b []byte, number int) *Entry {
	length := min(int(le16(b, 64)), 64)
	units := make([]uint16, 0, 32)
	for i := 0; i+2 <= length; i += 2 {
		if u := le16(b, i); u != 0 {
			units = append(units, u)
		}
	}
	e := &Entry{
		number: number, Name: string(utf16.Decode(units)), Type: Type(b[66]), CLSID: GUID(b[80:96]), class: [16]byte(b[80:96]),
		left: le32(b, 68), right: le32(b, 72), child: le32(b, 76), start: le32(b, 116),
		Created: FileTime(le64(b, 100)), Modified: FileTime(le64(b, 108)), Size: int64(le32(b, 120)),
	}
	if f.Version >= 4 {
		e.Size = int64(min(le64(b, 120), 1<<62))
	}
	return e
}

// walkTree puts the siblings below parent in order and goes on with their
// children. Each entry is visited once, so a loop ends.
func (f *File) walkTree(all []*Entry, parent *Entry, reached []bool, depth int) {
	if depth > MaxDepth {
		f.problem("tree", Printable(parent.Path), fmt.Sprintf("storages lie deeper than %d; what is below is taken as lost", MaxDepth))
		return
	}
	visit := func(n uint32) *Entry {
		if n == noEntry {
			return nil
		}
		if int64(n) >= int64(len(all)) || reached[n] || all[n].Type == Unused {
			f.problem("tree", Printable(parent.Path), fmt.Sprintf("the tree leads to entry %d, which is not there, free, or already in it", n))
			return nil
		}
		reached[n] = true
		return all[n]
	}
	var stack []*Entry
	for e := visit(parent.child); e != nil || len(stack) > 0; {
		for ; e != nil; e = visit(e.left) {
			stack = append(stack, e)
		}
		e = stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		parent.Children = append(parent.Children, e)
		e = visit(e.right)
	}
	for _, e := range parent.Children {
		if e.Path = e.Name; parent.Path != "" {
			e.Path = parent.Path + "/" + e.Name
		}
		f.Entries = append(f.Entries, e)
		if e.Type == Storage {
			f.walkTree(all, e, reached, depth+1)
		}
	}
}

// readChains follows the chains of all streams: large ones first, as the
// mini stream is one of these. [MS-CFB] §2.4
func (f *File) readChains() {
	f.Root.chain = f.chain(f.Root.start, f.Root.Size, "mini stream")
	f.mini = f.join(f.Root.chain)
	f.mini = f.mini[:min(int64(len(f.mini)), f.Root.Size)]
	raw := f.join(f.chain(le32(f.content, 60), -1, "mini FAT"))
	for ; len(raw) >= 4; raw = raw[4:] {
		f.minifat = append(f.minifat, le32(raw, 0))
	}
	f.usedMini = make([]bool, len(f.minifat))
	seen := make([]uint32, len(f.minifat))
	for _, e := range f.Entries {
		if e.Type != Stream || e.Size == 0 {
			continue
		}
		before := len(f.Problems)
		unit := f.SectorSize
		if e.mini = e.Size < int64(f.Cutoff); e.mini {
			e.chain, unit = f.miniChain(e.start, e.Size, seen, uint32(e.number)+1, Printable(e.Path)), f.MiniSize
		} else {
			e.chain = f.chain(e.start, e.Size, Printable(e.Path))
		}
		e.there = int64(len(e.chain) * unit)
		if e.there < e.Size && len(f.Problems) == before {
			f.problem("damaged", Printable(e.Path), fmt.Sprintf("its chain ends after %d of %d bytes", e.there, e.Size))
		}
	}
}
