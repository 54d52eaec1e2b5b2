// Package ole reads compound files, the container of Office 97–2003 documents,
// Outlook messages, Visio and Publisher files, and encrypted OOXML. It follows
// [MS-CFB]. Beside the streams it gives what tools that only want the streams
// leave out: class identifiers and times of storages, entries that the tree
// no longer reaches, chains that cycle or overlap, and the bytes that stand in
// free sectors and behind the ends of streams, where former content survives.
//
// Damaged files are read as far as their tables reach; what was lost is a
// Problem. Nothing is guessed: where the sector table is gone, so is the rest
// of the stream. The container cannot show who wrote which of its bytes.
package ole

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// Bounds on work; memory is bounded by the file's own size.
const (
	MaxDepth = 64 // storages within storages
	maxWalk  = 8  // times that the file's sectors may be visited by all chains together
)

// Special values in sector tables. [MS-CFB] §2.1
const (
	maxSector  = 0xFFFFFFFA
	difatMark  = 0xFFFFFFFC
	fatMark    = 0xFFFFFFFD
	endOfChain = 0xFFFFFFFE
	free       = 0xFFFFFFFF
	noEntry    = 0xFFFFFFFF
)

const headerSize = 512

var magic = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// Is says whether content begins as a compound file does.
func Is(content []byte) bool { return bytes.HasPrefix(content, magic) }

// File is an open compound file. It keeps content and hands out parts of it:
// neither may be written to.
type File struct {
	Version    int // 3 (sectors of 512 bytes) or 4 (of 4096)
	SectorSize int
	MiniSize   int // of sectors for small streams: 64
	Cutoff     int // streams below this length stand in mini sectors: 4096
	Root       *Entry
	// Entries are all storages and streams: those that the tree reaches in its
	// order, then those that it does not (Lost).
	Entries  []*Entry
	Problems []Problem

	content  []byte
	sectors  int
	fat      []uint32
	minifat  []uint32
	mini     []byte
	used     []bool // sectors that something refers to
	usedMini []bool
	seen     []uint32 // the last chain that visited a sector
	walks    uint32
	budget   int
	byPath   map[string]*Entry
}

// Problem is something wrong with the container: the kinds are "damaged"
// (something could not be read), "overlap", "cycle" and "tree".
type Problem struct {
	Kind  string
	Where string
	Why   string
}

// Open reads the tables of a compound file. It fails only where content is no
// compound file at all; damage is told in Problems.
func Open(content []byte) (*File, error) {
	if !Is(content) {
		return nil, fmt.Errorf("not a compound file: it begins with %q", content[:min(8, len(content))])
	}
	if len(content) < headerSize {
		return nil, errors.New("a compound file cut off inside its header")
	}
	f := &File{content: content, Version: int(le16(content, 26)), MiniSize: 64, Cutoff: int(le32(content, 56))}
	switch shift := le16(content, 30); shift {
	case 9, 12:
		f.SectorSize = 1 << shift
	default:
		return nil, fmt.Errorf("a compound file of sectors of 2^%d bytes, which no version has", shift)
	}
	if shift := le16(content, 32); shift != 6 {
		f.problem("damaged", "header", fmt.Sprintf("mini sectors of 2^%d bytes are stated; 64 are taken", shift))
	}
	if f.Cutoff != 4096 {
		f.problem("damaged", "header", fmt.Sprintf("a mini stream cutoff of %d is stated; 4096 is taken", f.Cutoff))
		f.Cutoff = 4096
	}
	f.sectors = max(0, (len(content)-f.SectorSize+f.SectorSize-1)/f.SectorSize)
	f.used, f.seen = make([]bool, f.sectors), make([]uint32, f.sectors)
	f.budget = maxWalk * (f.sectors + 1)
	f.readFAT()
	return f, f.readDirectory()
}

func (f *File) problem(kind, where, why string) {
	f.Problems = append(f.Problems, Problem{kind, where, why})
}

// sector gives the bytes of one sector; the file's last may be short.
func (f *File) sector(n uint32) []byte {
	if int64(n) >= int64(f.sectors) {
		return nil
	}
	from := (int(n) + 1) * f.SectorSize
	return f.content[from:min(from+f.SectorSize, len(f.content))]
}

// readFAT collects the sector table from the sectors that header and DIFAT
// list. [MS-CFB] §2.5
func (f *File) readFAT() {
	list := f.content[76:headerSize]
	f.fatSectors(list)
	next := le32(f.content, 68)
	for next < maxSector {
		s := f.sector(next)
		if len(s) < f.SectorSize {
			f.problem("damaged", "DIFAT", fmt.Sprintf("its sector %d lies outside the file", next))
			return
		}
		if f.used[next] {
			f.problem("cycle", "DIFAT", fmt.Sprintf("its sector %d comes twice", next))
			return
		}
		f.used[next] = true
		f.fatSectors(s[:f.SectorSize-4])
		next = le32(s, f.SectorSize-4)
	}
}

// fatSectors adds the table sectors that list names; each is taken once.
func (f *File) fatSectors(list []byte) {
	for ; len(list) >= 4; list = list[4:] {
		n := binary.LittleEndian.Uint32(list)
		if n >= maxSector {
			continue
		}
		s := f.sector(n)
		if s == nil || f.used[n] {
			f.problem("damaged", "FAT", fmt.Sprintf("its sector %d lies outside the file or is listed twice", n))
			if len(f.fat) >= f.sectors {
				continue
			}
			for range f.SectorSize / 4 {
				f.fat = append(f.fat, free)
			}
			continue
		}
		f.used[n] = true
		for i := range f.SectorSize / 4 {
			entry := uint32(free)
			if i*4+4 <= len(s) {
				entry = le32(s, i*4)
			}
			f.fat = append(f.fat, entry)
		}
	}
}

func le16(b []byte, at int) uint16 { return binary.LittleEndian.Uint16(b[at:]) }
func le32(b []byte, at int) uint32 { return binary.LittleEndian.Uint32(b[at:]) }
func le64(b []byte, at int) uint64 { return binary.LittleEndian.Uint64(b[at:]) }
