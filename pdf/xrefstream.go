package pdf

import "fmt"

// xrefStream reads the cross-reference stream whose object begins at offset at.
// ISO 32000-2 §7.5.8.
func (f *File) xrefStream(at int) (*section, error) {
	d, err := f.definition(at)
	if err != nil {
		return nil, err
	}
	s, ok := d.Value.(*Stream)
	if !ok || s.Dict.Get("Type") != Name("XRef") {
		return nil, fmt.Errorf("no cross-reference stream begins at offset %d", at)
	}
	length, direct := s.Dict.Get("Length").(int64)
	if !direct {
		length = -1
	}
	to, _ := f.extent(s.From, int(length))
	data, err := f.filtered(s.Dict, f.content[s.From:to], directOnly)
	if err != nil && len(data) == 0 {
		return nil, fmt.Errorf("cross-reference stream at offset %d: %w", at, err)
	}
	out := &section{at: at, end: f.endOfObject(to), stream: true, entries: map[int]entry{}, trailer: s.Dict}
	if err := out.unpack(data); err != nil {
		return nil, fmt.Errorf("cross-reference stream at offset %d: %w", at, err)
	}
	return out, nil
}

// maxField bounds the bytes of one field of an entry.
const maxField = 8

// unpack reads the entries of data.
func (s *section) unpack(data []byte) error {
	widths, ok := s.trailer.Get("W").(Array)
	if !ok || len(widths) < 3 {
		return fmt.Errorf("/W is no array of three numbers")
	}
	var w [3]int
	for i := range w {
		n, ok := widths[i].(int64)
		if !ok || n < 0 || n > maxField {
			return fmt.Errorf("/W holds %v", widths[i])
		}
		w[i] = int(n)
	}
	size := w[0] + w[1] + w[2]
	if size == 0 {
		return fmt.Errorf("/W is all zero")
	}
	for _, r := range s.ranges() {
		for number := r[0]; number < r[0]+r[1] && len(data) >= size && number <= maxNumber; number++ {
			s.put(number, data[:size], w)
			data = data[size:]
		}
	}
	return nil
}

// ranges are the pairs of /Index, or all of /Size.
func (s *section) ranges() (list [][2]int) {
	index, ok := s.trailer.Get("Index").(Array)
	if !ok {
		size, _ := s.trailer.Get("Size").(int64)
		return [][2]int{{0, clamp(size)}}
	}
	for i := 0; i+1 < len(index); i += 2 {
		start, ok1 := index[i].(int64)
		count, ok2 := index[i+1].(int64)
		if ok1 && ok2 && start >= 0 && count > 0 {
			list = append(list, [2]int{clamp(start), clamp(count)})
		}
	}
	return list
}

func clamp(n int64) int { return int(max(0, min(n, maxNumber+1))) }

func (s *section) put(number int, b []byte, w [3]int) {
	var field [3]int
	for i, width := range w {
		n := uint64(0)
		for _, c := range b[:width] {
			n = n<<8 | uint64(c)
		}
		field[i] = int(min(n, 1<<40))
		b = b[width:]
	}
	if w[0] == 0 {
		field[0] = 1
	}
	switch field[0] {
	case 0:
		s.entries[number] = entry{kind: free, offset: field[1], generation: min(field[2], maxGeneration)}
	case 1:
		if field[1] > 0 {
			s.entries[number] = entry{kind: plain, offset: field[1], generation: min(field[2], maxGeneration)}
		}
	case 2:
		s.entries[number] = entry{kind: packed, offset: field[1], generation: field[2]}
	}
}
