package slides

import (
	"errors"
	"fmt"
	"slices"

	"assay/ole"
)

const maxSaves = 4096

// save is one save of a presentation. Each adds what changed to the end of the
// stream and leaves the former state where it was. [MS-PPT] §2.3.3
type save struct {
	offset, directory int
	document          uint32 // number of the document in the directory
	version           string // of the programme's format
	offsets           map[uint32]int
}

// readSaves follows the saves from the newest to the oldest. An error tells
// why the chain ends before its end; what was read comes with it.
func readSaves(stream []byte, newest int) (list []save, err error) {
	visited := map[int]bool{}
	entries := 0
	if newest == 0 && len(stream) > 0 {
		return nil, errors.New("no last save is named")
	}
	for offset := newest; offset != 0; {
		if visited[offset] || len(list) >= maxSaves {
			return list, fmt.Errorf("the chain of saves returns to offset %d, or is longer than %d", offset, maxSaves)
		}
		visited[offset] = true
		r, _, ok := at(stream, offset)
		if !ok || r.kind != tEdit || len(r.body) < 28 {
			return list, fmt.Errorf("no save stands at offset %d", offset)
		}
		s := newSave(r)
		if entries += s.readDirectory(stream); entries > len(stream) {
			return list, fmt.Errorf("the directories of %d saves name more than the stream can hold", len(list))
		}
		list = append(list, s)
		offset = int(ole.U32(r.body, 8))
	}
	return list, nil
}

func newSave(r record) save {
	return save{
		offset: r.offset, directory: int(ole.U32(r.body, 12)), document: ole.U32(r.body, 16),
		version: fmt.Sprintf("%d.%d", r.body[7], r.body[6]), offsets: map[uint32]int{},
	}
}

// scanSaves finds saves without the chain, the last in the stream first.
func scanSaves(stream []byte) (list []save) {
	entries := 0
	for offset := 0; len(list) < maxSaves; {
		r, after, ok := at(stream, offset)
		if !ok {
			break
		}
		if offset = after; r.kind == tEdit && len(r.body) >= 28 {
			s := newSave(r)
			if entries += s.readDirectory(stream); entries > len(stream) {
				break
			}
			list = append(list, s)
		}
	}
	slices.Reverse(list)
	return list
}

// readDirectory reads where a save put things, by number. [MS-PPT] §2.3.4
func (s *save) readDirectory(stream []byte) (entries int) {
	r, _, ok := at(stream, s.directory)
	if !ok || r.kind != tDirectory {
		return 0
	}
	for b := r.body; len(b) >= 4; {
		head := ole.U32(b, 0)
		first, count := head&0xFFFFF, int(head>>20)
		b = b[4:]
		for i := 0; i < count && len(b) >= 4; i++ {
			s.offsets[first+uint32(i)] = int(ole.U32(b, 0))
			b = b[4:]
			entries++
		}
	}
	return entries
}

// current is where everything stands now: the newest save that names it wins.
func current(saves []save) map[uint32]int {
	all := map[uint32]int{}
	for i := len(saves) - 1; i >= 0; i-- {
		for number, offset := range saves[i].offsets {
			all[number] = offset
		}
	}
	return all
}
