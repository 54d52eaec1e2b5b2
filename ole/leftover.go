package ole

import "bytes"

// Leftover is a stretch of bytes that belongs to no stream and holds
// something. Innocent programmes leave them: deleted objects, former states,
// and whatever stood in memory when a sector was filled up.
type Leftover struct {
	Kind   string // "free", "lost" (taken in the table, by no stream), "slack", "mini", "tail"
	Offset int64  // in the file
	Data   []byte // a part of the file
}

// Leftovers lists what free sectors, sectors that no stream reaches, the ends
// of last sectors and the end of the file hold. Stretches of one repeated byte
// are empty.
func (f *File) Leftovers() (list []Leftover) {
	for n := 0; n < f.sectors; {
		if f.used[n] {
			n++
			continue
		}
		from := n
		kind := f.kindOf(n)
		for n < f.sectors && !f.used[n] && f.kindOf(n) == kind {
			n++
		}
		list = f.leftover(list, kind, (from+1)*f.SectorSize, (n+1)*f.SectorSize)
	}
	for _, e := range f.Entries {
		if len(e.chain) == 0 {
			continue
		}
		if e.mini {
			last := int(e.chain[len(e.chain)-1])*f.MiniSize + (int(e.Size)-1)%f.MiniSize + 1
			list = f.miniLeftover(list, last, f.MiniSize-(int(e.Size)-1)%f.MiniSize-1)
			continue
		}
		end := (int(e.chain[len(e.chain)-1]) + 1) * f.SectorSize
		if over := int64(len(e.chain))*int64(f.SectorSize) - e.Size; over > 0 && over < int64(f.SectorSize) {
			list = f.leftover(list, "slack", end+f.SectorSize-int(over), end+f.SectorSize)
		}
	}
	for n := 0; n < len(f.usedMini); {
		if f.usedMini[n] {
			n++
			continue
		}
		from := n
		for n < len(f.usedMini) && !f.usedMini[n] {
			n++
		}
		list = f.miniLeftover(list, from*f.MiniSize, (n-from)*f.MiniSize)
	}
	return list
}

func (f *File) kindOf(n int) string {
	switch {
	case n >= len(f.fat):
		return "tail"
	case f.fat[n] == free:
		return "free"
	}
	return "lost"
}

func (f *File) leftover(list []Leftover, kind string, from, to int) []Leftover {
	if to = min(to, len(f.content)); from >= to || empty(f.content[from:to]) {
		return list
	}
	return append(list, Leftover{kind, int64(from), f.content[from:to]})
}

// miniLeftover finds the places of a stretch of the mini stream in the file.
func (f *File) miniLeftover(list []Leftover, from, length int) []Leftover {
	for end := min(from+length, len(f.mini)); from < end; {
		within := from % f.SectorSize
		n := min(f.SectorSize-within, end-from)
		at := (int(f.Root.chain[from/f.SectorSize])+1)*f.SectorSize + within
		list = f.leftover(list, "mini", at, at+n)
		from += n
	}
	return list
}

// empty says whether data is one byte repeated.
func empty(data []byte) bool {
	return len(data) == 0 || len(bytes.TrimLeft(data, string(data[:1]))) == 0
}
