package repair

import (
	"bytes"
	"hash"

	"assay/mail"
	"assay/sign/dkim"
)

// Bounds on what may have been added to a body.
const (
	maxAdded  = 200 // lines of an addition, where it is no whole part
	maxBanner = 60  // lines of one that stands before the text
	maxEnds   = 24  // places at which an addition may end
	maxFirst  = 12  // beginnings of the first of two additions
)

// cuts looks for a body in which one or two runs of lines are missing: what
// lists and scanners add behind the text, at the end of a part or as a part of
// its own, or before it. Every beginning within the bounds is tried, whatever
// the added lines look like. It returns nil where
// none fits.
func (s *search) cuts(f *form, w way) *form {
	if s.terms.Limit >= 0 && w == ending { // what is added lies behind l= already
		return nil
	}
	body := f.Raw[f.Body:]
	if !s.budget.body(len(body)) {
		return nil
	}
	if bytes.Count(body, []byte("\n")) > maxLines || f.Lines == mail.CR && bytes.Count(body, []byte("\r")) > maxLines {
		s.budget.spent = true
		return nil
	}
	c := newCutter(s, f)
	if c.end == 0 {
		return nil
	}
	var removed []span
	switch w {
	case ending:
		removed = c.tails(c.ends[len(c.ends)-1:])
	case inside:
		removed = c.tails(c.ends[:len(c.ends)-1])
	case banner:
		removed = c.banners()
	case pair:
		removed = c.pairs()
		c.gap = 0
	}
	if removed == nil {
		return nil
	}
	cut := &form{Message: mail.Parse(withBody(f.Message, c.without(removed)))}
	cut.trail = append(append([]string{}, f.trail...), c.names(removed)...)
	return cut
}

// span is a run of lines, the end excluded.
type span struct{ from, to int }

// tails tries every run of lines that ends at one of ends.
func (c *cutter) tails(ends []int) []span {
	for _, to := range ends {
		if from, ok := c.before(c.s.newHash(), 0, to); ok {
			return []span{{from, to}}
		}
	}
	return nil
}

// before tries the runs that end at line to. h is the hash of what stands
// before line done, which those of the lines on are added to.
func (c *cutter) before(h hash.Hash, done, to int) (from int, found bool) {
	from = max(done, to-maxAdded)
	if !c.s.budget.body(c.at[from] - c.at[done]) {
		return 0, false
	}
	for _, part := range c.parts(done, from) { // whole parts may be longer
		if c.try(c.ahead(h, done, part), part, to) {
			return part, true
		}
	}
	h.Write(c.canon[c.at[done]:c.at[from]])
	for ; from < to; from++ {
		if c.try(h, from, to) {
			return from, true
		}
		h.Write(c.canon[c.at[from]:c.at[from+1]])
	}
	return 0, false
}

// parts are the ends between two lines: where a whole part may have begun.
func (c *cutter) parts(from, to int) (list []int) {
	for _, e := range c.ends {
		if e >= from && e < to {
			list = append(list, e)
		}
	}
	return list
}

// ahead is h with the lines from done to line to added.
func (c *cutter) ahead(h hash.Hash, done, to int) hash.Hash {
	if !c.s.budget.body(c.at[to] - c.at[done]) {
		return nil
	}
	h = dkim.Clone(h)
	h.Write(c.canon[c.at[done]:c.at[to]])
	return h
}

// try reports whether what h has seen, up to line at, and the lines from line
// from on have the hash that was signed.
func (c *cutter) try(h hash.Hash, at, from int) bool {
	if h == nil {
		return false
	}
	rest := c.canon[c.at[min(from, c.end)]:c.at[c.end]]
	if limit := c.s.terms.Limit; limit >= 0 { // RFC 6376 §3.5
		most := limit - int64(c.at[at]-c.gap)
		if most < 0 || most > int64(len(rest)) {
			return false
		}
		rest = rest[:most]
	}
	if len(rest) == 0 {
		// Empty lines at the end do not count. RFC 6376 §3.4.3: that the hash
		// of the lines before them was tried already does no harm.
		return c.s.budget.body(0) && bytes.Equal(h.Sum(c.s.sum[:0]), c.s.terms.BodyHash)
	}
	if !c.s.budget.body(len(rest)) {
		return false
	}
	h = dkim.Clone(h)
	h.Write(rest)
	return bytes.Equal(h.Sum(c.s.sum[:0]), c.s.terms.BodyHash)
}

// banners tries every run of lines at the beginning of a text.
func (c *cutter) banners() []span {
	for _, from := range c.start {
		h := c.ahead(c.s.newHash(), 0, from)
		for to := from + 1; h != nil && to <= min(from+maxBanner, c.end-1); to++ {
			if c.try(h, from, to) {
				return []span{{from, to}}
			}
		}
	}
	return nil
}

// pairs tries two runs at a time: a scanner adds to the text and to the page.
func (c *cutter) pairs() []span {
	for i, first := range c.ends {
		for _, from := range c.likely(first) {
			h := c.ahead(c.s.newHash(), 0, from)
			if h == nil {
				return nil
			}
			c.gap = c.at[first] - c.at[from]
			for _, second := range c.ends[i+1:] {
				if at, ok := c.before(dkim.Clone(h), first, second); ok {
					return []span{{from, first}, {at, second}}
				}
			}
		}
	}
	return nil
}

// likely are lines before line to at which an addition looks to begin: empty
// ones, and rules.
func (c *cutter) likely(to int) (list []int) {
	for i := to - 1; i >= max(0, to-maxAdded) && len(list) < maxFirst; i-- {
		if c.empty[i] || bytes.ContainsAny(c.lines[i][:1], "-_=*<#~") {
			list = append(list, i)
		}
	}
	return list
}

// names says what was undone by taking runs of lines out.
func (c *cutter) names(removed []span) (ids []string) {
	for _, r := range removed {
		id := "part-footer"
		switch {
		case r.to < c.end && closesPage(c.lines[r.to]):
			id = "html-footer"
		case bytes.HasPrefix(c.lines[r.from], []byte("--")) && r.to < c.end && bytes.HasPrefix(c.lines[r.to], []byte("--")):
			id = "extra-part"
		case r.to == c.end:
			id = "list-footer"
		case c.isStart(r.from):
			id = "banner"
		}
		ids = append(ids, id)
	}
	return ids
}
