package ole

import "fmt"

// chain follows a chain of sectors until need bytes are there; need < 0 means
// to its end. It stops, and says so, where the chain leaves the file, returns
// to itself, or where all chains together have visited too much.
func (f *File) chain(start uint32, need int64, where string) (list []uint32) {
	f.walks++
	overlap := false
	size := int64(f.SectorSize)
	for n := start; n != endOfChain; n = f.fat[n] {
		if need >= 0 && int64(len(list))*size >= need {
			break
		}
		switch {
		case f.budget <= 0:
			f.problem("cycle", where, "the chains of this file visit its sectors more often than is followed; the rest of this one is not read")
			return list
		case int64(n) >= int64(f.sectors) || int64(n) >= int64(len(f.fat)):
			f.problem("damaged", where, fmt.Sprintf("its chain leads to sector %#x, which is not there; %d sectors were read", n, len(list)))
			return list
		case f.seen[n] == f.walks:
			f.problem("cycle", where, fmt.Sprintf("its chain returns to sector %d after %d sectors", n, len(list)))
			return list
		}
		overlap = overlap || f.used[n]
		f.seen[n], f.used[n] = f.walks, true
		f.budget--
		list = append(list, n)
	}
	if overlap {
		f.problem("overlap", where, "it shares sectors with another stream or table")
	}
	return list
}

// join gives the bytes of a chain: a part of the file where its sectors follow
// each other, else a copy.
func (f *File) join(list []uint32) []byte {
	if len(list) == 0 {
		return nil
	}
	contiguous := true
	for i := 1; i < len(list) && contiguous; i++ {
		contiguous = list[i] == list[i-1]+1
	}
	if contiguous {
		from := (int(list[0]) + 1) * f.SectorSize
		to := min(from+len(list)*f.SectorSize, len(f.content))
		return f.content[from:to:to]
	}
	out := make([]byte, 0, len(list)*f.SectorSize)
	for _, n := range list {
		out = append(out, f.sector(n)...)
	}
	return out
}

// miniChain is chain for sectors of the mini stream. It has no budget of its
// own: each visit of a sector counts as an eighth of a large one.
func (f *File) miniChain(start uint32, need int64, seen []uint32, walk uint32, where string) (list []uint32) {
	overlap := false
	for n := start; n != endOfChain && int64(len(list)*f.MiniSize) < need; n = f.minifat[n] {
		switch {
		case f.budget <= 0:
			f.problem("cycle", where, "the chains of this file visit its sectors more often than is followed; the rest of this one is not read")
			return list
		case int64(n) >= int64(len(f.minifat)) || int64(n)*int64(f.MiniSize) >= int64(len(f.mini)):
			f.problem("damaged", where, fmt.Sprintf("its chain leads to mini sector %#x, which is not there; %d were read", n, len(list)))
			return list
		case seen[n] == walk:
			f.problem("cycle", where, fmt.Sprintf("its chain returns to mini sector %d after %d", n, len(list)))
			return list
		}
		overlap = overlap || f.usedMini[n]
		seen[n], f.usedMini[n] = walk, true
		if len(list)%8 == 7 {
			f.budget--
		}
		list = append(list, n)
	}
	if overlap {
		f.problem("overlap", where, "it shares mini sectors with another stream")
	}
	return list
}

// joinMini is join for mini sectors.
func (f *File) joinMini(list []uint32) []byte {
	var out []byte
	for _, n := range list {
		from := int(n) * f.MiniSize
		out = append(out, f.mini[from:min(from+f.MiniSize, len(f.mini))]...)
	}
	return out
}

// Data gives the bytes of a stream as far as they are there; nil for storages.
func (f *File) Data(e *Entry) []byte {
	if e == nil || e.Type != Stream {
		return nil
	}
	var data []byte
	if e.mini {
		data = f.joinMini(e.chain)
	} else {
		data = f.join(e.chain)
	}
	size := int(min(e.Size, int64(len(data))))
	return data[:size:size]
}

// Stream gives the bytes of the stream at path ("ObjectPool/_1/\x01Ole10Native");
// nil where there is none.
func (f *File) Stream(path string) []byte { return f.Data(f.byPath[path]) }

// Find gives the entry at path, nil where there is none. The root's path is "".
func (f *File) Find(path string) *Entry { return f.byPath[path] }
