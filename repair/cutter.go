package repair

import (
	"bytes"
	"slices"

	"assay/mail"
)

// cutter holds a body line by line in canonical form.
type cutter struct {
	s     *search
	m     *mail.Message
	lines [][]byte
	canon []byte
	at    []int // offset of each line in canon, and of the end
	empty []bool
	end   int   // lines up to the last that is not empty
	ends  []int // lines before which an addition may end
	start []int // lines at which a text begins
	gap   int   // bytes of the first of two additions
}

func newCutter(s *search, f *form) *cutter {
	c := &cutter{s: s, m: f.Message, canon: make([]byte, 0, len(f.Raw)-f.Body+64)}
	for line := range lines(f.Message, f.Raw[f.Body:]) {
		i := len(c.lines)
		c.lines = append(c.lines, line)
		c.at = append(c.at, len(c.canon))
		c.canon = s.terms.Body.AppendLine(c.canon, bare(line))
		c.empty = append(c.empty, len(c.canon) == c.at[i])
		c.canon = append(c.canon, '\r', '\n')
		if !c.empty[i] {
			c.end = i + 1
		}
	}
	c.at = append(c.at, len(c.canon))
	c.findEnds()
	c.findStarts()
	return c
}

// findEnds finds the end of the body, delimiters of parts, and the line on
// which a page ends.
func (c *cutter) findEnds() {
	var delims [][]byte
	c.m.Root.Multiparts(func(p *mail.Part) {
		if len(delims) < maxEnds {
			delims = append(delims, []byte("--"+p.Boundary()))
		}
	})
	for i, line := range c.lines[:c.end] {
		if i > 0 && len(c.ends) < maxEnds-1 && (isDelimiter(line, delims) || closesPage(line)) {
			c.ends = append(c.ends, i)
		}
	}
	c.ends = append(c.ends, c.end)
}

func isDelimiter(line []byte, delims [][]byte) bool {
	return bytes.HasPrefix(line, []byte("--")) && slices.ContainsFunc(delims, func(d []byte) bool { return bytes.HasPrefix(line, d) })
}

// closesPage reports whether a line holds the end tag of a page's body.
func closesPage(line []byte) bool {
	line = bytes.TrimSpace(line)
	if len(line) < len("</body") || line[0] != '<' {
		return false
	}
	lower := bytes.ToLower(line[:len("</body")])
	return bytes.HasPrefix(lower, []byte("</body")) || bytes.HasPrefix(lower, []byte("</html"))
}

// findStarts finds where texts begin: the body, and each part that holds no
// others.
func (c *cutter) findStarts() {
	offset := c.m.Body
	starts := map[int]bool{c.m.Body: true}
	c.m.Root.Leaves(func(p *mail.Part) bool {
		starts[p.Body] = true
		return len(starts) < maxEnds
	})
	for i, line := range c.lines {
		if starts[offset] {
			c.start = append(c.start, i)
		}
		offset += len(line)
	}
}

func (c *cutter) isStart(line int) bool { return slices.Contains(c.start, line) }

// without is the body without some runs of lines.
func (c *cutter) without(removed []span) (body []byte) {
	at := 0
	for _, r := range removed {
		body = append(body, bytes.Join(c.lines[at:r.from], nil)...)
		at = r.to
	}
	return append(body, bytes.Join(c.lines[at:], nil)...)
}
