package excel

import (
	"strings"

	"assay/ole"
)

// shared reads the shared strings, which run over CONTINUE records: a string
// that is cut there goes on with a flag of its own. The count that the record
// states is not believed. [MS-XLS] §2.4.265
func shared(parts [][]byte) (list []string, whole bool) {
	c := &cursor{parts: parts}
	head := c.take(8)
	if len(head) < 8 {
		return nil, false
	}
	count := ole.U32(head, 4)
	for ; count > 0; count-- {
		text, ok := c.rich()
		if !ok {
			return list, false
		}
		list = append(list, text)
	}
	return list, true
}

// cursor reads over the borders of records.
type cursor struct {
	parts [][]byte
	at    int // in the first part
}

// rest is what the current record still holds; it steps to the next where
// that is nothing.
func (c *cursor) rest() []byte {
	for len(c.parts) > 0 && c.at >= len(c.parts[0]) {
		c.parts, c.at = c.parts[1:], 0
	}
	if len(c.parts) == 0 {
		return nil
	}
	return c.parts[0][c.at:]
}

func (c *cursor) take(n int) []byte {
	b := c.rest()
	b = b[:min(n, len(b))]
	c.at += len(b)
	return b
}

func (c *cursor) skip(n int64) bool {
	for n > 0 {
		b := c.rest()
		if b == nil {
			return false
		}
		step := min(n, int64(len(b)))
		c.at += int(step)
		n -= step
	}
	return true
}

// rich reads one string with formatting. [MS-XLS] §2.5.293
func (c *cursor) rich() (string, bool) {
	head := c.take(3)
	if len(head) < 3 {
		return "", false
	}
	count, flags := int(ole.U16(head, 0)), head[2]
	var after int64
	if flags&8 != 0 {
		after += 4 * int64(ole.U16(c.take(2), 0))
	}
	if flags&4 != 0 {
		after += int64(ole.U32(c.take(4), 0))
	}
	text, ok := c.run(count, flags&1 == 1)
	return text, c.skip(after) && ok
}

// run reads characters; each further record begins with a new flag.
func (c *cursor) run(count int, wide bool) (string, bool) {
	var out strings.Builder
	for count > 0 {
		fresh := len(c.parts) > 0 && c.at >= len(c.parts[0])
		b := c.rest()
		if len(b) == 0 {
			return out.String(), false
		}
		if fresh {
			wide = b[0]&1 == 1
			c.at++
			b = b[1:]
		}
		width := 1
		if wide {
			width = 2
		}
		n := min(count, len(b)/width)
		if n == 0 && len(b) > 0 { // half a character at the end of a record
			c.at += len(b)
			continue
		}
		out.WriteString(characters(b, n, wide))
		c.at += n * width
		count -= n
	}
	return out.String(), true
}
