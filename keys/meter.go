package keys

import (
	"bytes"
	"fmt"
	"io"
)

// maxAhead is how many bytes a decoder may take in before it gives an entry of
// the archive: the bound on the size of one.
const maxAhead = 2 << 20

// meter passes bytes on to a JSON decoder. It knows on which line the decoder
// stands, and stops it where it would take in more than an entry may have.
type meter struct {
	r        io.Reader
	read     int64   // bytes passed on
	done     int64   // bytes that the decoder has dealt with
	line     int     // of done, from 1
	newlines []int64 // offsets of line ends between done and read
}

// Read implements io.Reader.
func (m *meter) Read(p []byte) (int, error) {
	if m.read-m.done > maxAhead {
		return 0, fmt.Errorf("an entry has over %d bytes", maxAhead)
	}
	n, err := m.r.Read(p)
	for i := 0; i < n; i++ {
		next := bytes.IndexByte(p[i:n], '\n')
		if next < 0 {
			break
		}
		i += next
		m.newlines = append(m.newlines, m.read+int64(i))
	}
	m.read += int64(n)
	return n, err
}

// settle says that the decoder has dealt with all before offset.
func (m *meter) settle(offset int64) {
	m.done = offset
	n := 0
	for n < len(m.newlines) && m.newlines[n] < offset {
		n++
	}
	m.line += n
	m.newlines = m.newlines[n:]
}
