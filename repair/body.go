package repair

import (
	"bytes"
	"crypto/sha256"
	"hash"
	"slices"

	"assay/mail"
	"assay/sign/dkim"
)

// bodies yields the forms of m whose body fits bh=, the likeliest first, until
// yield says that it is enough.
func (s *search) bodies(m *mail.Message, yield func(*form) (enough bool)) {
	queue := []*form{{Message: m}}
	seen := map[[sha256.Size]byte]bool{}
	hits, made := 0, 0
	hit := func(f *form) bool {
		hits++
		return yield(f) || hits == maxBodyHits
	}
	for len(queue) > 0 {
		f := queue[0]
		queue = queue[1:]
		if !s.budget.body(len(f.Raw) - f.Body) {
			return
		}
		if s.fits(f) {
			if hit(f) {
				return
			}
			continue // what fits is not taken apart any further
		}
		if cut := s.cuts(f); cut != nil && hit(cut) {
			return
		}
		for _, g := range s.undo(f) {
			key := sha256.Sum256(g.Raw)
			switch {
			case seen[key]:
				continue
			case made == maxForms:
				s.budget.spent = true
				return
			}
			seen[key] = true
			made++
			at, _ := slices.BinarySearchFunc(queue, g.cost+1, func(q *form, cost int) int { return q.cost - cost })
			queue = slices.Insert(queue, at, g)
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
		r.undo(f.Message, func(raw []byte) bool {
			if !s.budget.body(len(raw)) {
				return false
			}
			list = append(list, &form{
				Message: mail.Parse(raw), cost: f.cost + r.cost(),
				trail: append(slices.Clip(f.trail), r.id),
			})
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
