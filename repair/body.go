package repair

import (
	"bytes"
	"crypto/sha256"
	"hash"
	"slices"

	"assay/mail"
	"assay/sign/dkim"
)

// task is a form that waits to be tried in one way.
type task struct {
	*form
	cost int
	way  way
}

// way is what is taken out of a form.
type way int

const (
	ending way = iota // nothing, or lines at the end
	inside            // lines at another place where an addition may end
	banner            // lines at a beginning
	pair              // lines at two ends
)

// wayCosts are what the ways cost beside the form: each hashes the body many
// times more than the one before.
var wayCosts = map[way]int{ending: 0, inside: 2, banner: 3, pair: 4}

// queue holds tasks, the cheapest first, and of equal ones the oldest.
type queue []task

func (q *queue) put(t task) {
	at, _ := slices.BinarySearchFunc(*q, t.cost+1, func(t task, cost int) int { return t.cost - cost })
	*q = slices.Insert(*q, at, t)
}

// bodies yields the forms of m whose body fits bh=, the likeliest first, until
// yield says that it is enough.
func (s *search) bodies(m *mail.Message, yield func(*form) (enough bool)) {
	waiting := queue{{form: &form{Message: m}}}
	seen := map[[sha256.Size]byte]bool{}
	hits := 0
	hit := func(f *form) bool {
		hits++
		return yield(f) || hits == maxBodyHits
	}
	for len(waiting) > 0 {
		t := waiting[0]
		waiting = waiting[1:]
		if t.way != ending {
			if cut := s.cuts(t.form, t.way); cut != nil && hit(cut) {
				return
			}
			continue
		}
		if !s.budget.body(len(t.Raw) - t.Body) {
			return
		}
		if s.fits(t.form) {
			if hit(t.form) {
				return
			}
			continue // what fits is not taken apart any further
		}
		if cut := s.cuts(t.form, ending); cut != nil && hit(cut) {
			return
		}
		for _, w := range []way{inside, banner, pair} {
			waiting.put(task{t.form, t.cost + wayCosts[w], w})
		}
		for _, g := range s.undo(t.form) {
			key := sha256.Sum256(g.Raw)
			if seen[key] {
				continue
			}
			if len(seen) == maxForms {
				s.budget.spent = true
				break
			}
			seen[key] = true
			waiting.put(task{g, g.cost, ending})
		}
	}
}

// undo gives the forms that one more rewrite of the body leads to.
func (s *search) undo(f *form) (list []*form) {
	if len(f.trail) == maxDepth {
		return nil
	}
	for _, r := range bodyRewrites {
		if slices.Contains(f.trail, r.id) {
			continue
		}
		n := 0
		r.undo(f.Message, func(raw []byte) bool {
			if !s.budget.body(len(raw)) {
				return false
			}
			list = append(list, &form{
				Message: mail.Parse(raw), cost: f.cost + r.cost() + n/4,
				trail: append(slices.Clip(f.trail), r.id),
			})
			n++
			return true
		})
	}
	return list
}

// fits reports whether the body of a form has the hash that bh= announces, as
// it stands or, where line ends are mixed, as SMTP reads it.
func (s *search) fits(f *form) bool {
	if s.fitsAs(f, dkim.EndsOf(f.Message)) {
		return true
	}
	return f.Lines == mail.Mixed && s.fitsAs(f, dkim.Ends{EOL: '\n', Strict: true})
}

func (s *search) fitsAs(f *form, ends dkim.Ends) bool {
	h := s.newHash()
	b := dkim.Body{Canon: s.terms.Body, Ends: ends, Limit: s.terms.Limit}
	_ = b.WriteTo(h, f.Raw[f.Body:]) // a hash returns no error
	return b.Written >= s.terms.Limit && bytes.Equal(h.Sum(nil), s.terms.BodyHash)
}

func (s *search) newHash() hash.Hash { return dkim.NewHash(s.terms.Hash) }
